import { isDeepStrictEqual } from 'node:util'
import type { TLRecord } from '@sheshi/board'
import { readOutline } from '@sheshi/methods'
import type { Board, OutlineChanges, VersionChanges } from '@sheshi/records'
import { compareOutlines } from '../exports/compare.ts'

type BoardRecords = ReadonlyMap<string, TLRecord>

/** What is different between two states of a board: its cards in words, and everything drawn in numbers. Pure. */
export function compareVersions(
  before: BoardRecords,
  after: BoardRecords,
  { template, locale }: Pick<Board, 'template' | 'locale'>,
): OutlineChanges & Pick<VersionChanges, 'records'> {
  const outlineOf = (records: BoardRecords) => readOutline(records, { template, locale })
  return { ...compareOutlines(outlineOf(before), outlineOf(after)), records: countChanges(before, after) }
}

function countChanges(before: BoardRecords, after: BoardRecords): VersionChanges['records'] {
  const earlier = shapesOf(before)
  const later = shapesOf(after)
  const counts = { added: 0, changed: 0, removed: 0 }
  for (const [id, shape] of later) {
    const was = earlier.get(id)
    if (!was) counts.added += 1
    else if (!isDeepStrictEqual(was, shape)) counts.changed += 1
  }
  for (const id of earlier.keys()) if (!later.has(id)) counts.removed += 1
  return counts
}

const shapesOf = (records: BoardRecords): Map<string, TLRecord> =>
  new Map([...records].filter(([, record]) => record.typeName === 'shape'))
