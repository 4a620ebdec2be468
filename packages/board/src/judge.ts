import * as Y from 'yjs'
import { checkRecord, checkSent, isTooLarge } from './check.ts'
import { readRaw, readRecord } from './codec.ts'
import { excerpt } from './excerpt.ts'
import { loggableId, ruleOf } from './rule.ts'
import { isGrave, recordsOf } from './view.ts'
import { readWritten, TOO_MANY, type Written, type WrittenRecord } from './written.ts'

/** Why an update may not be applied; goes into the log, and so holds no word of the update. */
export interface Refusal {
  /** The rule that it breaks. */
  reason: string
  /** The record that would break, where it is one and its id looks like one. */
  id: string | null
  /** True where a limit was passed. */
  tooLarge: boolean
}

/**
 * Whether somebody's update may be applied to a document and passed on, judged by the records it writes; null: it
 * may. The document is not touched. Judged is what the update's author wrote: a record that is new must pass
 * `checkRecord`; one that is changed must do so too, but for what the merging of honest changes can bring about, and
 * but for what was wrong with it before.
 */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array): Refusal | null {
  try {
    return forLog(refusalOf(doc, update, readWritten(doc, update)))
  } catch {
    return cannotBeRead
  }
}

/** What no decoder of ours gets through. */
export const cannotBeRead: Refusal = { reason: 'the update cannot be read', id: null, tooLarge: false }

/** The refusal by its rule, without a word of the update. */
export const forLog = (refusal: Refusal | null): Refusal | null =>
  refusal && { ...refusal, reason: ruleOf(refusal.reason), id: loggableId(refusal.id) }

export const NO_GRAVE = 'this is no grave'

/** A refusal by what was found of the update as a whole. */
export const refusalFor = (reason: string, id: string | null = null): Refusal => ({
  reason,
  id,
  tooLarge: reason === TOO_MANY,
})

function refusalOf(doc: Y.Doc, update: Uint8Array, written: Written): Refusal | null {
  const { records, graves, clients, problem } = written
  if (problem) return refusalFor(problem)
  for (const [id, value] of graves) {
    if (value !== undefined && !isGrave(value)) return refusalFor(NO_GRAVE, id)
  }
  const nested: string[] = []
  for (const [id, record] of records) {
    if (!isPlain(doc, id, record)) nested.push(id)
    else {
      const refusal = blame(doc, id, plainProblem(doc, id, record))
      if (refusal) return refusal
    }
  }
  return nested.length > 0 ? judgeNested(doc, update, nested, clients) : null
}

/** True where a record stays and only gets new values for some registers. */
const isPlain = (doc: Y.Doc, id: string, { nested, values, removed }: WrittenRecord): boolean =>
  !nested && recordsOf(doc).has(id) && [...removed].every((register) => values.has(register))

/** Lays the values over the record as it is. */
function plainProblem(doc: Y.Doc, id: string, { values }: WrittenRecord): string | null {
  try {
    return checkSent(readRaw(id, recordsOf(doc).get(id), values))
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable'
  }
}

/**
 * Applies the update to a copy of the records it writes into, and reads them. The copy knows all `clients` that the
 * update's items refer to, in whatever record: an item that has to wait holds up all that its author wrote after it.
 */
function judgeNested(
  doc: Y.Doc,
  update: Uint8Array,
  ids: readonly string[],
  clients: ReadonlySet<number>,
): Refusal | null {
  const copy = excerpt(doc, ids, clients)
  try {
    Y.applyUpdate(copy, update)
    for (const id of ids) {
      const entry = recordsOf(copy).get(id)
      if (entry === undefined) continue
      const isNew = !recordsOf(doc).has(id)
      const decoded = readRecord(id, entry, isNew ? checkRecord : checkSent)
      const refusal = 'reason' in decoded ? blame(doc, id, decoded.reason) : null
      if (refusal) return refusal
    }
    return null
  } finally {
    copy.destroy()
  }
}

/** Who changes something else in a record that was unreadable before is not to blame for that. */
export function blame(doc: Y.Doc, id: string, reason: string | null): Refusal | null {
  if (reason === null) return null
  const entry = recordsOf(doc).get(id)
  const before = entry === undefined ? null : readRecord(id, entry, checkSent)
  if (before && 'reason' in before && before.reason === reason) return null
  return { reason, id, tooLarge: isTooLarge(reason) }
}
