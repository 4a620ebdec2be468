import * as Y from 'yjs'
import { checkRecord, checkSent } from './check.ts'
import { readRecord } from './codec.ts'
import { excerpt } from './excerpt.ts'
import { blame, cannotBeRead, forLog, NO_GRAVE, type Refusal, refusalFor } from './judge.ts'
import { graveOf, isGrave, metaOf, recordsOf } from './view.ts'
import { HOLDS_LIST, listProblem, MAX_RECORDS, readWritten, TOO_MANY, WRITES_META } from './written.ts'

/** Records that are read before others have their turn: about two milliseconds. */
const atOnce = 32

/**
 * Judges a large update that came in parts: as `judgeUpdate`, but by what all parts together make of the document,
 * since a record may be spread over several. Yields between steps of some milliseconds.
 */
export function* judgeParts(doc: Y.Doc, parts: readonly Uint8Array[]): Generator<void, Refusal | null> {
  const trial = new Trial(doc)
  try {
    return forLog(yield* trial.judge(parts))
  } catch {
    return cannotBeRead
  } finally {
    trial.dispose()
  }
}

/** A copy of what an update writes into, with the update applied to it. */
class Trial {
  private copy = new Y.Doc()
  private readonly records = new Set<string>()
  private readonly graves = new Set<string>()
  private readonly clients = new Set<number>()
  private problem: string | null = null

  constructor(private readonly doc: Y.Doc) {}

  *judge(parts: readonly Uint8Array[]): Generator<void, Refusal | null> {
    for (const part of parts) {
      this.note(part)
      if (this.problem) return refusalFor(this.problem)
      yield
    }
    // Each record that was there and is changed gets into the copy: by a part that refers to it directly.
    this.copy = excerpt(this.doc, this.records, this.clients, this.graves)
    yield
    this.copy.on('afterTransaction', (transaction) => this.noteChanged(transaction))
    for (const part of parts) {
      this.copy.transact((transaction) => {
        Y.applyUpdate(this.copy, part)
        // Else yjs takes out the marks whose words are still to come.
        transaction.local = true
      })
      if (this.problem) return refusalFor(this.problem)
      yield
    }
    return this.badGrave() ?? (yield* this.badRecord())
  }

  dispose(): void {
    this.copy.destroy()
  }

  /** What a part writes, as far as the document alone tells. */
  private note(part: Uint8Array): void {
    const { records, graves, clients, problem } = readWritten(this.doc, part)
    for (const id of records.keys()) this.records.add(id)
    for (const id of graves.keys()) this.graves.add(id)
    for (const client of clients) this.clients.add(client)
    this.problem ??= problem ?? (this.records.size > MAX_RECORDS ? TOO_MANY : null)
  }

  /** What was in fact written, whichever part it came in. */
  private noteChanged({ changed }: Y.Transaction): void {
    for (const [type, keys] of changed) {
      const { root, key } = placeOf(type as Y.AbstractType<unknown>)
      for (const id of key === null ? keys : [key]) this.noteEntry(root, id)
    }
    if (this.records.size > MAX_RECORDS) this.problem ??= TOO_MANY
  }

  private noteEntry(root: unknown, id: string | null): void {
    if (root === metaOf(this.copy)) this.problem ??= WRITES_META
    else if (root === recordsOf(this.copy)) {
      if (id === null) this.problem ??= HOLDS_LIST
      else this.records.add(id)
    } else if (root === graveOf(this.copy) && id !== null) this.graves.add(id)
  }

  private badGrave(): Refusal | null {
    const graves = graveOf(this.copy)
    for (const id of this.graves) {
      if (graves.has(id) && !isGrave(graves.get(id))) return refusalFor(NO_GRAVE, id)
    }
    return null
  }

  private *badRecord(): Generator<void, Refusal | null> {
    const { doc } = this
    let read = 0
    for (const id of this.records) {
      const entry = recordsOf(this.copy).get(id)
      const isNew = !recordsOf(doc).has(id)
      const decoded = entry === undefined ? null : readRecord(id, entry, isNew ? checkRecord : checkSent)
      const reason = decoded && 'reason' in decoded ? decoded.reason : hiddenProblem(doc, entry)
      const refusal = blame(doc, id, reason)
      if (refusal) return refusal
      read += 1
      if (read % atOnce === 0) yield
    }
    return null
  }
}

/** The root that a type is in, and the entry of it; null where the type is the root. */
function placeOf(type: Y.AbstractType<unknown>): { root: unknown; key: string | null } {
  let root = type
  let key: string | null = null
  for (let item = root._item; item !== null; item = root._item) {
    key = item.parentSub
    root = item.parent as Y.AbstractType<unknown>
  }
  return { root, key }
}

/** What lies in the lists of a record and is new to the document, and no reader of records would see. */
function hiddenProblem(doc: Y.Doc, value: unknown): string | null {
  if (!(value instanceof Y.AbstractType)) return null
  for (let item = value._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const isNew = item.id.clock + item.length > Y.getState(doc.store, item.id.client)
    const problem = (isNew ? listProblem(item.content) : null) ?? hiddenIn(doc, item.content)
    if (problem) return problem
  }
  for (const item of value._map.values()) {
    const problem = item.deleted ? null : hiddenIn(doc, item.content)
    if (problem) return problem
  }
  return null
}

const hiddenIn = (doc: Y.Doc, content: Y.Item['content']): string | null =>
  content instanceof Y.ContentType ? hiddenProblem(doc, content.type) : null
