import type { RecordsDiff } from '@tldraw/store'
import type { TLRecord, TLStore } from '@tldraw/tlschema'
import { layOver, rebase, sameRegister } from './registers.ts'
import { sameRichText } from './richText.ts'
import { documentType, propsOf } from './schema.ts'
import { followTexts, type TextTimeline } from './textTimeline.ts'

/** What other people did last, as far as undo must respect it. */
export interface Others {
  /** True where the present value of a register was written by somebody else. */
  wrote(id: string, register: string): boolean
  /** True where somebody else took the record away. */
  removed(id: string): boolean
}

type Apply = TLStore['applyDiff']

/**
 * tldraw's undo puts whole old records back: it reverts what others changed meanwhile and brings back what they
 * deleted. This wraps the store's `applyDiff` (undo, redo and cancelled gestures go through it) so that a diff
 * changes only registers that still hold what this person left there, and of a text only this person's characters.
 * Returns the way to restore the original.
 */
export function patchUndo(store: TLStore, others: Others): () => void {
  const original: Apply = store.applyDiff
  const [texts, forgetTexts] = followTexts(store)
  const patched: Apply = (diff, options) => {
    // What this person did in this frame must count as theirs before it is judged.
    store._flushHistory()
    original.call(store, ownPart(store, diff, others, texts), options)
  }
  store.applyDiff = patched
  return () => {
    forgetTexts()
    if (store.applyDiff === patched) store.applyDiff = original
  }
}

function ownPart(
  store: TLStore,
  diff: RecordsDiff<TLRecord>,
  others: Others,
  texts: TextTimeline,
): RecordsDiff<TLRecord> {
  const own: RecordsDiff<TLRecord> = { added: {}, updated: {}, removed: { ...diff.removed } }
  const added: Record<string, TLRecord> = own.added
  const updated: Record<string, [TLRecord, TLRecord]> = own.updated
  for (const record of Object.values<TLRecord>(diff.added)) {
    const shared = documentType(record.typeName) !== undefined
    if (!shared || !(store.has(record.id) || others.removed(record.id))) added[record.id] = record
  }
  for (const [from, to] of Object.values<[TLRecord, TLRecord]>(diff.updated)) {
    if (!documentType(to.typeName)) {
      updated[to.id] = [from, to]
      continue
    }
    const now = store.get(to.id)
    if (!now) continue
    const next = ownChange(from, to, now, others, texts)
    if (next !== now) updated[to.id] = [now, next]
  }
  return own
}

const TEXT = ':richText'

/** What this person's change `from` → `to` makes of the record as it is now; `now` itself where nothing is left of it. */
function ownChange(
  from: TLRecord,
  to: TLRecord,
  now: TLRecord,
  others: Others,
  texts: TextTimeline,
): TLRecord {
  const text = texts.ownPart(from, to, now)
  const next = rebase(from, to, now, (name, left, present) => {
    if (name === TEXT && text) return true
    return others.wrote(to.id, name) || !sameRegister(name, left, present)
  })
  if (!text || sameRichText(text, propsOf(now).richText)) return next
  return layOver({ ...next }, [[TEXT, text]]) as unknown as TLRecord
}
