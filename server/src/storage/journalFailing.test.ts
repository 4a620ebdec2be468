import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BoardLog, type LogHealth, RoomRegistry } from '@sheshi/sync'
import { HandClient } from '@sheshi/sync/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { openBoardLog } from './boardLog.ts'
import { type Disk, type DiskFile, realDisk } from './journalDisk.ts'

type Operation = 'create' | 'write' | 'sync' | 'folder'

/** The real disk, with operations that fail or hang when told. */
class FaultyDisk implements Disk {
  /** Operations that fail from now on, and how. */
  readonly failing = new Map<Operation, string>()
  /** Set to keep syncs waiting. */
  hang: Promise<void> | null = null
  /** Files used after one of their operations had failed. */
  readonly reused: string[] = []

  async create(path: string): Promise<DiskFile> {
    this.check('create')
    const file = await realDisk.create(path)
    let broken = false
    const guarded = async (operation: Operation, run: () => Promise<void>) => {
      if (broken) this.reused.push(path)
      try {
        this.check(operation)
        await run()
      } catch (error) {
        broken = true
        throw error
      }
    }
    return {
      write: (parts) =>
        guarded('write', async () => {
          await file.write(parts)
        }),
      sync: () =>
        guarded('sync', async () => {
          await this.hang
          await file.sync()
        }),
      close: () => file.close(),
    }
  }

  rename(from: string, to: string): Promise<void> {
    return realDisk.rename(from, to)
  }

  remove(path: string): Promise<void> {
    return realDisk.remove(path)
  }

  async syncFolder(path: string): Promise<void> {
    this.check('folder')
    await realDisk.syncFolder(path)
  }

  private check(operation: Operation): void {
    const code = this.failing.get(operation)
    if (code) throw Object.assign(new Error(`${code}: ${operation} failed`), { code })
  }
}

const quiet = { info() {}, warn() {}, error() {} }
const bytes = (text: string) => new TextEncoder().encode(text)

let folder: string
let disk: FaultyDisk
let log: BoardLog
let told: LogHealth[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-failing-'))
  disk = new FaultyDisk()
  log = await openBoardLog(folder, {
    logger: quiet,
    disk,
    retryMs: 5,
    retryMostMs: 20,
    stallMs: 50,
    unsavedBytes: 2_000,
  })
  told = []
  log.onHealth((health) => told.push(health))
  await log.load('a')
})

afterEach(async () => {
  disk.failing.clear()
  await log.close()
  await rm(folder, { recursive: true })
})

const isSaved = async (saved: Promise<void>) =>
  Promise.race([saved.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))])

/** What another process would read now, as if this one had been killed. */
async function readBack(board: string): Promise<string[] | undefined> {
  const other = await openBoardLog(folder, { logger: quiet })
  try {
    const stored = await other.load(board)
    return stored?.updates.map((update) => new TextDecoder().decode(update))
  } finally {
    await other.close()
  }
}

for (const [operation, code] of [
  ['write', 'ENOSPC'],
  ['sync', 'EIO'],
] as const) {
  it(`[RS24, RS27] ${code} on ${operation}: passes on, says so, and resumes in a new file`, async () => {
    await log.append('a', bytes('before')).saved
    disk.failing.set(operation, code)
    const during = log.append('a', bytes('during'))
    await during.passOn
    const later = log.append('a', bytes('later'))
    await later.passOn
    expect(log.health()).toEqual({ ok: false, reason: `${code}: ${operation} failed` })
    expect(await isSaved(during.saved)).toBe(false)
    disk.failing.clear()
    await Promise.all([during.saved, later.saved])
    await vi.waitFor(() => expect(log.health()).toEqual({ ok: true }))
    expect(told.map(({ ok }) => ok)).toEqual([false, true])
    await log.append('a', bytes('after')).saved
    expect(disk.reused).toEqual([])
    await log.close()
    expect(await readBack('a')).toEqual(['before', 'during', 'later', 'after'])
  })
}

it('[RS27] tries again and again without filling the folder with files', async () => {
  disk.failing.set('sync', 'EIO')
  const { passOn, saved } = log.append('a', bytes('patient'))
  await passOn
  let tries = 0
  disk.failing.set('sync', 'EIO')
  const create = vi.spyOn(disk, 'create').mockImplementation((path) => {
    tries += 1
    return FaultyDisk.prototype.create.call(disk, path)
  })
  await vi.waitFor(() => expect(tries).toBeGreaterThan(5))
  expect((await readdir(join(folder, 'wal'))).length).toBeLessThanOrEqual(1)
  create.mockRestore()
  disk.failing.clear()
  await saved
  expect((await readdir(join(folder, 'wal'))).length).toBe(1)
})

it('[RS27] what a failed file holds beyond its acknowledged part is not read twice', async () => {
  await log.append('a', bytes('one')).saved
  // Written, but the sync fails: the bytes may well be there, and are written again elsewhere.
  disk.failing.set('sync', 'EIO')
  const two = log.append('a', bytes('two'))
  await two.passOn
  disk.failing.clear()
  await two.saved
  await log.append('a', bytes('three')).saved
  await log.close()
  expect(await readBack('a')).toEqual(['one', 'two', 'three'])
})

