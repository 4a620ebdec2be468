import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { HeldLog } from '../storage/boardLog.ts'
import { syncFolder } from '../storage/recordsFile.ts'
import { type Manifest, writeArchive } from './archive.ts'
import { stage } from './staging.ts'

/** Makes archives of a data folder, while it is in use or not. */
export class Backups {
  private readonly underWay = new Map<Writable, Promise<unknown>>()
  private closed = false

  constructor(
    private readonly dataDir: string,
    private readonly hold: () => Promise<HeldLog>,
    /** Brings to disk what is written at leisure. */
    private readonly prepare: () => Promise<void> = async () => undefined,
  ) {}

  /** True while an archive is being made. */
  get busy(): boolean {
    return this.underWay.size > 0
  }

  /** Writes an archive of how things are now; resolves when `to` has taken all of it. `begins`: before the first byte. */
  async write(to: Writable, begins: () => void = () => undefined): Promise<Manifest> {
    const writing = this.stageAndWrite(to, begins)
    const done = writing.catch(() => undefined)
    this.underWay.set(to, done)
    void done.then(() => this.underWay.delete(to))
    return writing
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    this.closed = true
    for (const to of this.underWay.keys()) to.destroy(new Error('the server is stopping'))
    await Promise.all(this.underWay.values())
  }

  private async stageAndWrite(to: Writable, begins: () => void): Promise<Manifest> {
    await this.prepare()
    const staged = await stage(this.dataDir, this.hold)
    try {
      if (this.closed || to.destroyed) throw new Error('the archive was not wanted any more')
      begins()
      return await writeArchive(staged, to)
    } finally {
      await staged.remove()
    }
  }
}

/** Writes a file beside its place, synced, and gives it its name only when it is whole; only the owner may read it. */
export async function writeFileWhole(path: string, write: (to: Writable) => Promise<unknown>): Promise<void> {
  const part = `${path}.part`
  await rm(part, { force: true })
  const to = createWriteStream(part, { mode: 0o600 })
  try {
    await write(to)
    await finished(to)
    const file = await open(part, 'r+')
    await file.sync().finally(() => file.close())
    await rename(part, path)
    await syncFolder(dirname(path))
  } catch (error) {
    // A file that is still being opened would be there again after its removal.
    await closed(to)
    await rm(part, { force: true })
    throw error
  }
}

/** Gives up a stream, whatever it has to say to that; resolves when it has let go of its file. */
const closed = (to: Writable): Promise<void> =>
  new Promise((resolve) => {
    if (to.closed) return resolve()
    to.on('error', () => undefined)
    to.once('close', () => resolve())
    to.destroy()
  })
