import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { createServer } from '../createServer.ts'
import { configFor, labKey } from '../testing/lab.ts'
import { makeManyBoards } from '../testing/manyBoards.ts'
import { openBoardLog } from './boardLog.ts'
import { RecordsFile } from './recordsFile.ts'
import { Snapshots } from './snapshots.ts'

it('[RS124] boards on disk are not opened, and their snapshots not read, before somebody asks for one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-many-'))
  const [first = '', ...others] = await makeManyBoards(dataDir, 200)
  const reads = vi.spyOn(Snapshots.prototype, 'read')
  const server = await createServer(configFor(dataDir), { logger: pino({ level: 'silent' }) })
  await server.listen()
  const ask = (path: string) =>
    fetch(`${server.addresses.local}/api/v1${path}`, { headers: { authorization: `Bearer ${labKey}` } })
  expect(((await (await ask('/boards')).json()) as unknown[]).length).toBe(200)
  expect(reads).not.toHaveBeenCalled()
  expect(server.services.rooms.stats().rooms).toBe(0)
  expect((await ask(`/boards/${first}/outline`)).status).toBe(200)
  expect(reads.mock.calls.map(([id]) => id)).toEqual([first])
  expect(server.services.rooms.stats().rooms).toBe(1)
  expect(others.some((id) => server.services.rooms.peek(id))).toBe(false)
  reads.mockRestore()
  await server.close()
  await rm(dataDir, { recursive: true })
}, 20_000)

it('[RS33] after a start, boards whose snapshots are on disk are not asked for new ones', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-many-'))
  const logger = { info() {}, warn() {}, error() {} }
  const options = { logger, segmentBytes: 400, segmentsKept: 2 }
  const ids = Array.from({ length: 20 }, (_, i) => `board-${i}`)
  const log = await openBoardLog(dataDir, { ...options, segmentsKept: 100 })
  // Held, so that nothing is let go of before the start that this is about.
  const held = await log.hold()
  for (const id of ids) {
    await log.load(id)
    await log.append(id, Buffer.from(`${id} ${'x'.repeat(100)}`)).saved
    if (id !== 'board-3') await log.snapshot(id, Buffer.from(id), 1)
  }
  await log.close()
  held.release()
  const before = (await readdir(join(dataDir, 'wal'))).length
  expect(before).toBeGreaterThan(5)
  const again = await openBoardLog(dataDir, options)
  const asked = new Set<string>()
  again.onSnapshotWanted((id) => {
    asked.add(id)
    void again.snapshot(id, Buffer.from(id), 1)
  })
  await again.load('busy')
  for (let n = 1; (await readdir(join(dataDir, 'wal'))).includes('00000001.log') || n < 40; n++) {
    await again.append('busy', Buffer.from('y'.repeat(100))).saved
    if (n % 5 === 0) await again.snapshot('busy', Buffer.from('busy'), n)
  }
  expect([...asked]).toEqual(['board-3'])
  await again.close()
  await rm(dataDir, { recursive: true })
}, 20_000)

it('[RS124] a list is written a piece at a time, as it was always written', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-many-'))
  const file = new RecordsFile(join(dataDir, 'list.json'))
  for (const count of [0, 1, 499, 500, 501, 1_200]) {
    const records = Array.from({ length: count }, (_, i) => ({
      id: `r${i}`,
      text: 'two\nlines, “Lumë”',
      list: [1],
    }))
    let turns = 0
    let writing = true
    const looking = (async () => {
      while (writing) {
        turns += 1
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await file.write(records)
    writing = false
    await looking
    expect(turns).toBeGreaterThanOrEqual(Math.ceil(count / 500))
    const text = await readFile(join(dataDir, 'list.json'), 'utf8')
    expect(await file.read()).toEqual(records)
    if (count > 0) expect(text).toBe(JSON.stringify(JSON.parse(text), null, 1))
  }
  await rm(dataDir, { recursive: true })
})
