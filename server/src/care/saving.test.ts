import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRecords } from '@sheshi/board'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createServer, type LabServer } from '../createServer.ts'
import { lockDataDir } from '../storage/lock.ts'
import { HandDisk } from '../testing/handDisk.ts'
import { configFor, labKey } from '../testing/lab.ts'
import { Writer } from '../testing/writer.ts'

const logger = pino({ level: 'silent' })
let dataDir: string
let disk: HandDisk
let server: LabServer
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sheshi-saving-'))
  disk = new HandDisk()
  server = await createServer(configFor(dataDir), { logger, disk })
  await server.listen()
})
afterEach(async () => {
  await server.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function health(): Promise<{ status: number; reason: string | undefined }> {
  const answer = await fetch(`${server.addresses.local}/healthz`)
  const { reason } = (await answer.json()) as { reason?: string }
  return { status: answer.status, reason }
}

const post = (path: string, body: unknown) =>
  fetch(`${server.addresses.local}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${labKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

async function makeBoard(): Promise<string> {
  const answer = await post('/boards', { title: 'River', template: 'blank' })
  return ((await answer.json()) as { id: string }).id
}

it.each([
  'ENOSPC: no space left on device, write',
  'EROFS: read-only file system, open',
  'EIO: i/o error, fdatasync',
])(
  '[RS123] %s: nothing is called saved, /healthz says so, and all is well again by itself',
  async (failure) => {
    const board = await makeBoard()
    const writer = new Writer(server.addresses.local, board, 'ada')
    await writer.start()
    disk.failure = failure
    await vi.waitFor(async () => expect(await health()).toEqual({ status: 503, reason: failure }), 5_000)
    await vi.waitFor(() => expect(writer.state).toBe('failing'))
    const { saved } = writer
    // A board cannot be made on such a disk, and is not said to be.
    expect((await post('/boards', { title: 'No', template: 'blank' })).status).toBe(503)
    expect(writer.saved).toBe(saved)
    disk.failure = null
    await vi.waitFor(async () => expect((await health()).status).toBe(200), 10_000)
    await writer.has(saved + 2)
    await writer.stop()
    await server.close()
    server = await createServer(configFor(dataDir), { logger })
    await server.listen()
    const records = readRecords((await server.services.rooms.open(board)).doc)
    for (let n = 0; n < writer.saved; n++) {
      expect([...records.keys()].some((id) => id === `shape:ada-${n}`)).toBe(true)
    }
  },
  20_000,
)

it('[RS123] a disk that does not take the lists refuses writes, says so, and is well again by itself', async () => {
  await makeBoard()
  const [records, aside] = [join(dataDir, 'records'), join(dataDir, 'records-aside')]
  await rename(records, aside)
  await writeFile(records, 'no folder any more')
  expect((await post('/challenges', { title: 'Water' })).status).toBe(503)
  expect((await health()).status).toBe(503)
  await rm(records)
  await rename(aside, records)
  expect((await health()).status).toBe(200)
  expect((await post('/challenges', { title: 'Water' })).status).toBe(201)
})

it('[RS123] says what to do where nothing can be written at the start', async () => {
  const file = join(dataDir, 'a-file')
  await writeFile(file, '')
  await expect(lockDataDir(file)).rejects.toThrow(`Nothing can be written to ${file}`)
})
