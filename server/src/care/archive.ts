import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { z } from 'zod'
import { version } from '../version.ts'
import type { Staged } from './staging.ts'

/** What the first entry of an archive says, so that nobody reads a format that they do not know. */
export const Opening = z.object({ format: z.string(), version: z.string(), at: z.string() })
/** The last entry: what the archive holds. Where it is missing, the archive is not whole. */
export const Manifest = Opening.extend({
  files: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

export const format = 'sheshi-backup/1'
export const openingName = 'sheshi-backup.json'
export const manifestName = 'manifest.json'

/** Writes staged files as `.tar.gz`; resolves when all has been taken by `to`. */
export async function writeArchive(staged: Staged, to: Writable, now = new Date()): Promise<Manifest> {
  const archive = pack()
  const at = now.toISOString()
  const sent = pipeline(archive, createGzip({ level: 4 }), to)
  const manifest: Manifest = { format, version, at, files: [] }
  try {
    await Promise.race([fill(archive, staged, manifest), sent.then(() => Promise.reject(endedEarly()))])
    archive.finalize()
  } catch (error) {
    archive.destroy()
    await sent.catch(() => undefined)
    throw error
  }
  await sent
  return manifest
}

const endedEarly = (): Error => new Error('the archive was not taken to its end')

async function fill(archive: Pack, { folder, files }: Staged, manifest: Manifest): Promise<void> {
  const { at } = manifest
  await addText(archive, openingName, JSON.stringify({ format, version, at }), at)
  for (const path of files) manifest.files.push(await addFile(archive, folder, path))
  await addText(archive, manifestName, JSON.stringify(manifest, null, 1), at)
}

function addText(archive: Pack, name: string, text: string, at: string): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o600, mtime: new Date(at) }, text, (error) =>
      error ? reject(error) : resolve(),
    )
  })
}

async function addFile(archive: Pack, folder: string, path: string): Promise<Manifest['files'][number]> {
  const source = join(folder, path)
  const { size, mtime } = await stat(source)
  const name = path.split(sep).join('/')
  const hash = createHash('sha256')
  const entry = archive.entry({ name, size, mode: 0o600, mtime })
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(createReadStream(source), hashing, entry)
  return { path: name, size, sha256: hash.digest('hex') }
}
