import {
  compact,
  DocumentTooNew,
  migrateRecords,
  readRecords,
  renderPreview,
  type TLRecord,
} from '@sheshi/board'
import type { Board } from '@sheshi/records'
import { applyUpdate, Doc } from 'yjs'
import { compareVersions } from './compareVersions.ts'

/** What can be asked of documents' states; each answer is a text, which costs nothing to pass between threads. */
export type Reading =
  /** How it looked, as SVG. */
  | { what: 'picture'; state: Uint8Array }
  /** Its records, as a JSON array. */
  | { what: 'records'; state: Uint8Array }
  /** What `compareVersions` says, as JSON. */
  | { what: 'changes'; before: Uint8Array; after: Uint8Array; board: Pick<Board, 'template' | 'locale'> }

/** `tooNew`: a newer program has written it; `error`: it cannot be read at all. */
export type Answer = { text: string } | { tooNew: string } | { error: string }

const pictureSize = { width: 1600, height: 1000 }

/** Reads states as this program reads boards: migrated and repaired. Takes a tenth of a second for a large one. Pure. */
export function answer(asked: Reading): Answer {
  try {
    return { text: read(asked) }
  } catch (error) {
    if (error instanceof DocumentTooNew) return { tooNew: error.message }
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function read(asked: Reading): string {
  if (asked.what === 'picture') return renderPreview(recordsIn(asked.state).values(), pictureSize)
  if (asked.what === 'records') return JSON.stringify([...recordsIn(asked.state).values()])
  return JSON.stringify(compareVersions(recordsIn(asked.before), recordsIn(asked.after), asked.board))
}

function recordsIn(state: Uint8Array): ReadonlyMap<string, TLRecord> {
  const doc = new Doc()
  applyUpdate(doc, state)
  const migrated = migrateRecords(doc)
  return readRecords(migrated ? compact(doc, migrated) : doc)
}
