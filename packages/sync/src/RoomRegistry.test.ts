import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import { HandClient, HandClock, MemoryLog } from './testing/index.ts'
import { BoardDamaged, type StoredBoard } from './types.ts'

const quiet = { info() {}, warn() {}, error() {} }
const idleMs = 1_000

/** A memory log whose loads and snapshots can be kept waiting. */
class SlowLog extends MemoryLog {
  loads = 0
  snapshots = 0
  gate: Promise<void> = Promise.resolve()

  override async load(id: string): Promise<StoredBoard | null> {
    this.loads += 1
    await this.gate
    return super.load(id)
  }

  override async snapshot(id: string, state: Uint8Array, sequence: number): Promise<void> {
    this.snapshots += 1
    await this.gate
    await super.snapshot(id, state, sequence)
  }

  /** Makes loads and snapshots wait until the returned function is called. */
  shut(): () => void {
    let open = () => {}
    this.gate = new Promise((resolve) => {
      open = resolve
    })
    return open
  }
}

let log: SlowLog
let clock: HandClock
let rooms: RoomRegistry
let lastSeen: unknown[]
let changed: string[]

beforeEach(async () => {
  log = new SlowLog()
  clock = new HandClock()
  changed = []
  lastSeen = []
  rooms = registryOf(log)
  await rooms.create('board', (doc) => doc.getMap('records').set('seed', 1))
})
afterEach(() => rooms.closeAll())

const registryOf = (from: MemoryLog, snapshotBytes = 500) =>
  new RoomRegistry({
    log: from,
    logger: quiet,
    clock,
    idleMs,
    snapshotBytes,
    onChanged: (id) => changed.push(id),
    onPuttingAway: ({ doc }) => lastSeen.push(doc.getMap('records').toJSON()),
  })

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Lets the registry's rounds come by until `ms` have passed. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 100) {
    clock.advance(100)
    await settle()
  }
}

/** The board as another server would find it. */
async function stored(): Promise<unknown> {
  const doc = new Y.Doc()
  for (const update of (await new MemoryLog(log.disk).load('board'))?.updates ?? [])
    Y.applyUpdate(doc, update)
  return doc.getMap('records').toJSON()
}

describe('making and opening', () => {
  it('[RS17] seeds a board once, and it is on disk', async () => {
    expect(await stored()).toEqual({ seed: 1 })
    await expect(rooms.create('board', () => undefined)).rejects.toThrow('board exists')
    expect((await rooms.open('board')).doc.getMap('records').toJSON()).toEqual({ seed: 1 })
  })

  it('[RS17] makes nothing while the disk fails', async () => {
    log.fail('no space')
    await expect(rooms.create('other', () => undefined)).rejects.toThrow('not saving')
    log.work()
    await expect(rooms.open('other')).rejects.toThrow('no such board')
  })

  it('[RS17] shares one load among opens at the same time', async () => {
    log.loads = 0
    const opened = await Promise.all([rooms.open('board'), rooms.open('board'), rooms.open('board')])
    expect(new Set(opened).size).toBe(1)
    expect(log.loads).toBe(1)
    expect(rooms.peek('board')).toBe(opened[0])
  })

  it('[RS17] refuses a board that was never made, and one that cannot be read, again and again', async () => {
    for (const _time of [1, 2]) {
      await expect(rooms.open('nowhere')).rejects.toEqual(
        new SyncError(CloseCode.RoomNotFound, 'no such board'),
      )
    }
    const update = log.disk.get('board')?.entries[0]?.update
    if (!update) throw new Error('nothing stored')
    update.fill(255)
    await expect(rooms.open('board')).rejects.toBeInstanceOf(BoardDamaged)
    expect(log.disk.get('board')?.entries[0]?.update).toBe(update)
    expect(rooms.peek('board')).toBeUndefined()
  })
})

describe('putting away', () => {
  it('[RS18] happens once the room was empty for a while, with a snapshot', async () => {
    const room = await rooms.open('board')
    const ada = new HandClient(room)
    await pass(2 * idleMs)
    expect(rooms.peek('board')).toBe(room)
    ada.set('a', 1)
    await pass(100)
    ada.leave()
    await pass(idleMs / 2)
    expect(rooms.peek('board')).toBe(room)
    await pass(2 * idleMs)
    expect(rooms.peek('board')).toBeUndefined()
    expect(lastSeen).toEqual([{ seed: 1, a: 1 }])
    expect(log.disk.get('board')?.entries).toEqual([])
    expect(await stored()).toEqual({ seed: 1, a: 1 })
    const again = await rooms.open('board')
    expect(again).not.toBe(room)
    expect(again.doc.getMap('records').toJSON()).toEqual({ seed: 1, a: 1 })
  })

  it('[RS17, RS18] makes an open wait, which then gets a room of its own', async () => {
    const room = await rooms.open('board')
    const release = log.shut()
    await pass(2 * idleMs)
    expect(log.snapshots).toBe(1)
    const opening = rooms.open('board')
    await settle()
    release()
    const again = await opening
    expect(again).not.toBe(room)
    expect(again.doc.getMap('records').toJSON()).toEqual({ seed: 1 })
    await expect(room.edit('late', () => undefined)).rejects.toThrow('room is closing')
  })

  it('[RS18] is given up when somebody who held the room writes meanwhile', async () => {
    const room = await rooms.open('board')
    const release = log.shut()
    await pass(2 * idleMs)
    log.hold()
    const edit = room.edit('late', (doc) => doc.getMap('records').set('late', 1))
    release()
    await settle()
    expect(rooms.peek('board')).toBe(room)
    log.save()
    await edit
    expect(await rooms.open('board')).toBe(room)
    expect(await stored()).toEqual({ seed: 1, late: 1 })
  })

  it('[RS18] waits while something is not saved', async () => {
    const room = await rooms.open('board')
    log.fail('no space')
    void room.edit('note', (doc) => doc.getMap('records').set('unsaved', 1))
    await pass(5 * idleMs)
    expect(rooms.peek('board')).toBe(room)
    expect(rooms.stats()).toEqual({
      rooms: 1,
      sessions: 0,
      unsaved: 1,
      health: { ok: false, reason: 'no space' },
    })
    log.work()
    await pass(3 * idleMs)
    expect(rooms.peek('board')).toBeUndefined()
    expect(await stored()).toEqual({ seed: 1, unsaved: 1 })
  })
})

