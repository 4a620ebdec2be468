import type { TLRecord } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { checkStored } from './check.ts'
import { changeRecord, createRecord, putStroke, readRecord } from './codec.ts'
import { deleteRecord } from './document.ts'
import { type RawRecords, rawRecords } from './epoch.ts'
import { copyOf } from './epochCopy.ts'
import { migrateRecords } from './migrate.ts'
import { changesBetween, layOver, type Registers, registersOf, sameRegister } from './registers.ts'
import { repair } from './repair.ts'
import { isShape } from './schema.ts'
import { packStroke } from './stroke.ts'
import { graveOf, readGraves, recordsOf } from './view.ts'

const TEXT = ':richText'
const STROKE = ':segments'

/** Both ends of what somebody did in an epoch that is over. */
interface LateWork {
  before: RawRecords
  /** The board as it was shown before: a new epoch begins with this. */
  shownBefore: ReadonlyMap<string, TLRecord>
  after: RawRecords
}

/**
 * Carries what somebody did in an old epoch over into the current one, as ordinary edits in one transaction:
 * `archived` is the document they started from, `changed` the same with their work. A register is written where the
 * current document still has what they started from; texts are merged; new records come along; records they deleted
 * go if nobody has touched them since. What was deleted meanwhile stays deleted, what was changed stays changed.
 */
export function drain(archived: Y.Doc, changed: Y.Doc, current: Y.Doc): void {
  const before = rawRecords(archived, migrateRecords(archived))
  const after = rawRecords(changed, migrateRecords(changed))
  const work = { before, after, shownBefore: repair(before.records, readGraves(archived)) }
  current.transact(() => {
    for (const id of after.records.keys()) carryRecord(work, id, current)
    for (const id of after.unreadable) carryUnreadable(work, id, changed, current)
    for (const id of before.records.keys()) {
      if (!recordsOf(changed).has(id)) carryDeletion(work, id, current)
    }
  })
}

function carryRecord(work: LateWork, id: string, current: Y.Doc): void {
  const record = work.after.records.get(id)
  const before = work.before.records.get(id)
  if (!record || work.before.unreadable.has(id)) return
  if (before) carryChanges(work, before, record, current)
  else if (!recordsOf(current).has(id)) {
    createRecord(recordsOf(current), record, packStroke)
    keepPlace(work, record, current)
  }
}

/** What only a newer version can read comes along as it is. */
function carryUnreadable(work: LateWork, id: string, changed: Y.Doc, current: Y.Doc): void {
  const known = work.before.records.has(id) || work.before.unreadable.has(id) || recordsOf(current).has(id)
  if (!known) recordsOf(current).set(id, copyOf(recordsOf(changed).get(id)))
}

function carryDeletion(work: LateWork, id: string, current: Y.Doc): void {
  const before = work.before.records.get(id)
  const decoded = readRecord(id, recordsOf(current).get(id))
  if (!before || !('record' in decoded)) return
  const shown = work.shownBefore.get(id) ?? before
  const now = decoded.record
  const touched = [...changesBetween(before, now).keys()].some((name) => changesBetween(shown, now).has(name))
  if (!touched) deleteRecord(current, id)
}

function carryChanges(work: LateWork, from: TLRecord, to: TLRecord, current: Y.Doc): void {
  const changes = changesBetween(from, to)
  if (changes.size === 0) return
  const entry = recordsOf(current).get(from.id)
  const decoded = readRecord(from.id, entry)
  if (!(entry instanceof Y.Map) || !('record' in decoded)) return
  const still = unchangedSince(work, from, decoded.record)
  const carried: Registers = new Map([...changes].filter(([name]) => name === TEXT || still(name)))
  // Registers of two times may make a record together that neither time would have made.
  if (carried.size === 0 || checkStored(layOver({ ...decoded.record }, carried)) !== null) return
  const stroke = carried.delete(STROKE)
  const target = layOver({ ...from }, carried) as unknown as TLRecord
  changeRecord(entry, from, target)
  if (stroke) putStroke(entry, to)
  if (carried.has('at')) keepPlace(work, to, current)
}

/** Whether a register of `now` still holds what it held before, or what the repaired board showed for it. */
function unchangedSince(work: LateWork, before: TLRecord, now: TLRecord): (name: string) => boolean {
  const shown = work.shownBefore.get(before.id)
  const olds = [before, ...(shown ? [shown] : [])].map(registersOf)
  const present = registersOf(now)
  return (name) => olds.some((old) => sameRegister(name, old.get(name), present.get(name)))
}

/** A shape put into a frame that is gone by now stays where it was: the graves tell where the frame stood. */
function keepPlace(work: LateWork, record: TLRecord, current: Y.Doc): void {
  const graves = graveOf(current)
  let child = record
  for (let steps = work.after.records.size; steps > 0 && isShape(child); steps--) {
    const parent = work.after.records.get(child.parentId) ?? work.before.records.get(child.parentId)
    if (!isShape(parent) || recordsOf(current).has(parent.id) || graves.has(parent.id)) return
    // A frame that was made with its content comes along itself.
    if (work.before.records.has(parent.id))
      graves.set(parent.id, [parent.parentId, parent.x, parent.y, parent.rotation])
    child = parent
  }
}
