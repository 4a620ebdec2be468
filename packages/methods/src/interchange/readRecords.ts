import { checkRecord } from '@sheshi/board'
import type { TLRecord } from '@tldraw/tlschema'
import { listOf, objectOf, textOf } from './json.ts'
import type { Tally } from './records.ts'
import { type ImportReport, mostThings } from './types.ts'

/** Records of a board as they were, ids and all; each judged, and what hangs on nothing left out. */
export function keepRecords(
  values: Iterable<unknown>,
  tally: Tally,
  format: ImportReport['format'] = 'bundle',
): { records: TLRecord[]; report: ImportReport } {
  const sound = new Map<string, TLRecord>()
  for (const value of values) {
    const record = objectOf(value)
    const typeName = textOf(record?.typeName)
    // Every board has its own document and first page already.
    if (typeName === 'document' || record?.id === 'page:page') continue
    const kind = textOf(record?.type) || typeName
    if (checkRecord(value) !== null) tally.leave(kind, 'invalid')
    else if (sound.size >= 2 * mostThings) tally.leave(kind, 'too-many')
    else sound.set(String(record?.id), value as TLRecord)
  }
  const records = [...sound.values()].filter((record) => {
    const stands = isHeld(record, sound)
    const kind = 'type' in record ? String(record.type) : record.typeName
    if (!stands) tally.leave(kind, 'invalid')
    else if (record.typeName === 'shape') tally.take(kind)
    return stands
  })
  return { records, report: tally.report(format) }
}

/** A shape needs its parent, a binding both its ends. */
function isHeld(record: TLRecord, all: ReadonlyMap<string, TLRecord>): boolean {
  if (record.typeName === 'binding') return all.has(record.fromId) && all.has(record.toId)
  if (record.typeName !== 'shape') return true
  return record.parentId === 'page:page' || all.has(record.parentId)
}

/** The head and records of a bundle's `board.json`; null where it is none. */
export function boardFileIn(value: unknown) {
  const file = objectOf(value)
  if (!textOf(file?.format).startsWith('sheshi-board/')) return null
  return {
    title: textOf(file?.title).slice(0, 200),
    template: textOf(file?.template),
    locale: textOf(file?.locale),
    records: listOf(file?.records),
  }
}
