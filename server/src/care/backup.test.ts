import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readRecords } from '@sheshi/board'
import type { Export } from '@sheshi/records'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createServer } from '../createServer.ts'
import { configFor, Lab, labKey } from '../testing/lab.ts'
import { Writer } from '../testing/writer.ts'
import { backup } from './backupCommand.ts'
import { examine } from './doctor/examine.ts'
import { restoreArchive, verifyArchive } from './restore.ts'
import { announcedUrl } from './running.ts'

let lab: Lab
let folder: string
beforeEach(async () => {
  lab = await Lab.open()
  folder = await mkdtemp(join(tmpdir(), 'sheshi-backup-'))
})
afterEach(async () => {
  await lab.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function documentOf(url: string, id: string): Promise<Y.Doc> {
  const answer = await fetch(`${url}/api/v1/boards/${id}/document`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  expect(answer.status).toBe(200)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  return doc
}

/** Asks the running server for an archive; `begun` is called when its first bytes have come. */
async function askFor(file: string, begun: () => void = () => undefined): Promise<void> {
  const answer = await fetch(`${lab.url}/api/v1/backup`, {
    method: 'POST',
    headers: { authorization: `Bearer ${labKey}` },
  })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/gzip')
  begun()
  await pipeline(Readable.from(answer.body ?? []), createWriteStream(file))
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** A challenge with a quiet board, a picture on it and an export of it. */
async function quietBoard(): Promise<{ id: string; picture: string; exported: string }> {
  const challengeId = await lab.challenge({ title: 'Clean water' })
  const id = await lab.board({ challengeId, title: 'Quiet' })
  await lab.ask('POST', `/boards/${id}/notes`, { body: { text: 'Ujë i pastër' } })
  const body = new Uint8Array(png)
  const headers = { 'content-type': 'image/png' }
  const { url } = await lab.ask<{ url: string }>('POST', `/boards/${id}/assets`, { body, headers })
  const made = await lab.ask<Export>('POST', `/boards/${id}/exports`)
  const exported = `/challenges/${challengeId}/exports/${made.id}/files/board.json`
  return { id, picture: url.replace('/api/v1', ''), exported }
}

const bytesAt = async (url: string, path: string) => {
  const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${labKey}` } })
  expect(answer.status, path).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

it('[RS119] holds everything that was called saved before it began, while people go on drawing', async () => {
  const quiet = await quietBoard()
  const boards = [await lab.board({ title: 'One' }), await lab.board({ title: 'Two' })]
  const writers = ['ada', 'ben', 'eva', 'dan'].map(
    (name, i) => new Writer(lab.url, boards[i % 2] ?? '', name),
  )
  await Promise.all(writers.map((writer) => writer.start()))
  const savedBefore = writers.map(({ saved }) => saved)
  const file = join(folder, 'lab.tar.gz')
  await askFor(file)
  await Promise.all(writers.map((writer, i) => writer.has((savedBefore[i] ?? 0) + 3)))
  await Promise.all(writers.map((writer) => writer.stop()))

  const target = join(folder, 'restored')
  await restoreArchive(file, target)
  expect((await examine(target, false)).report.findings).toEqual([])
  const again = await createServer(configFor(target), { logger: pino({ level: 'silent' }) })
  await again.listen()
  const { local } = again.addresses
  try {
    for (const [i, { boardId, name }] of writers.entries()) {
      const [restored, live] = [await documentOf(local, boardId), await documentOf(lab.url, boardId)]
      const records = readRecords(restored)
      for (let n = 0; n < (savedBefore[i] ?? 0); n++) {
        const id = [...records.keys()].find((one) => one === `shape:${name}-${n}`)
        expect(id && records.get(id), `${name} ${n}`).toEqual(id && readRecords(live).get(id))
        expect(id).toBeDefined()
      }
      // A moment of the board's own past, and nothing else.
      const before = Y.encodeStateAsUpdate(live)
      Y.applyUpdate(live, Y.encodeStateAsUpdate(restored))
      expect(Buffer.from(Y.encodeStateAsUpdate(live)).equals(before)).toBe(true)
    }
    const states = await Promise.all([documentOf(local, quiet.id), documentOf(lab.url, quiet.id)])
    const [mine, theirs] = states.map((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)))
    expect(mine?.equals(theirs ?? Buffer.alloc(0))).toBe(true)
    for (const path of [quiet.picture, quiet.exported, '/challenges', `/boards/${quiet.id}`]) {
      expect((await bytesAt(local, path)).equals(await bytesAt(lab.url, path)), path).toBe(true)
    }
  } finally {
    await again.close()
  }
})

it('[RS119] of a server at rest gives every file back byte by byte, for the owner only', async () => {
  const { id } = await quietBoard()
  await lab.server.close()
  const file = join(folder, 'lab.tar.gz')
  const before = await contents(lab.dataDir)
  const manifest = await backup(configFor(lab.dataDir), file, {})
  expect(manifest.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['records/boards.json']))
  expect((await stat(file)).mode & 0o077).toBe(0)
  await restoreArchive(file, join(folder, 'restored'))
  expect(await contents(join(folder, 'restored'))).toEqual(before)
  expect([...before.keys()].some((path) => path.startsWith(`assets/${id}/`))).toBe(true)
  // Any tool opens it.
  const listed = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' })
  expect(listed.trim().split('\n')).toEqual([
    'sheshi-backup.json',
    ...manifest.files.map(({ path }) => path),
    'manifest.json',
  ])
  expect(await readdir(lab.dataDir)).not.toContainEqual(expect.stringMatching(/^(lock|staging)/))
})

/** Path → SHA-256 of every file. */
async function contents(dir: string): Promise<Map<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const found = new Map<string, string>()
  for (const path of paths.sort()) {
    found.set(
      path.slice(dir.length + 1),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    )
  }
  return found
}

it('[RS119] is asked of the running server by what it leaves in the data folder', async () => {
  await quietBoard()
  expect(await announcedUrl(lab.dataDir)).toBe(lab.url)
  const file = join(folder, 'lab.tar.gz')
  await backup(configFor(lab.dataDir), file, {})
  expect((await verifyArchive(file)).files.length).toBeGreaterThan(5)
  expect(await readdir(folder)).toEqual(['lab.tar.gz'])
  expect(await readdir(lab.dataDir)).not.toContainEqual(expect.stringMatching(/^staging/))
  await expect(backup(configFor(lab.dataDir), file, { key: 'not-the-key-of-the-lab' })).rejects.toThrow('401')
  await lab.restart()
  expect(await announcedUrl(lab.dataDir)).toBe(lab.url)
})

it('[RS120, RS122] is made each night where a folder is named; what a killed one left is swept up', async () => {
  await quietBoard()
  const copies = join(folder, 'copies')
  await lab.server.close()
  // As kill -9 leaves it.
  await mkdir(join(lab.dataDir, 'staging-killed', 'records'), { recursive: true })
  await writeFile(join(lab.dataDir, 'staging-killed', 'records', 'boards.json'), 'a second name')
  const config = configFor(lab.dataDir, { BACKUP_DIR: copies, BACKUP_HOUR: '0' })
  lab.server = await createServer(config, { logger: pino({ level: 'silent' }) })
  await lab.server.listen()
  expect(await readdir(lab.dataDir)).not.toContainEqual(expect.stringMatching(/^staging/))
  const { nightly, lastBackup } = lab.server.services
  expect(lastBackup()).toBeNull()
  await nightly?.check()
  expect(lastBackup()).toMatchObject({ ok: true, reason: null })
  const [name = ''] = await readdir(copies)
  expect((await verifyArchive(join(copies, name))).files.map(({ path }) => path)).toContain(
    'records/boards.json',
  )
})

it('[RS120] that is broken off leaves no archive and no trace, and no guest is given one', async () => {
  const id = await lab.board()
  const { token } = await lab.guest(id)
  expect((await lab.call('POST', '/backup', { as: token })).status).toBe(403)
  expect((await lab.call('POST', '/backup', { as: null })).status).toBe(401)
  const file = join(folder, 'lab.tar.gz')
  // The server stops in the middle.
  await mkdir(join(lab.dataDir, 'assets'), { recursive: true })
  const large = Array.from({ length: 12 }, (_, i) =>
    writeFile(join(lab.dataDir, 'assets', `noise-${i}`), createNoise(1 << 20)),
  )
  await Promise.all(large)
  let begun = () => {}
  const beginning = new Promise<void>((resolve) => {
    begun = resolve
  })
  const asking = askFor(file, begun)
  asking.catch(() => undefined)
  await beginning
  await lab.server.close()
  await expect(asking).rejects.toThrow()
  expect(await readdir(lab.dataDir)).not.toContainEqual(expect.stringMatching(/^(staging|lock|server)/))
  await expect(verifyArchive(file)).rejects.toThrow('cannot be read to its end')
  await lab.restart()
})

/** Bytes that no packing makes smaller. */
function createNoise(length: number): Buffer {
  const noise = Buffer.alloc(length)
  for (let at = 0, state = 1; at < length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    noise.writeUInt32LE(state, at)
  }
  return noise
}
