import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Export, ExportFile } from '@sheshi/records'
import { syncFolder, writeDurably } from '../storage/recordsFile.ts'

/** One file to be put into an export. */
export interface NewFile {
  path: string
  type: string
  data: string | Uint8Array
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** What the record says of a file. */
export const describeFile = ({ path, type, data }: NewFile): ExportFile => ({
  path,
  type,
  sha256: sha256(data),
  bytes: Buffer.byteLength(data),
})

/** The files of exports: `DATA_DIR/exports/<export id>/<path>`. Written once, never changed. */
export class ExportFiles {
  private readonly folder: string

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'exports')
  }

  /** Writes all of an export's files; resolves once they are on disk. A failure leaves nothing under its name. */
  async write(exportId: string, files: readonly NewFile[]): Promise<void> {
    const begun = join(this.folder, `${exportId}.new`)
    await mkdir(begun, { recursive: true })
    try {
      for (const file of files) await writeDurably(join(begun, file.path), file.data)
      await syncFolder(begun)
      await rename(begun, join(this.folder, exportId))
      await syncFolder(this.folder)
    } catch (error) {
      await rm(begun, { recursive: true, force: true })
      throw error
    }
  }

  /** Where a file of an export lies; null where the export's record names no such file. */
  pathOf(made: Readonly<Export>, path: string): string | null {
    return made.files.some((file) => file.path === path) ? join(this.folder, made.id, path) : null
  }

  /** Streams of all files, for the bundle. */
  streams(made: Readonly<Export>): { path: string; open(): ReadStream }[] {
    return made.files.map(({ path }) => ({
      path,
      open: () => createReadStream(join(this.folder, made.id, path)),
    }))
  }

  async read(made: Readonly<Export>, path: string): Promise<string> {
    return readFile(join(this.folder, made.id, path), 'utf8')
  }

  /** Removes what an interrupted export left: folders that no record names. Only before the server serves. */
  async sweep(known: ReadonlySet<string>): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const left = (await readdir(this.folder)).filter((name) => !known.has(name))
    for (const name of left) await this.remove(name)
  }

  /** Removes an export's files; does nothing where there are none. */
  async remove(exportId: string): Promise<void> {
    await rm(join(this.folder, exportId), { recursive: true, force: true })
  }
}
