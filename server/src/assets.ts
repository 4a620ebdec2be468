import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { labLimits } from './limits.ts'
import { isTooManyPixels, measurePicture } from './pictureSize.ts'
import { isMissing, replaceDurably, syncFolder } from './storage/recordsFile.ts'

/** The pictures a board may hold; decided by what is in the file, never by what it is called. */
const allowed = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
])
export const assetTypes = [...allowed.keys()]
const names = /^[0-9a-f]{64}\.(png|jpg|gif|webp)$/

const address = /^\/api\/v1\/boards\/([A-Za-z0-9_-]{1,64})\/assets\/([0-9a-f]{64}\.[a-z]{3,4})$/

/** The address of a board's picture, as records hold it. */
export const addressOf = (board: string, name: string): string => `/api/v1/boards/${board}/assets/${name}`

/** Whose picture an address of ours is; null: it is none of ours. */
export function pictureAt(src: unknown): { board: string; name: string } | null {
  const [, board, name] = address.exec(typeof src === 'string' ? src : '') ?? []
  return board && name ? { board, name } : null
}

interface Named {
  name: string
  type: string
}

/** Why a picture is not kept: what it is, what it unpacks to, or that the board has no room for it. */
export type PictureRefusal = 'kind' | 'pixels' | 'full'

/** The name and kind of a picture, both by what is in it; else why it is not taken. */
export async function nameOf(bytes: Buffer): Promise<Named | Exclude<PictureRefusal, 'full'>> {
  const found = await fileTypeFromBuffer(bytes)
  const extension = found ? allowed.get(found.mime) : undefined
  if (!found || !extension) return 'kind'
  const size = measurePicture(found.mime, bytes)
  if (!size) return 'kind'
  if (isTooManyPixels(size)) return 'pixels'
  return { name: `${createHash('sha256').update(bytes).digest('hex')}.${extension}`, type: found.mime }
}

/** Pictures on boards: `DATA_DIR/assets/<board>/<sha256>.<ext>`. The same picture twice is one file. */
export class Assets {
  private readonly folder: string
  /** Pictures of one board are written one after the other, so that together they keep to its room. */
  private readonly turns = new Map<string, Promise<unknown>>()

  constructor(readonly dataDir: string) {
    this.folder = join(dataDir, 'assets')
  }

  /** Keeps a picture; resolves once it is on disk. */
  async keep(boardId: string, bytes: Buffer): Promise<Named | PictureRefusal> {
    const named = await nameOf(bytes)
    if (typeof named === 'string') return named
    const turn = (this.turns.get(boardId) ?? Promise.resolve()).then(() => this.write(boardId, named, bytes))
    const done = turn.then(
      () => undefined,
      () => undefined,
    )
    this.turns.set(boardId, done)
    void done.then(() => {
      if (this.turns.get(boardId) === done) this.turns.delete(boardId)
    })
    return turn
  }

  private async write(boardId: string, named: Named, bytes: Buffer): Promise<Named | 'full'> {
    const folder = join(this.folder, boardId)
    const path = join(folder, named.name)
    if (await exists(path, bytes.length)) return named
    if (!(await hasRoom(folder, bytes.length))) return 'full'
    await mkdir(folder, { recursive: true })
    await syncFolder(this.folder)
    await replaceDurably(path, bytes)
    return named
  }

  /** Where a picture lies and what it is; null where there is none of that name. */
  async find(boardId: string, name: string): Promise<{ path: string; type: string } | null> {
    const extension = names.exec(name)?.[1]
    const type = [...allowed].find(([, known]) => known === extension)?.[0]
    const path = join(this.folder, boardId, name)
    return type && (await exists(path)) ? { path, type } : null
  }

  /** Gives another board (or template) the same pictures; answers the names that there were none of. */
  async copy(from: string, to: string, wanted: readonly string[]): Promise<string[]> {
    const missing: string[] = []
    for (const name of wanted) {
      const found = await this.find(from, name)
      const kept = found && (await this.keep(to, await readFile(found.path)))
      if (!kept || typeof kept === 'string') missing.push(name)
    }
    return missing
  }

  /** Gives a board pictures that others have; answers how many of them there were none of. */
  async borrow(to: string, wanted: readonly { board: string; name: string }[]): Promise<number> {
    let missing = 0
    for (const { board, name } of wanted) missing += (await this.copy(board, to, [name])).length
    return missing
  }

  /** Removes all of a board's pictures. */
  async removeAll(boardId: string): Promise<void> {
    await rm(join(this.folder, boardId), { recursive: true, force: true })
  }
}

/** Whether a board's folder may take so many bytes more. */
async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  if (names.length >= labLimits.picturesPerBoard) return false
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, bytes) <= labLimits.pictureBytesPerBoard
}

async function exists(path: string, size?: number): Promise<boolean> {
  try {
    const found = await stat(path)
    return size === undefined || found.size === size
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
