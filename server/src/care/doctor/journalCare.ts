import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BoardDamage } from '../../storage/journalIndex.ts'
import { type ReadJournal, readJournal } from '../../storage/journalOpen.ts'
import { isMissing } from '../../storage/recordsFile.ts'
import { readWhole } from '../../storage/snapshots.ts'

/** One file of a board's snapshots. */
export interface SnapshotFile {
  path: string
  /** As its name says. */
  sequence: number
  whole: boolean
}

/** What is stored of one board, and how far it can be read. */
export interface BoardState {
  id: string
  snapshots: SnapshotFile[]
  /** What the newest readable snapshot holds, or the removal of an earlier board of this id; 0 where there is neither. */
  base: number
  /** True where a readable snapshot is the base. */
  fromSnapshot: boolean
  /** Everything up to here can be read, without a gap. */
  readable: number
  /** The highest number that anything speaks of. */
  known: number
  /** Damage that no snapshot covers. */
  damage: BoardDamage | null
  /** True where the server refuses the board. */
  refused: boolean
  /** True where there is something of it, or was. */
  stored: boolean
}

/** Reads the journal; a server may be letting go of files meanwhile. */
export async function readJournalOf(dataDir: string): Promise<ReadJournal> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await readJournal(join(dataDir, 'wal'))
    } catch (error) {
      if (!isMissing(error) || tries >= 5 || !(await exists(join(dataDir, 'wal')))) throw error
    }
  }
}

const exists = (folder: string): Promise<boolean> =>
  readdir(folder).then(
    () => true,
    () => false,
  )

/** All boards of which the journal or a folder says something. */
export async function boardIds(dataDir: string, { index }: ReadJournal): Promise<string[]> {
  const folders = await readdir(join(dataDir, 'boards')).catch(() => [])
  return [
    ...new Set([...folders.filter((name) => /^[A-Za-z0-9_-]{1,64}$/.test(name)), ...index.known()]),
  ].sort()
}

/** How far a board can be read; the same rules as the server's when it loads one. */
export async function stateOf(dataDir: string, id: string, { index }: ReadJournal): Promise<BoardState> {
  const snapshots = await snapshotsOf(join(dataDir, 'boards', id))
  const removedAt = index.removedAt(id)
  const newest = snapshots.find(({ whole, sequence }) => whole && sequence > removedAt)
  const base = newest?.sequence ?? removedAt
  let readable = base
  for (const { sequence } of index.after(id, base)) {
    if (sequence !== readable + 1) break
    readable = sequence
  }
  const claimed = snapshots.filter(({ sequence }) => sequence > removedAt).map(({ sequence }) => sequence)
  const known = Math.max(index.last(id), base, ...claimed)
  const damage = index.damageAfter(id, base) ?? null
  return {
    id,
    snapshots,
    base,
    fromSnapshot: newest !== undefined,
    readable,
    known,
    damage,
    refused: damage !== null || readable < known,
    stored: known > removedAt,
  }
}

/** Newest first. */
async function snapshotsOf(folder: string): Promise<SnapshotFile[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.snap'))
  const files: SnapshotFile[] = []
  for (const name of names.sort().reverse()) {
    const path = join(folder, name)
    try {
      files.push({ path, sequence: Number.parseInt(name, 10), whole: (await readWhole(path)) !== null })
    } catch (error) {
      // A server has taken a newer one meanwhile.
      if (!isMissing(error)) throw error
    }
  }
  return files
}

/** The bytes of a snapshot that can be read. */
export async function isWholeFile(path: string): Promise<boolean> {
  return (await readWhole(path)) !== null
}

/** A file's bytes, or null where it is gone. */
export async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
