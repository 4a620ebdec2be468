import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Headers, pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { format } from './archive.ts'
import { Backups, writeFileWhole } from './backups.ts'
import { restoreArchive } from './restore.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-restore-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Entry = Partial<Headers> & { name: string; text?: string }
const opening = (is = format): Entry => ({
  name: 'sheshi-backup.json',
  text: JSON.stringify({ format: is, version: '9.9.9', at: '2026-01-02T03:04:05.000Z' }),
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const manifest = (files: Record<string, string>): Entry => ({
  name: 'manifest.json',
  text: JSON.stringify({
    format,
    version: '0.1.0',
    at: '2026-01-02T03:04:05.000Z',
    files: Object.entries(files).map(([path, text]) => ({ path, size: text.length, sha256: sha256(text) })),
  }),
})

/** An archive made by hand. */
async function archiveOf(entries: readonly Entry[]): Promise<string> {
  const file = join(folder, 'made.tar.gz')
  const archive = pack()
  for (const { text = '', ...header } of entries) archive.entry(header, text)
  archive.finalize()
  await pipeline(archive, createGzip(), createWriteStream(file))
  return file
}

const refusals: [string, Entry[], string][] = [
  ['no backup', [{ name: 'a', text: 'x' }], 'is no backup of Sheshi'],
  ['a newer format', [opening('sheshi-backup/2')], 'made by Sheshi 9.9.9'],
  ['no list', [opening(), { name: 'a', text: 'x' }], 'its list of files is missing'],
  ['a wrong checksum', [opening(), { name: 'a', text: 'x' }, manifest({ a: 'y' })], 'checksum of a is wrong'],
  ['a missing file', [opening(), manifest({ a: 'y' })], 'a is missing'],
  ['a file too many', [opening(), { name: 'a', text: 'x' }, manifest({})], 'does not name'],
  ['a file twice', [opening(), { name: 'a', text: 'x' }, { name: 'a', text: 'x' }], 'holds a twice'],
  ['an absolute path', [opening(), { name: '/tmp/a', text: 'x' }], 'leads out of the folder'],
  ['a way out', [opening(), { name: 'records/../../a', text: 'x' }], 'leads out of the folder'],
  ['a drive', [opening(), { name: 'C:\\a', text: 'x' }], 'leads out of the folder'],
  ['a symbolic link', [opening(), { name: 'a', type: 'symlink', linkname: '/etc' }], 'no file: a (symlink)'],
  ['a hard link', [opening(), { name: 'a', type: 'link', linkname: '/etc/passwd' }], 'no file: a (link)'],
  ['a device', [opening(), { name: 'a', type: 'character-device' }], 'no file: a'],
]

describe('restoring', () => {
  it.each(refusals)(
    '[RS121] refuses an archive with %s, and puts nothing in place',
    async (_, entries, says) => {
      const file = await archiveOf(entries)
      await expect(restoreArchive(file, join(folder, 'data'))).rejects.toThrow(says)
      expect(await readdir(folder)).toEqual(['made.tar.gz'])
    },
  )

  it('[RS121] refuses a folder that is not empty, and a file that is not there', async () => {
    const file = await archiveOf([opening(), { name: 'b/a', text: 'x' }, manifest({ 'b/a': 'x' })])
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'data', 'mine'), 'mine')
    await expect(restoreArchive(file, join(folder, 'data'))).rejects.toThrow('is not empty')
    expect(await readdir(join(folder, 'data'))).toEqual(['mine'])
    await expect(restoreArchive(join(folder, 'none'), join(folder, 'new'))).rejects.toThrow(
      'There is no file',
    )
    await restoreArchive(file, join(folder, 'deep', 'new'))
    expect(await readFile(join(folder, 'deep', 'new', 'b', 'a'), 'utf8')).toBe('x')
  })

  it('[RS121] refuses an archive that was cut anywhere, and a flipped byte never comes through', async () => {
    const source = join(folder, 'source')
    await mkdir(join(source, 'records'), { recursive: true })
    await mkdir(join(source, 'assets'))
    await writeFile(join(source, 'records', 'boards.json'), '{"some": "boards"}'.repeat(20))
    await writeFile(join(source, 'assets', 'picture'), 'picture'.repeat(300))
    const file = join(folder, 'whole.tar.gz')
    const backups = new Backups(source, async () => ({ segments: [], release() {} }))
    await writeFileWhole(file, (to) => backups.write(to))
    const whole = await readFile(file)
    const damaged = join(folder, 'damaged.tar.gz')
    const target = join(folder, 'data')
    for (let cut = 0; cut < whole.length; cut += 9) {
      await writeFile(damaged, whole.subarray(0, cut))
      await expect(restoreArchive(damaged, target), `cut at ${cut}`).rejects.toThrow()
    }
    for (let at = 0; at < whole.length; at += 5) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 16
      await writeFile(damaged, bytes)
      try {
        await restoreArchive(damaged, target)
      } catch {
        expect(await readdir(folder), `byte ${at}`).not.toContain('data')
        continue
      }
      // gzip has bytes that mean nothing, such as a time, and more than one way to say the same.
      for (const path of ['records/boards.json', 'assets/picture']) {
        expect(await readFile(join(target, path)), `byte ${at}`).toEqual(await readFile(join(source, path)))
      }
      await rm(target, { recursive: true })
    }
  })
})