describe('snapshots in use', () => {
  it('[RS19] are taken as the journal grows, one at a time', async () => {
    const ada = new HandClient(await rooms.open('board'))
    await settle()
    ada.hear()
    const release = log.shut()
    for (let i = 0; i < 40; i++) {
      ada.set(`key ${i}`, 'x'.repeat(50))
      await pass(100)
    }
    expect(log.snapshots).toBe(1)
    release()
    for (let i = 0; i < 40; i++) {
      ada.set(`key ${i}`, 'y'.repeat(50))
      await pass(100)
    }
    expect(log.snapshots).toBeGreaterThan(2)
    expect(await stored()).toEqual(ada.records())
  })

  it('[RS19] are taken when the log asks, also of a board that nobody has open', async () => {
    log.wantSnapshot('board')
    await vi.waitFor(() => expect(log.disk.get('board')?.snapshot).not.toBeNull())
    expect(await stored()).toEqual({ seed: 1 })
  })

  it('[RS19] that fail are not tried at every edit', async () => {
    const ada = new HandClient(await rooms.open('board'))
    const failing = vi.spyOn(log, 'snapshot').mockRejectedValue(new Error('no space'))
    for (let i = 0; i < 40; i++) {
      ada.set(`key ${i}`, 'x'.repeat(50))
      await pass(100)
    }
    expect(failing.mock.calls.length).toBe(1)
  })
})

describe('ending', () => {
  it('ends the sessions of which somebody says so', async () => {
    const room = await rooms.open('board')
    const [ada, ben] = [new HandClient(room, { id: 'ada' }), new HandClient(room, { id: 'ben' })]
    rooms.endSessions('board', CloseCode.Unauthorized, 'invite withdrawn', ({ who }) => who.id === 'ben')
    expect(ada.socket.closed).toBeNull()
    expect(ben.socket.closed).toEqual({ code: CloseCode.Unauthorized, reason: 'invite withdrawn' })
  })

  it('[RS23] removes a board with its sessions, and it can be made again', async () => {
    const ada = new HandClient(await rooms.open('board'))
    await rooms.remove('board')
    expect(ada.socket.closed?.code).toBe(CloseCode.RoomNotFound)
    await expect(rooms.open('board')).rejects.toThrow('no such board')
    await rooms.create('board', (doc) => doc.getMap('records').set('new', 1))
    expect((await rooms.open('board')).doc.getMap('records').toJSON()).toEqual({ new: 1 })
  })

  it('saves what has arrived, sends everybody away to come back, and opens nothing more', async () => {
    const ada = new HandClient(await rooms.open('board'))
    ada.set('first', 1)
    ada.set('still gathering', 1)
    await rooms.closeAll()
    expect(ada.socket.closed?.code).toBe(CloseCode.GoingAway)
    expect(await stored()).toEqual({ seed: 1, first: 1, 'still gathering': 1 })
    await expect(rooms.open('board')).rejects.toThrow('server is stopping')
  })

  it('does not wait for a disk that fails', async () => {
    const ada = new HandClient(await rooms.open('board'))
    log.fail('no space')
    ada.set('a', 1)
    await rooms.closeAll()
    expect(ada.socket.closed?.code).toBe(CloseCode.GoingAway)
  })
})

it('a listener that throws does not hold up the room', async () => {
  const room = await rooms.open('board')
  vi.spyOn(changed, 'push').mockImplementation(() => {
    throw new Error('listener failed')
  })
  const [ada, ben] = [new HandClient(room), new HandClient(room)]
  await pass(100)
  ada.set('a', 1)
  await pass(100)
  ben.hear()
  expect(ben.records()).toEqual({ seed: 1, a: 1 })
})

it('[RS15, RS16] tells of the disk, breaks the silence, and reports changes', async () => {
  const ada = new HandClient(await rooms.open('board'))
  await pass(100)
  ada.hear()
  log.fail('no space')
  log.work()
  expect(ada.hear()).toEqual([
    { type: 'saving', number: 0 },
    { type: 'saving', number: 1 },
  ])
  await pass(2 * limits.keepAliveMs)
  expect(ada.hear()).toContainEqual({ type: 'awareness', entries: [] })
  ada.set('a', 1)
  expect(changed).toContain('board')
})
