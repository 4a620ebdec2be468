import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'

/**
 * Reads an update from outside to its end before it may touch a document: yjs itself finds out half-way, with
 * one half applied, and allocates by numbers it has not checked.
 * @throws SyncError(BadMessage)
 */
export function checkUpdate(update: Uint8Array): void {
  let authors: number
  try {
    // decodeUpdate reads the deletes too, which parseUpdateMeta leaves unread.
    authors = new Set(Y.decodeUpdate(update).structs.map((struct) => struct.id.client)).size
  } catch {
    throw new SyncError(CloseCode.BadMessage, 'malformed update')
  }
  if (authors > limits.authorsPerUpdate) throw new SyncError(CloseCode.BadMessage, 'too many authors')
}

/** @throws SyncError(BadMessage) where the bytes are no state vector. */
export function checkStateVector(stateVector: Uint8Array): void {
  try {
    Y.decodeStateVector(stateVector)
  } catch {
    throw new SyncError(CloseCode.BadMessage, 'malformed state vector')
  }
}

/**
 * Applies a checked update as far as its parents are known, and hands back the rest (v2 updates). The rest is
 * taken out of the document, where yjs would keep it for ever, send it to everybody and put it into snapshots.
 * @throws whatever yjs throws on an update that contradicts itself; the document stays whole.
 */
export function applyUpdate(doc: Y.Doc, update: Uint8Array): Uint8Array[] {
  try {
    Y.applyUpdate(doc, update)
  } catch (error) {
    takePending(doc)
    throw error
  }
  return takePending(doc)
}

/** Tries again what had to wait; hands back what still must. */
export function applyHeld(doc: Y.Doc, held: readonly Uint8Array[]): Uint8Array[] {
  return held.flatMap((update) => {
    Y.applyUpdateV2(doc, update)
    return takePending(doc)
  })
}

/** Takes out of a document what waits for updates it does not have (v2 updates). */
export function takePending(doc: Y.Doc): Uint8Array[] {
  const { pendingStructs, pendingDs } = doc.store
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
  return [pendingStructs?.update, pendingDs].filter((update) => update instanceof Uint8Array)
}