it('[RS24] a disk that does not answer counts as failing until it does', async () => {
  let answer = () => {}
  disk.hang = new Promise((resolve) => {
    answer = resolve
  })
  const { passOn, saved } = log.append('a', bytes('slow'))
  await passOn
  expect(log.health().ok).toBe(false)
  expect(await isSaved(saved)).toBe(false)
  answer()
  await saved
  await vi.waitFor(() => expect(log.health().ok).toBe(true))
})

it('[RS28] beyond the bound edits are dropped from memory, and a snapshot closes the gap', async () => {
  const wanted: string[] = []
  const document: string[] = []
  let sequence = 0
  const edit = (text: string) => {
    document.push(text)
    const appended = log.append('a', bytes(text))
    sequence = appended.sequence
    return appended
  }
  log.onSnapshotWanted((id) => {
    wanted.push(id)
    const [state, upTo] = [document.join('+'), sequence]
    // As in a room that is in use: an edit comes while the snapshot is being written.
    const taken = log.snapshot(id, bytes(state), upTo)
    late.push(edit('meanwhile'))
    taken.catch(() => undefined)
  })
  const late: ReturnType<typeof edit>[] = []
  await edit('before').saved
  disk.failing.set('write', 'ENOSPC')
  const first = edit('first')
  await first.passOn
  const dropped = Array.from({ length: 100 }, (_, i) => edit(`edit ${i} ${'x'.repeat(100)}`))
  await Promise.all(dropped.map(({ passOn }) => passOn))
  expect(await isSaved(first.saved)).toBe(false)
  // A crash now: the board as it was last saved, not a refusal.
  expect(await readBack('a')).toEqual(['before'])
  disk.failing.clear()
  await Promise.all([first.saved, ...dropped.map(({ saved }) => saved)])
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(0))
  await Promise.all(late.map(({ saved }) => saved))
  await vi.waitFor(() => expect(log.health()).toEqual({ ok: true }))
  expect(wanted).toContain('a')
  await edit('after').saved
  await log.close()
  const stored = await readBack('a')
  expect(stored?.slice(1).join('+')).toBe([...late.map(() => 'meanwhile'), 'after'].join('+'))
  expect(stored?.join('+')).toBe(document.join('+'))
})

it('[RS28] leaves other boards in the journal while one has a gap', async () => {
  await log.load('b')
  log.onSnapshotWanted((id) => void log.snapshot(id, bytes('whole'), last).catch(() => undefined))
  disk.failing.set('write', 'ENOSPC')
  const ofB = log.append('b', bytes('b1'))
  await ofB.passOn
  let last = 0
  const saves: Promise<void>[] = []
  for (let i = 0; i < 100; i++) {
    const { sequence, saved } = log.append('a', bytes('x'.repeat(100)))
    last = sequence
    saves.push(saved)
  }
  disk.failing.clear()
  await Promise.all([...saves, ofB.saved])
  await log.close()
  expect(await readBack('a')).toEqual(['whole'])
  expect(await readBack('b')).toEqual(['b1'])
})

it('[RS17] a board that could not be made leaves nothing behind', async () => {
  const rooms = new RoomRegistry({ log, logger: quiet })
  await log.append('a', bytes('before')).saved
  disk.failing.set('sync', 'EIO')
  await expect(rooms.create('new', (doc) => doc.getMap('records').set('x', 1))).rejects.toThrow('not saving')
  disk.failing.clear()
  await vi.waitFor(() => expect(log.health().ok).toBe(true))
  await expect(rooms.open('new')).rejects.toThrow('no such board')
  await rooms.closeAll()
  await log.close()
  expect(await readBack('new')).toBeUndefined()
  expect(await readBack('a')).toEqual(['before'])
})

it('[RS16] people go on drawing while the disk fails, and all of it is saved in the end', async () => {
  const rooms = new RoomRegistry({ log, logger: quiet })
  await rooms.create('live', (doc) => doc.getMap('records').set('seed', 1))
  const room = await rooms.open('live')
  const [ada, ben] = [new HandClient(room), new HandClient(room)]
  await vi.waitFor(() => {
    ben.hear()
    expect(ben.records()).toEqual({ seed: 1 })
  })
  disk.failing.set('write', 'ENOSPC')
  for (let i = 0; i < 100; i++) {
    ada.set(`key ${i}`, 'x'.repeat(100))
    await new Promise((resolve) => setImmediate(resolve))
  }
  ada.checkpoint()
  await vi.waitFor(() => {
    ben.hear()
    expect(Object.keys(ben.records())).toHaveLength(101)
    ada.hear()
    expect(ada.heard).toContainEqual({ type: 'received', number: 1 })
  })
  expect(ben.heard).toContainEqual({ type: 'saving', number: 0 })
  expect(ada.heard).not.toContainEqual({ type: 'saved', number: 1 })
  disk.failing.clear()
  await vi.waitFor(() => {
    ada.hear()
    expect(ada.heard).toContainEqual({ type: 'saved', number: 1 })
  })
  const found = await openBoardLog(folder, { logger: quiet })
  const doc = new Y.Doc()
  for (const update of (await found.load('live'))?.updates ?? []) Y.applyUpdate(doc, update)
  await found.close()
  expect(doc.getMap('records').toJSON()).toEqual(ben.records())
  await rooms.closeAll()
})
