import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { VersionHead } from '@sheshi/records'
import type { Logger } from '@sheshi/sync'
import type { Disk } from '../storage/journalDisk.ts'
import { writePartsWhole } from '../storage/snapshots.ts'
import { decodeHead, decodeVersion, encodeVersion, headChunk, headEnd } from './versionFormat.ts'

/** One version as it lies on disk; `head` is null where its file is damaged. */
export interface KeptVersion {
  id: string
  /** Milliseconds since 1970. */
  at: number
  head: VersionHead | null
  /** Bytes of the file. */
  bytes: number
}

/** Boards whose heads are kept in memory. */
const boardsKnown = 50
const ending = '.version'
const unfinished = '.new'
const idForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[a-z0-9]{1,16}$/

/** A version's id: when it was taken, so that a folder's names are in order, and what tells it from others. */
export const versionId = (at: number, own: string): string =>
  `${new Date(at).toISOString().replace(/[-:.]/g, '')}-${own}`

/** When the version of this id was taken, in milliseconds; null where it is no version's id. */
export function momentOf(id: string): number | null {
  const [, year, month, date, hours, minutes, seconds, ms] = idForm.exec(id) ?? []
  const at = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}.${ms}Z`)
  return Number.isNaN(at) ? null : at
}

/** The versions of all boards: `folder/<board>/versions/<id>.version`, each written whole or not at all. */
export class VersionFiles {
  /** The last write or removal of each board: they take turns. */
  private readonly turns = new Map<string, Promise<unknown>>()
  private readonly known = new Map<string, Promise<KeptVersion[]>>()

  constructor(
    private readonly folder: string,
    private readonly disk: Disk,
    private readonly logger: Logger,
  ) {}

  /** Newest first. */
  async list(board: string): Promise<readonly KeptVersion[]> {
    const known = this.known.get(board) ?? this.readHeads(board)
    // Put in anew, so that the board asked for last is let go last.
    this.known.delete(board)
    this.known.set(board, known)
    for (const oldest of this.known.keys()) {
      if (this.known.size <= boardsKnown) break
      this.known.delete(oldest)
    }
    try {
      return await known
    } catch (error) {
      this.known.delete(board)
      throw error
    }
  }

  /** How many there are, without looking into them. */
  async count(board: string): Promise<number> {
    const names = (await readdir(join(this.folder, board, 'versions')).catch(nothingThere)) ?? []
    return names.filter((name) => name.endsWith(ending)).length
  }

  /** A version's head and document; null where its file is damaged, undefined where there is none. */
  async read(
    board: string,
    id: string,
  ): Promise<{ head: VersionHead; state: Uint8Array } | null | undefined> {
    if (momentOf(id) === null) return undefined
    const file = await readFile(this.pathOf(board, id)).catch(nothingThere)
    return file && decodeVersion(file)
  }

  /** Resolves when it is on disk. */
  write(board: string, head: VersionHead, packed: Uint8Array): Promise<void> {
    return this.inTurn(board, () => this.writeNext(board, head, packed))
  }

  /** Gives a version other words; its document stays as it is. False where the version is not there, or damaged. */
  change(board: string, id: string, change: (head: VersionHead) => VersionHead): Promise<boolean> {
    return this.inTurn(board, async () => {
      const file = await readFile(this.pathOf(board, id)).catch(nothingThere)
      const read = file && (await decodeVersion(file))
      const end = file && headEnd(file)
      if (!read || !end) return false
      await this.writeNext(board, change(read.head), file.subarray(end))
      return true
    })
  }

  remove(board: string, ids: readonly string[]): Promise<void> {
    return this.inTurn(board, async () => {
      this.known.delete(board)
      for (const id of ids) await rm(this.pathOf(board, id), { force: true })
      this.known.delete(board)
    })
  }

  /** Resolves when nothing is being written for a board any more. */
  async settled(board: string): Promise<void> {
    await this.turns.get(board)?.catch(() => undefined)
  }

  private pathOf(board: string, id: string): string {
    return join(this.folder, board, 'versions', `${id}${ending}`)
  }

  private async writeNext(board: string, head: VersionHead, packed: Uint8Array): Promise<void> {
    const folder = join(this.folder, board, 'versions')
    if (await mkdir(folder, { recursive: true })) {
      await this.disk.syncFolder(dirname(folder))
      await this.disk.syncFolder(this.folder)
    }
    this.known.delete(board)
    await writePartsWhole(this.disk, this.pathOf(board, head.id), encodeVersion(head, packed))
    this.known.delete(board)
  }

  private inTurn<T>(board: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(board) ?? Promise.resolve()).catch(() => undefined).then(work)
    this.turns.set(board, turn)
    const done = () => {
      if (this.turns.get(board) === turn) this.turns.delete(board)
    }
    turn.then(done, done)
    return turn
  }

  private async readHeads(board: string): Promise<KeptVersion[]> {
    const folder = join(this.folder, board, 'versions')
    const names = (await readdir(folder).catch(nothingThere)) ?? []
    const versions: KeptVersion[] = []
    for (const name of names.sort().reverse()) {
      const id = name.endsWith(ending) ? name.slice(0, -ending.length) : ''
      const at = momentOf(id)
      const read = at === null ? undefined : await this.readHead(board, id).catch(nothingThere)
      if (at !== null && read) versions.push({ id, at, ...read })
      // What a crash left half-written; our own may be under way.
      if (name.endsWith(unfinished) && !name.includes(`.${process.pid}.`))
        await rm(join(folder, name), { force: true })
    }
    return versions
  }

  private async readHead(board: string, id: string): Promise<Pick<KeptVersion, 'head' | 'bytes'>> {
    const path = this.pathOf(board, id)
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const read = async (length: number) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
        return buffer.subarray(0, bytesRead)
      }
      const start = await read(headChunk)
      const end = headEnd(start) ?? 0
      const head = decodeHead(end > start.length ? await read(end) : start, size)
      const own = head?.id === id && head.board === board ? head : null
      if (!own) this.logger.warn({ board, file: path }, 'a version of a board cannot be read')
      return { head: own, bytes: size }
    } finally {
      await file.close()
    }
  }
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
