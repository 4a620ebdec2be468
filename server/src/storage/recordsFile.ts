import { createHash } from 'node:crypto'
import { copyFile, type FileHandle, link, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'
import { RecordsDamaged } from './records.ts'

/** The calls that make a file safe; tests put failing ones in their place. */
export interface FileCalls {
  open: typeof open
  rename: typeof rename
}
export const realFileCalls: FileCalls = { open, rename }

/** Writes, fsyncs and closes a new file; removes what was there under this name. */
export async function writeDurably(
  path: string,
  data: string | Uint8Array,
  { calls = realFileCalls, mode = 0o600 }: { calls?: FileCalls; mode?: number } = {},
): Promise<void> {
  const file = await calls.open(path, 'w', mode)
  await useHandle(file, async () => {
    await file.writeFile(data)
    await file.sync()
  })
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(path: string, calls: FileCalls = realFileCalls): Promise<void> {
  // Windows cannot open folders; its renames are journalled.
  if (process.platform === 'win32') return
  const folder = await calls.open(path, 'r')
  await useHandle(folder, () => folder.sync())
}

async function useHandle(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } finally {
    await handle.close()
  }
}

/** Replaces a file so that a reader, also after a power cut, sees the old one or the new one. */
export async function replaceDurably(
  path: string,
  data: string | Uint8Array,
  calls: FileCalls = realFileCalls,
): Promise<void> {
  await writeDurably(`${path}.new`, data, { calls })
  await calls.rename(`${path}.new`, path)
  await syncFolder(dirname(path), calls)
}

const format = 'sheshi-records/1'
/** A record as the checksum takes it, and as a person can read it. */
interface RecordText {
  compact: string
  readable: string
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
/** Records put into words between two looks at what else there is to do. */
const atATime = 500
const checksum = (records: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(records)).digest('hex')

/**
 * lowdb's adapter for one collection in one readable JSON file with a checksum inside. lowdb's own never calls
 * fsync and takes a missing file for an empty one; this one keeps the last good copy and refuses what it cannot read.
 */
export class RecordsFile implements Adapter<unknown[]> {
  private readonly lastGood: string
  /** Records are replaced, never changed, and most are the same in the next write. */
  private readonly texts = new WeakMap<object, RecordText>()

  constructor(
    private readonly path: string,
    private readonly calls: FileCalls = realFileCalls,
  ) {
    this.lastGood = `${path}.last-good`
  }

  /** null: never written. Throws `RecordsDamaged`. */
  async read(): Promise<unknown[] | null> {
    const text = await readOrNull(this.path)
    const goodText = await readOrNull(this.lastGood)
    if (text === null && goodText === null) return null
    const found = text === null ? 'it is missing' : parseRecords(text)
    if (typeof found !== 'string') return found
    const good = goodText !== null && typeof parseRecords(goodText) !== 'string'
    throw new RecordsDamaged(this.path, found, good ? this.lastGood : null)
  }

  /** Resolves once the file is on disk under its name. After an error the old file stands, or the whole new one. */
  async write(records: unknown[]): Promise<void> {
    await writeDurably(`${this.path}.new`, await this.encode(records), { calls: this.calls })
    await this.keepLastGood()
    await this.calls.rename(`${this.path}.new`, this.path)
    await syncFolder(dirname(this.path), this.calls)
  }

  /** A few records at a time, so that thousands of boards do not hold up who draws. */
  private async encode(records: readonly unknown[]): Promise<Buffer> {
    const hash = createHash('sha256').update('[')
    const parts: Buffer[] = []
    for (let from = 0; from < records.length; from += atATime) {
      const texts = records.slice(from, from + atATime).map((record) => this.textOf(record))
      const comma = from === 0 ? '' : ','
      hash.update(comma + texts.map(({ compact }) => compact).join(','))
      parts.push(Buffer.from(`${comma}\n  ${texts.map(({ readable }) => readable).join(',\n  ')}`))
      await new Promise((resolve) => setImmediate(resolve))
    }
    const sha256 = hash.update(']').digest('hex')
    const head = `{\n "format": ${JSON.stringify(format)},\n "sha256": "${sha256}",\n "records": [`
    return Buffer.concat([Buffer.from(head), ...parts, Buffer.from('\n ]\n}')])
  }

  private textOf(record: unknown): RecordText {
    const known = isObject(record) ? this.texts.get(record) : undefined
    if (known) return known
    const readable = JSON.stringify(record, null, 1).replaceAll('\n', '\n  ')
    const text = { compact: JSON.stringify(record), readable }
    if (isObject(record)) this.texts.set(record, text)
    return text
  }

  /** A second name for the present file; the rename that follows takes only the first one away. */
  private async keepLastGood(): Promise<void> {
    const spare = `${this.lastGood}.new`
    await rm(spare, { force: true })
    try {
      await link(this.path, spare)
    } catch (error) {
      if (isMissing(error)) return
      // File systems without hard links (some network shares).
      await copyFile(this.path, spare)
    }
    await this.calls.rename(spare, this.lastGood)
  }
}

/** The records, or in words why they cannot be had. */
function parseRecords(text: string): unknown[] | string {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return text.length === 0 ? 'it is empty' : 'it is not valid JSON (cut off or overwritten)'
  }
  if (typeof file !== 'object' || file === null || !('format' in file)) return 'it is no file of records'
  if (file.format !== format) return `its format is ${String(file.format)}, not ${format}`
  if (!('records' in file) || !Array.isArray(file.records)) return 'it holds no records'
  if (!('sha256' in file) || file.sha256 !== checksum(file.records)) return 'its checksum is wrong'
  return file.records
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** True for ENOENT. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
