import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logger } from '@sheshi/sync'
import type { Disk } from './journalDisk.ts'
import { readWhole, writeWhole } from './snapshots.ts'

/** How long the document of an epoch that is over is kept, in milliseconds: as long as somebody may be away. */
export const epochKeptFor = 90 * 24 * 3_600_000
/** Old epochs kept of one board. */
export const epochsKept = 20

const fileName = /^(\d{9})-(\d{6})\.epoch$/

/**
 * Epochs that are over, in `folder/<board>/epochs/`: `<epoch>-000000.epoch` is the document with which one ended,
 * the numbers after it are what late people have brought, in order. The files are made as snapshots are.
 */
export class EpochFiles {
  constructor(
    private readonly folder: string,
    private readonly disk: Disk,
    private readonly logger: Logger,
  ) {}

  /** Keeps the document with which an epoch ended, and lets go of epochs past their time. */
  async archive(board: string, epoch: number, state: Uint8Array): Promise<void> {
    const folder = await this.open(board)
    await this.forget(folder, epoch)
    await writeWhole(this.disk, join(folder, nameOf(epoch, 0)), epoch, state)
    await this.tidy(folder, epoch).catch((error: unknown) =>
      this.logger.warn({ board, error: String(error) }, 'old epochs could not be removed'),
    )
  }

  async add(board: string, epoch: number, update: Uint8Array): Promise<void> {
    const folder = join(this.folder, board, 'epochs')
    const last = (await filesOf(folder, epoch)).at(-1)
    if (!last) throw new Error(`epoch ${epoch} of board ${board} is not kept`)
    await writeWhole(this.disk, join(folder, nameOf(epoch, last.number + 1)), epoch, update)
  }

  /** null where the epoch is not kept, or not whole. */
  async read(board: string, epoch: number): Promise<Uint8Array[] | null> {
    const folder = join(this.folder, board, 'epochs')
    const files = await filesOf(folder, epoch)
    const states: Uint8Array[] = []
    for (const [expected, { name, number }] of files.entries()) {
      const kept = expected === number ? await readWhole(join(folder, name)) : null
      if (kept?.sequence !== epoch) {
        this.logger.error({ board, file: join(folder, name) }, 'an old epoch cannot be read')
        return null
      }
      states.push(kept.state)
    }
    return states.length > 0 ? states : null
  }

  private async open(board: string): Promise<string> {
    const folder = join(this.folder, board, 'epochs')
    const made = await mkdir(folder, { recursive: true })
    if (made) {
      await this.disk.syncFolder(dirname(folder))
      await this.disk.syncFolder(this.folder)
    }
    return folder
  }

  private async tidy(folder: string, newest: number): Promise<void> {
    const firsts = (await filesOf(folder)).filter(({ number }) => number === 0)
    for (const { name, epoch } of firsts) {
      const tooOld = epoch !== newest && (await stat(join(folder, name))).mtimeMs < Date.now() - epochKeptFor
      if (tooOld || epoch <= newest - epochsKept) await this.forget(folder, epoch)
    }
    for (const name of await readdir(folder)) {
      // What a crash left half-written; our own may be under way.
      if (name.endsWith('.new') && !name.includes(`.${process.pid}.`))
        await rm(join(folder, name), { force: true })
    }
  }

  /** The first file first: whatever of the epoch a crash leaves is not taken for whole. */
  private async forget(folder: string, epoch: number): Promise<void> {
    for (const { name } of await filesOf(folder, epoch)) await this.disk.remove(join(folder, name))
  }
}

const nameOf = (epoch: number, number: number): string =>
  `${String(epoch).padStart(9, '0')}-${String(number).padStart(6, '0')}.epoch`

/** In order, those of one epoch or of all. */
async function filesOf(
  folder: string,
  wanted?: number,
): Promise<{ name: string; epoch: number; number: number }[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.sort().flatMap((name) => {
    const [, epoch, number] = fileName.exec(name) ?? []
    const file = { name, epoch: Number(epoch), number: Number(number) }
    return epoch !== undefined && (wanted === undefined || file.epoch === wanted) ? [file] : []
  })
}
