import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, type Headers } from 'tar-stream'
import { isMissing, syncFolder } from '../storage/recordsFile.ts'
import { format, Manifest, manifestName, Opening, openingName } from './archive.ts'
import { CareError, wordsOf } from './careError.ts'

/** Where the files of an archive go; null: they are only checked. */
type Target = string | null

interface Found {
  size: number
  sha256: string
}

/** Checks every byte of an archive and puts nothing anywhere. Throws `CareError`. */
export const verifyArchive = (file: string): Promise<Manifest> => readArchive(file, null)

/** Puts an archive into an empty folder, all of it or nothing. Throws `CareError`. */
export async function restoreArchive(file: string, folder: string): Promise<Manifest> {
  const target = resolve(folder)
  const wasThere = await requireEmpty(target)
  const beside = join(dirname(target), `${basename(target)}.restoring-${process.pid}`)
  await mkdir(dirname(target), { recursive: true })
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { mode: 0o700 })
  try {
    const manifest = await readArchive(file, beside)
    for (const one of await foldersBelow(beside)) await syncFolder(one)
    if (wasThere) await rmdir(target)
    await rename(beside, target)
    await syncFolder(dirname(target))
    return manifest
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** True where the folder exists and is empty, false where it does not exist. */
async function requireEmpty(folder: string): Promise<boolean> {
  try {
    if ((await readdir(folder)).length === 0) return true
  } catch (error) {
    if (isMissing(error)) return false
    throw new CareError(`${folder} cannot be used: ${wordsOf(error)}.`)
  }
  throw new CareError(`${folder} is not empty: name an empty folder, or one that does not exist yet.`)
}

async function readArchive(file: string, target: Target): Promise<Manifest> {
  const found = new Map<string, Found>()
  const texts = new Map<string, string>()
  const entries = extract()
  const source = createReadStream(file)
  const read = pipeline(source, createGunzip(), entries)
  // What goes wrong below ends the loop, which is where it is told.
  read.catch(() => undefined)
  try {
    for await (const entry of entries) {
      const name = checkedName(entry.header, found)
      if (texts.size === 0 && name !== openingName) throw new CareError(`${file} is no backup of Sheshi.`)
      if (name === openingName || name === manifestName) texts.set(name, await textOf(entry))
      else found.set(name, await takeFile(entry, target, name))
      if (name === openingName) checkFormat(file, texts.get(name) ?? '')
    }
    await read
  } catch (error) {
    source.destroy()
    if (error instanceof CareError) throw error
    if (isMissing(error)) throw new CareError(`There is no file ${file}.`)
    throw new CareError(`${file} cannot be read to its end (${wordsOf(error)}): it is cut off or damaged.`)
  }
  return checkManifest(file, texts.get(manifestName), found)
}

/** A path of ours inside the folder, not seen before. */
function checkedName({ name, type }: Headers, found: ReadonlyMap<string, Found>): string {
  if (type !== 'file') throw new CareError(`The archive holds something that is no file: ${name} (${type}).`)
  const parts = name.split('/')
  const strange = parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\0]/.test(part))
  if (strange) throw new CareError(`The archive holds a path that leads out of the folder: ${name}.`)
  if (found.has(name)) throw new CareError(`The archive holds ${name} twice.`)
  return name
}

function checkFormat(file: string, text: string): void {
  const opening = Opening.safeParse(parsed(text))
  if (!opening.success || !opening.data.format.startsWith('sheshi-backup/')) {
    throw new CareError(`${file} is no backup of Sheshi.`)
  }
  if (opening.data.format !== format) {
    const made = `made by Sheshi ${opening.data.version} in the format ${opening.data.format}`
    throw new CareError(`${file} was ${made}: restore it with that version or a newer one.`)
  }
}

function checkManifest(file: string, text: string | undefined, found: Map<string, Found>): Manifest {
  const manifest = Manifest.safeParse(parsed(text ?? ''))
  if (!manifest.success) throw new CareError(`${file} is not whole: its list of files is missing.`)
  for (const { path, size, sha256 } of manifest.data.files) {
    const one = found.get(path)
    if (!one) throw new CareError(`${file} is not whole: ${path} is missing.`)
    if (one.size !== size || one.sha256 !== sha256) {
      throw new CareError(`${file} is damaged: the checksum of ${path} is wrong.`)
    }
    found.delete(path)
  }
  const [extra] = found.keys()
  if (extra !== undefined)
    throw new CareError(`${file} holds ${extra}, which its list of files does not name.`)
  return manifest.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** More than any list of files takes. */
const textBytes = 256 << 20

async function textOf(entry: AsyncIterable<Buffer> & { header: Headers }): Promise<string> {
  if ((entry.header.size ?? 0) > textBytes) throw new CareError(`${entry.header.name} is too large.`)
  const parts: Buffer[] = []
  for await (const part of entry) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function takeFile(entry: AsyncIterable<Buffer>, target: Target, name: string): Promise<Found> {
  const hash = createHash('sha256')
  const size = target === null ? await hashed(entry, hash) : await written(entry, hash, join(target, name))
  return { size, sha256: hash.digest('hex') }
}

async function hashed(parts: AsyncIterable<Buffer>, hash: Hash): Promise<number> {
  let size = 0
  for await (const part of parts) {
    hash.update(part)
    size += part.length
  }
  return size
}

async function written(parts: AsyncIterable<Buffer>, hash: Hash, path: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'wx', 0o600)
  let size = 0
  try {
    for await (const part of parts) {
      hash.update(part)
      await file.writeFile(part)
      size += part.length
    }
    await file.datasync()
  } finally {
    await file.close()
  }
  return size
}

async function foldersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const below = await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map(({ name }) => foldersBelow(join(folder, name))),
  )
  return [...below.flat(), folder]
}
