import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Export, ExportFile } from '@sheshi/records'
import { syncFolder, writeDurably } from '../storage/recordsFile.ts'

/** One file to be put into an export. */
export interface NewFile {
  path: string
  type: string
  data: string | Uint8Array
}

/** A file of ours that is there already and never changes: an export gets it under a second name. */
export interface KeptFile extends ExportFile {
  /** Where it lies. */
  from: string
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** What the record says of a file. */
export function describeFile(file: NewFile | KeptFile): ExportFile {
  const { path, type } = file
  if ('from' in file) return { path, type, sha256: file.sha256, bytes: file.bytes }
  return { path, type, sha256: sha256(file.data), bytes: Buffer.byteLength(file.data) }
}

/** The files of exports: `DATA_DIR/exports/<export id>/<path>`. Written once, never changed. */
export class ExportFiles {
  private readonly folder: string

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'exports')
  }

  /** Writes all of an export's files; resolves once they are on disk. A failure leaves nothing under its name. */
  async write(exportId: string, files: readonly (NewFile | KeptFile)[]): Promise<void> {
    const begun = join(this.folder, `${exportId}.new`)
    const folders = new Set([begun, ...files.map(({ path }) => dirname(join(begun, path)))])
    for (const folder of folders) await mkdir(folder, { recursive: true })
    try {
      for (const file of files) {
        const path = join(begun, file.path)
        if ('from' in file) await linkDurably(file.from, path)
        else await writeDurably(path, file.data)
      }
      for (const folder of folders) await syncFolder(folder)
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

/** A second name costs no room; file systems without hard links get a copy. */
async function linkDurably(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await writeDurably(to, await readFile(from))
  }
}
