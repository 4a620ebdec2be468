import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Disk } from './journalDisk.ts'
import { crcBytes, crcOf } from './journalFormat.ts'

/** A board's whole document as of `sequence`. */
export interface Snapshot {
  sequence: number
  state: Uint8Array
}

/** What is stored of a board's snapshots: the newest that can be read, and the files that cannot. */
export interface StoredSnapshots {
  newest: Snapshot | null
  unreadable: UnreadableSnapshot[]
}

export interface UnreadableSnapshot {
  path: string
  sequence: number
}

const magic = Buffer.from('SHJSNAP1')
const headBytes = magic.length + 6 + 4
const generations = 2
const ending = '.snap'
const unfinished = '.new'

/**
 * Snapshots in `folder/<board>/<sequence>.snap`: magic, sequence u48, length u32, state, crc32 of all before. Two
 * generations stay; a new one is written beside them, synced, renamed, and the folder synced.
 */
export class Snapshots {
  /** The last write or removal of each board: they take turns, or one would sweep away what the other writes. */
  private readonly turns = new Map<string, Promise<void>>()

  constructor(
    private readonly folder: string,
    private readonly disk: Disk,
  ) {}

  /** Resolves when the snapshot is on disk. */
  write(board: string, snapshot: Snapshot): Promise<void> {
    return this.inTurn(board, () => this.writeNext(board, snapshot))
  }

  async read(board: string): Promise<StoredSnapshots> {
    const folder = join(this.folder, board)
    const unreadable: UnreadableSnapshot[] = []
    for (const name of await snapshotNames(folder)) {
      const snapshot = decode(await readFile(join(folder, name)))
      if (snapshot) return { newest: snapshot, unreadable }
      unreadable.push({ path: join(folder, name), sequence: Number.parseInt(name, 10) })
    }
    return { newest: null, unreadable }
  }

  remove(board: string): Promise<void> {
    return this.inTurn(board, async () => {
      await rm(join(this.folder, board), { recursive: true, force: true })
      await this.disk.syncFolder(this.folder)
    })
  }

  private inTurn(board: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(board) ?? Promise.resolve()).catch(() => undefined).then(work)
    this.turns.set(board, turn)
    const done = () => {
      if (this.turns.get(board) === turn) this.turns.delete(board)
    }
    turn.then(done, done)
    return turn
  }

  private async writeNext(board: string, { sequence, state }: Snapshot): Promise<void> {
    const folder = join(this.folder, board)
    if (await mkdir(folder, { recursive: true })) await this.disk.syncFolder(this.folder)
    const name = join(folder, `${String(sequence).padStart(15, '0')}${ending}`)
    await writeWhole(this.disk, name, sequence, state)
    await this.clean(folder)
  }

  /** Drops older generations, and what a crash left half-written. */
  private async clean(folder: string): Promise<void> {
    const old = (await snapshotNames(folder)).slice(generations)
    const broken = (await readdir(folder)).filter((name) => name.endsWith(unfinished))
    for (const name of [...old, ...broken]) await this.disk.remove(join(folder, name)).catch(() => undefined)
  }
}

/** Newest first. */
async function snapshotNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .reverse()
}

/** Writes a document's state whole or not at all. */
export const writeWhole = (disk: Disk, path: string, sequence: number, state: Uint8Array): Promise<void> =>
  writePartsWhole(disk, path, encode({ sequence, state }))

/** Writes a file whole or not at all: beside its place, synced, renamed, and the folder synced. */
export async function writePartsWhole(disk: Disk, path: string, parts: readonly Uint8Array[]): Promise<void> {
  writes += 1
  const temporary = `${path}.${process.pid}.${writes}${unfinished}`
  const file = await disk.create(temporary)
  try {
    await file.write(parts)
    await file.sync()
    await file.close()
  } catch (error) {
    await file.close().catch(() => undefined)
    await disk.remove(temporary).catch(() => undefined)
    throw error
  }
  await disk.rename(temporary, path)
  await disk.syncFolder(dirname(path))
}
let writes = 0

/** Reads what `writeWhole` wrote; null where it is damaged. */
export const readWhole = async (path: string): Promise<Snapshot | null> => decode(await readFile(path))

function encode({ sequence, state }: Snapshot): Uint8Array[] {
  const head = Buffer.alloc(headBytes)
  magic.copy(head)
  head.writeUIntLE(sequence, 8, 6)
  head.writeUInt32LE(state.length, 14)
  const crc = Buffer.alloc(crcBytes)
  crc.writeUInt32LE(crc32(state, crc32(head)))
  return [head, state, crc]
}

function decode(bytes: Buffer): Snapshot | null {
  if (bytes.length < headBytes + crcBytes || bytes.compare(magic, 0, 8, 0, 8) !== 0) return null
  const body = bytes.subarray(0, -crcBytes)
  if (bytes.readUInt32LE(14) !== body.length - headBytes) return null
  if (!crcOf(body).equals(bytes.subarray(-crcBytes))) return null
  return { sequence: bytes.readUIntLE(8, 6), state: bytes.subarray(headBytes, -crcBytes) }
}
