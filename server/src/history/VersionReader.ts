import {
  compact,
  DocumentTooNew,
  migrateRecords,
  readRecords,
  renderPreview,
  type TLRecord,
} from '@sheshi/board'
import { BoardTooNew } from '@sheshi/sync'
import { applyUpdate, Doc } from 'yjs'
import type { VersionFiles } from './versionFiles.ts'

/** Versions whose records, and whose pictures, are kept in memory. */
const boardsKept = 6
const picturesKept = 200
const pictureSize = { width: 1600, height: 1000 }

export type BoardRecords = ReadonlyMap<string, TLRecord>

/** The file of a version is damaged; all other versions are none the worse for it. */
export class VersionDamaged extends Error {
  override readonly name = 'VersionDamaged'
}

/** Reads versions as this program reads boards: migrated and repaired. One at a time, since it takes processor time. */
export class VersionReader {
  private readonly records = new Map<string, BoardRecords>()
  private readonly pictures = new Map<string, string>()
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly files: VersionFiles) {}

  /**
   * What the board showed; null where there is no such version.
   * @throws VersionDamaged, BoardTooNew
   */
  async recordsOf(board: string, id: string): Promise<BoardRecords | null> {
    const key = `${board}/${id}`
    return this.inTurn(async () => this.records.get(key) ?? this.read(board, id, key))
  }

  /** How the board looked, as SVG; null and throws as `recordsOf`. */
  async pictureOf(board: string, id: string): Promise<string | null> {
    const key = `${board}/${id}`
    const kept = this.pictures.get(key)
    if (kept !== undefined) return kept
    const records = await this.recordsOf(board, id)
    if (!records) return null
    const picture = renderPreview(records.values(), pictureSize)
    keep(this.pictures, key, picture, picturesKept)
    return picture
  }

  private async read(board: string, id: string, key: string): Promise<BoardRecords | null> {
    const version = await this.files.read(board, id)
    if (version === undefined) return null
    if (version === null) throw new VersionDamaged(`the file of version ${id} is damaged`)
    const records = readState(board, version.state)
    keep(this.records, key, records, boardsKept)
    return records
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.catch(() => undefined).then(work)
    this.last = turn
    return turn
  }
}

/** The records in a document's state. */
function readState(board: string, state: Uint8Array): BoardRecords {
  const doc = new Doc()
  try {
    applyUpdate(doc, state)
    const migrated = migrateRecords(doc)
    return readRecords(migrated ? compact(doc, migrated) : doc)
  } catch (error) {
    throw error instanceof DocumentTooNew ? new BoardTooNew(board, error.message) : error
  } finally {
    doc.destroy()
  }
}

/** Puts in what is newest, and lets go of what was put in first. */
function keep<T>(kept: Map<string, T>, key: string, value: T, atMost: number): void {
  kept.set(key, value)
  for (const oldest of kept.keys()) {
    if (kept.size <= atMost) break
    kept.delete(oldest)
  }
}
