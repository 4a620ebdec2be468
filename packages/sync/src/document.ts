import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'
import { scanUpdate } from './updateScan.ts'

/** What an update from outside holds. */
export interface CheckedUpdate {
  authors: ReadonlySet<number>
  /** The root types it writes into. */
  roots: ReadonlySet<string>
  /** Too large to be worked on at once; yjs has not read it yet. */
  large: boolean
}

/**
 * Reads an update from outside to its end before it may touch a document: yjs itself finds out half-way, with
 * one half applied, and allocates by numbers it has not checked. Its decoder sees only what passes the limits here.
 * @throws SyncError(BadMessage)
 */
export function checkUpdate(update: Uint8Array): CheckedUpdate {
  const checked = measure(update)
  if (!checked.large) decodeWhole(update)
  return checked
}

/** @throws SyncError(BadMessage) where yjs cannot read it to its end. */
export function decodeWhole(update: Uint8Array): void {
  try {
    // decodeUpdate reads the deletes too, which parseUpdateMeta leaves unread.
    Y.decodeUpdate(update)
  } catch {
    throw malformed()
  }
}

function measure(update: Uint8Array): CheckedUpdate {
  const authors = new Set<number>()
  const roots = new Set<string>()
  let structs = 0
  let deletes = 0
  const countAuthor = (client: number) => {
    if (authors.add(client).size > limits.authorsPerUpdate) throw badMessage('too many authors')
  }
  try {
    scanUpdate(update, {
      struct({ client, root }) {
        if (root !== null && roots.add(root).size > limits.rootsPerRoom) throw badMessage('too many roots')
        structs += 1
        if (structs > limits.structsPerUpdate) throw badMessage('too many structs')
        countAuthor(client)
      },
      remove({ client }) {
        deletes += 1
        countAuthor(client)
        if (deletes > limits.deletesPerUpdate) throw badMessage('too many deletes')
      },
    })
  } catch (error) {
    throw error instanceof SyncError ? error : malformed()
  }
  return { authors, roots, large: update.length > limits.partBytes || structs > limits.partStructs }
}

const badMessage = (reason: string) => new SyncError(CloseCode.BadMessage, reason)
const malformed = () => badMessage('malformed update')

/** @throws SyncError(BadMessage) where the bytes are no state vector, or name more than a document may have. */
export function checkStateVector(stateVector: Uint8Array): void {
  try {
    const entries = decoding.readVarUint(decoding.createDecoder(stateVector))
    if (entries > limits.stateVectorEntries) throw new Error('too many entries')
    Y.decodeStateVector(stateVector)
  } catch {
    throw badMessage('malformed state vector')
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

/**
 * True where an update (v1) goes on from work that the document does not have yet. Such an update waits whole: yjs
 * would do its deletes at once, and a register be empty until what takes its place has come.
 */
export const isAhead = (doc: Y.Doc, update: Uint8Array): boolean =>
  startsBeyond(doc, Y.parseUpdateMeta(update).from)

/** The same of an update that waits (v2). */
export const isStillAhead = (doc: Y.Doc, held: Uint8Array): boolean =>
  startsBeyond(doc, Y.parseUpdateMetaV2(held).from)

function startsBeyond(doc: Y.Doc, from: ReadonlyMap<number, number>): boolean {
  for (const [client, clock] of from) if (clock > Y.getState(doc.store, client)) return true
  return false
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
