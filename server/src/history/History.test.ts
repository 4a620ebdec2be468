import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HandClock } from '@sheshi/sync/testing'
import { type Logger, pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Doc } from 'yjs'
import { type Disk, realDisk } from '../storage/journalDisk.ts'
import { History, versionEveryMs } from './History.ts'
import { VersionFiles } from './versionFiles.ts'

let folder: string
let clock: HandClock
let doc: Doc
let failing: boolean
let warnings: string[]
let history: History
let opened: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-history-'))
  clock = new HandClock()
  doc = new Doc()
  failing = false
  warnings = []
  opened = 0
  history = open()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const begun = Date.parse('2026-11-22T14:00:00Z')
const disk: Disk = {
  ...realDisk,
  create: (path) => (failing ? Promise.reject(new Error('ENOSPC: no space left')) : realDisk.create(path)),
}

function open(): History {
  const logger: Logger = pino({ level: 'silent' })
  vi.spyOn(logger, 'warn').mockImplementation((_details: unknown, message?: string) => {
    warnings.push(message ?? '')
  })
  return new History({
    files: new VersionFiles(folder, disk, logger),
    open: async (id) => {
      opened += 1
      return { id, doc, epoch: 3, sequence: 9 }
    },
    logger,
    clock,
    wallClock: () => begun + clock.now(),
  })
}

function work(...people: string[]): void {
  doc.getMap('records').set(`shape:${doc.getMap('records').size}`, 'drawn')
  history.changed('b1', new Set(people))
}

/** Runs what falls due, and waits until that many versions are there. */
async function pass(ms: number, versions: number): Promise<void> {
  clock.advance(ms)
  await vi.waitFor(async () => expect(await history.files.list('b1')).toHaveLength(versions))
}

const newest = async () => (await history.files.list('b1'))[0]?.head

it('[RS110] keeps a version a minute after the first change that the last one has not, and none in between', async () => {
  work('ada')
  clock.advance(versionEveryMs - 1)
  for (let i = 0; i < 5; i++) work('ben')
  work('ada', 'ben')
  work()
  await pass(1, 1)
  const head = await newest()
  expect(head).toMatchObject({ kind: 'work', people: { ada: 2, ben: 6 }, changes: 8, epoch: 3, sequence: 9 })
  expect(head?.at).toBe('2026-11-22T14:01:00.000Z')

  // A quiet room keeps no more.
  await pass(10 * versionEveryMs, 1)
  work('cleo')
  await pass(versionEveryMs, 2)
  expect((await newest())?.people).toEqual({ cleo: 1 })
})

it('[RS110] keeps no second version of the same state', async () => {
  work('ada')
  await history.take('b1', { kind: 'named', name: 'Now' })
  history.changed('b1', new Set(['ada']))
  clock.advance(versionEveryMs)
  await history.flush()
  await history.files.settled('b1')
  expect(await history.files.list('b1')).toHaveLength(1)
})

it('[RS110] keeps what is due when the server stops, and forgets what is removed', async () => {
  work('ada')
  await history.flush()
  expect((await newest())?.people).toEqual({ ada: 1 })
  work('ben')
  await history.forget('b1')
  clock.advance(versionEveryMs)
  await history.flush()
  expect(await history.files.list('b1')).toHaveLength(1)
})

it('[RS110] keeps what is due when a room goes out of memory, and does not load it again for it', async () => {
  const room = { id: 'b1', doc, epoch: 3, sequence: 9 }
  history.puttingAway(room)
  work('ada')
  history.puttingAway(room)
  doc.destroy()
  await pass(2 * versionEveryMs, 1)
  expect(opened).toBe(0)
  expect((await newest())?.people).toEqual({ ada: 1 })
})

it('[RS111] on a failing disk there are no versions, one warning, and nobody’s work is forgotten', async () => {
  failing = true
  work('ada')
  for (let minute = 1; minute <= 3; minute++) {
    clock.advance(versionEveryMs)
    // Resolves when that has failed, and what was not kept is due again.
    await history.flush()
    expect(warnings).toHaveLength(1)
  }
  await expect(history.take('b1', { kind: 'named', name: 'Now' })).rejects.toThrow('ENOSPC')
  expect(warnings).toHaveLength(1)
  expect(await history.files.list('b1')).toEqual([])
  failing = false
  work('ben')
  await pass(versionEveryMs, 1)
  expect((await newest())?.people).toEqual({ ada: 1, ben: 1 })
})

it('[RS112] thins as it adds, and once a day of itself', async () => {
  const minute = versionEveryMs
  for (let i = 1; i <= 25; i++) {
    work('ada')
    await pass(minute, i)
  }
  await history.tidy(['b1'])
  expect(await history.files.list('b1')).toHaveLength(25)
  clock.advance(26 * 60 * minute)
  await history.tidy(['b1'])
  // 14:01 to 14:25 are one hour.
  expect((await history.files.list('b1')).map(({ head }) => head?.at)).toEqual(['2026-11-22T14:25:00.000Z'])
})
