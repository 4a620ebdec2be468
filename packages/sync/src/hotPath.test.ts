import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode } from './closeCodes.ts'
import { limits } from './limits.ts'
import { encodeAwareness, encodeMissing, encodeStateVector, encodeUpdate } from './protocol.ts'
import { Room } from './Room.ts'
import { HandClient, HandClock, type HandSocket, MemoryLog, type ServerMessage } from './testing/index.ts'
import { gatherLeast } from './tick.ts'
import type { RoomObserver } from './types.ts'

const quiet = { info() {}, warn() {}, error() {} }

/** Counts what a room tells. */
class Watcher implements RoomObserver {
  ticks: { late: number; took: number }[] = []
  bytes = 0
  refusals: string[] = []
  ticked(late: number, took: number): void {
    this.ticks.push({ late, took })
  }
  sent(bytes: number): void {
    this.bytes += bytes
  }
  refused(code: CloseCode, reason: string): void {
    this.refusals.push(`${code} ${reason}`)
  }
}

let log: MemoryLog
let clock: HandClock
let room: Room
let watcher: Watcher
/** Milliseconds that the judge takes over each update. */
let judgingMs: number

beforeEach(async () => {
  log = new MemoryLog()
  await log.load('board')
  clock = new HandClock()
  watcher = new Watcher()
  judgingMs = 0
  room = new Room({
    id: 'board',
    doc: new Y.Doc(),
    log,
    clock,
    logger: quiet,
    sequence: 0,
    journalBytes: 0,
    stateBytes: 0,
    judge: () => {
      clock.advance(judgingMs)
      return null
    },
    observe: watcher,
    onAppended() {},
    onEmpty() {},
  })
})

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
async function pass(ms: number): Promise<void> {
  clock.advance(ms)
  await settle()
}
const tick = async () => {
  await pass(limits.gatherMostMs)
  await pass(limits.gatherMostMs)
}
const kinds = (messages: readonly ServerMessage[]) => messages.map(({ type }) => type)
const presence = (clientId: number, at: number) =>
  encodeAwareness([{ clientId, clock: at, state: new TextEncoder().encode(`{"at":${at}}`) }])

async function joined(id = 'somebody'): Promise<HandClient> {
  const client = new HandClient(room, { id })
  await tick()
  client.hear()
  client.socket.writes = 0
  return client
}

async function three(): Promise<[HandClient, HandClient, HandClient]> {
  return [await joined('ada'), await joined('ben'), await joined('cem')]
}

/** Edits every millisecond for a while, each tick costing that much; how far apart the ticks were. */
async function gapsAtCost(ms: number): Promise<number[]> {
  judgingMs = ms
  const [ada, ben] = await three()
  const began: number[] = []
  for (let i = 0; i < 500; i++) {
    const before = watcher.ticks.length
    ada.set('x', i)
    await pass(1)
    if (watcher.ticks.length > before) began.push(clock.now())
  }
  ben.hear()
  return began.slice(-6).map((at, index, all) => at - (all[index - 1] ?? at))
}

describe('the tick', () => {
  it('[RS90] comes at its shortest interval where it costs nothing, which is longer for more people', async () => {
    for (const gap of (await gapsAtCost(0)).slice(1)) {
      expect(gap).toBeGreaterThanOrEqual(Math.floor(gatherLeast(3)))
      expect(gap).toBeLessThan(gatherLeast(3) + 2)
    }
    expect(gatherLeast(100)).toBeGreaterThan(2 * gatherLeast(3))
    expect(gatherLeast(100)).toBeLessThan(limits.gatherMostMs)
  })

  it('[RS90] comes the later the more it costs, so that its share stays what it may be', async () => {
    // Each of the edits that a tick takes up costs as much.
    const gaps = (await gapsAtCost(0.3)).slice(1)
    for (const gap of gaps) expect(gap).toBeGreaterThan(gatherLeast(3) + 2)
    for (const gap of gaps) expect(gap).toBeLessThan(2 * limits.gatherMostMs)
  })

  it('[RS90] is never later than 50 ms, whatever it costs, and at once again after silence', async () => {
    const [ada, ben] = await three()
    judgingMs = 40
    for (let i = 0; i < 20; i++) {
      ada.set('x', i)
      await tick()
    }
    ben.hear()
    judgingMs = 0
    ada.set('y', 1)
    await settle()
    expect(kinds(ben.hear())).toEqual(['update'])
    ada.set('y', 2)
    await pass(limits.gatherMostMs - 1)
    expect(ben.hear()).toEqual([])
    await pass(1)
    expect(kinds(ben.hear())).toEqual(['update'])
  })

  it('[RS90] that was asked for in the middle of one comes after it', async () => {
    const [ada, ben, cem] = await three()
    // Whoever is closed in the middle of a delivery leaves presence to be taken back.
    cem.send(presence(3, 1))
    await tick()
    ben.hear()
    cem.socket.bufferedAmount = limits.bufferedBytes * 2
    ada.set('x', 1)
    await settle()
    expect(cem.socket.closed?.code).toBe(CloseCode.TooSlow)
    expect(kinds(ben.hear())).toEqual(['update'])
    await tick()
    expect(kinds(ben.hear())).toEqual(['awareness'])
  })

  it('[RS97] is told, with how late it was and how long it took, and so are bytes and endings', async () => {
    const [ada, ben] = await three()
    watcher.ticks = []
    watcher.bytes = 0
    judgingMs = 3
    ada.set('x', 1)
    await settle()
    expect(watcher.ticks).toEqual([{ late: 0, took: 3 }])
    const sent = ben.socket.frames.reduce((sum, frame) => sum + frame.length, 0)
    expect(sent).toBeGreaterThan(0)
    expect(watcher.bytes).toBe(sent * 2)
    judgingMs = 0
    ada.set('x', 2)
    // A process that was busy with something else for 20 ms more.
    clock.stall(limits.gatherMostMs + 20)
    await settle()
    expect(watcher.ticks.at(-1)?.late).toBeGreaterThanOrEqual(20)
    ben.send(new Uint8Array([77]))
    expect(watcher.refusals).toEqual([`${CloseCode.BadMessage} unknown message type`])
  })
})

describe('what a session is sent', () => {
  it('[RS91] is one write a tick: edits, presence, and the answers to checkpoints', async () => {
    const [ada, ben, cem] = await three()
    ada.set('x', 1)
    await settle()
    for (const client of [ada, ben, cem]) {
      client.hear()
      client.socket.writes = 0
    }
    ada.set('x', 2)
    ada.send(presence(1, 1))
    ben.set('y', 1)
    ben.send(presence(2, 1))
    ben.checkpoint()
    await pass(Math.ceil(gatherLeast(3)))
    await settle()
    expect(kinds(cem.hear())).toEqual(['update', 'awareness'])
    expect(kinds(ben.hear())).toEqual(['update', 'awareness', 'received', 'saved'])
    for (const { socket } of [ada, ben, cem]) expect(socket.writes).toBe(1)
  })

  it('[RS91] is the very same object for all who are sent the same', async () => {
    const [ada, ben, cem] = await three()
    const dan = await joined('dan')
    const lists: unknown[] = []
    for (const { socket } of [ben, cem]) listen(socket, lists)
    ada.set('x', 1)
    ada.send(presence(1, 1))
    dan.send(presence(4, 1))
    await tick()
    ada.set('x', 2)
    dan.send(presence(4, 2))
    await tick()
    const [one, other] = [lists.filter((_, i) => i % 2 === 0), lists.filter((_, i) => i % 2 === 1)]
    expect(one.length).toBeGreaterThan(1)
    expect(one.every((list, index) => list === other[index])).toBe(true)
  })

  it('[RS91] by presence does not wait for a disk that stands still', async () => {
    const [ada, ben] = await three()
    log.hold()
    ada.set('x', 1)
    ada.send(presence(1, 1))
    await tick()
    expect(kinds(ben.hear())).toEqual(['awareness'])
    for (let at = 2; at < 5; at++) {
      ada.set('x', at)
      ada.send(presence(1, at))
      await tick()
      expect(kinds(ben.hear())).toEqual(['awareness'])
    }
    log.save()
    await settle()
    expect(kinds(ben.hear())).toEqual(['update', 'update', 'update', 'update'])
  })

  it('[RS91] goes to sockets that can only take one frame at a time, too', async () => {
    const ada = await joined('ada')
    const frames: Uint8Array[] = []
    const plain = { send: (frame: Uint8Array) => void frames.push(frame), close() {}, bufferedAmount: 0 }
    const session = room.join(plain, { id: 'ben', role: 'participant', access: 'write' })
    room.receive(session, encodeStateVector(Y.encodeStateVector(new Y.Doc())))
    await tick()
    frames.length = 0
    ada.send(presence(1, 1))
    ada.set('x', 1)
    await tick()
    expect(frames.length).toBe(2)
  })
})

/** Notes what lists of frames a socket is handed. */
function listen(socket: HandSocket, lists: unknown[]): void {
  const send = socket.sendAll.bind(socket)
  socket.sendAll = (shared, own) => {
    lists.push(shared.length === 1 ? shared[0] : shared)
    send(shared, own)
  }
}

describe('joining', () => {
  it('[RS92] costs one encoding for a hundred people, and is complete while others edit', async () => {
    const ada = await joined('ada')
    for (let i = 0; i < 60; i++) ada.set(`r${i}`, 'x'.repeat(1_000))
    await tick()
    const first = new HandClient(room)
    await tick()
    const [state] = first.socket.frames.slice(-1)
    const encoded: Uint8Array[] = []
    for (let i = 0; i < 100; i++) {
      ada.set('moving', i)
      const late = new HandClient(room, { id: `late${i}` })
      await tick()
      const edit = late.socket.frames.find((frame) => frame.length === state?.length)
      if (edit) encoded.push(edit)
      late.hear()
      expect(late.records()).toEqual(ada.records())
    }
    expect(encoded).toHaveLength(100)
    expect(new Set(encoded).size).toBe(1)
  })

  it('[RS92] hands out over HTTP only what may be passed on, and brings whoever has it up to date', async () => {
    const ada = await joined('ada')
    for (let i = 0; i < 60; i++) ada.set(`r${i}`, 'x'.repeat(1_000))
    await tick()
    log.hold()
    ada.set('x', 1)
    await tick()
    let given: Awaited<ReturnType<Room['firstState']>> | null = null
    const asked = room.firstState().then((state) => {
      given = state
    })
    await settle()
    expect(given).toBeNull()
    log.save()
    await asked
    const first = await room.firstState()
    expect(first).toEqual({ revision: room.sequence, epoch: 1, state: first.state, saved: true })
    const ben = new HandClient(room, { id: 'ben' })
    Y.applyUpdate(ben.doc, first.state, ben)
    expect(ben.records()).toEqual(ada.records())
    ada.set('x', 2)
    ada.doc.getMap('records').delete('r3')
    log.save()
    ben.send(encodeStateVector(Y.encodeStateVector(ben.doc)))
    await tick()
    log.save()
    await tick()
    ben.hear()
    expect(ben.records()).toEqual(ada.records())
    expect((await room.firstState()).revision).toBe(first.revision)
  })
})

describe('a session that does not read', () => {
  const full = limits.behindBytes + 1

  it('[RS94] is sent no single edits, and one with all it missed and all presence when it has read', async () => {
    const [ada, ben, slow] = await three()
    ada.set('before', 0)
    await tick()
    slow.hear()
    slow.socket.bufferedAmount = full + slow.session.stateBytes
    for (let i = 0; i < 50; i++) {
      ada.set(`a${i}`, i)
      ada.send(presence(1, i + 1))
      if (i % 3 === 0) ben.doc.getMap('records').delete(`a${i}`)
      await tick()
      ben.hear()
    }
    expect(slow.hear()).toEqual([])
    expect(slow.session.behind?.vector.length).toBeLessThan(100)
    slow.checkpoint()
    await tick()
    expect(kinds(slow.hear())).toEqual(['received', 'saved'])
    slow.socket.bufferedAmount = 0
    await pass(1_000)
    await tick()
    expect(kinds(slow.hear())).toEqual(['update', 'awareness'])
    expect(slow.records()).toEqual(ben.records())
    ada.set('after', 1)
    await tick()
    expect(kinds(slow.hear())).toEqual(['update'])
    expect(slow.records()).toEqual(ada.records())
  })

  it('[RS94] misses nothing that waited for the disk when it fell behind, and hears nothing too early', async () => {
    const [ada, , slow] = await three()
    log.hold()
    for (let i = 0; i < 4; i++) {
      ada.set(`a${i}`, i)
      await tick()
    }
    slow.socket.bufferedAmount = full + slow.session.stateBytes
    log.save()
    await settle()
    expect(slow.hear()).toEqual([])
    ada.set('unsaved', 1)
    await tick()
    slow.socket.bufferedAmount = 0
    await pass(1_000)
    await tick()
    expect(slow.hear()).toEqual([])
    log.save()
    await tick()
    expect(kinds(slow.hear())).toEqual(['update'])
    expect(slow.records()).toEqual(ada.records())
  })

  it('[RS94] is closed when it stays behind for longer than its line can need', async () => {
    const [ada, , slow] = await three()
    slow.socket.bufferedAmount = full
    slow.session.stateBytes = full
    ada.set('x', 1)
    await tick()
    const patience = limits.behindMs + (full * 1000) / limits.slowestBytesPerSecond
    await pass(patience - 1_000)
    expect(slow.socket.closed).toBeNull()
    await pass(2_000)
    expect(slow.socket.closed?.code).toBe(CloseCode.TooSlow)
  })

  it('[RS94] is told of presence it missed though nothing new happens', async () => {
    const [ada, , slow] = await three()
    slow.socket.bufferedAmount = limits.bufferedPresenceBytes + 1
    ada.send(presence(1, 1))
    await tick()
    expect(slow.hear()).toEqual([])
    slow.socket.bufferedAmount = 0
    await pass(1_000)
    expect(slow.hear()).toEqual([
      { type: 'awareness', entries: [{ clientId: 1, clock: 1, state: { at: 1 } }] },
    ])
  })
})

describe('updates whose parents never come', () => {
  /** Two edits, of which the second depends on the first. */
  function pair(): { author: Y.Doc; second: Uint8Array } {
    const author = new Y.Doc()
    author.getArray('list').push(['first'])
    const before = Y.encodeStateVector(author)
    author.getArray('list').push(['second'])
    return { author, second: Y.encodeStateAsUpdate(author, before) }
  }

  it('[RS95] are asked for again, and come in with the answer', async () => {
    const ada = await joined('ada')
    const { author, second } = pair()
    ada.send(encodeUpdate(second))
    await tick()
    expect(ada.hear()).toEqual([])
    await pass(limits.heldMs + 500)
    const [asked] = ada.hear()
    if (!asked || !('bytes' in asked)) throw new Error('it was not asked')
    expect(asked.type).toBe('stateVector')
    ada.send(encodeMissing(Y.encodeStateAsUpdate(author, asked.bytes)))
    await tick()
    expect(room.doc.getArray('list').toJSON()).toEqual(['first', 'second'])
    await pass(limits.heldMs * 10)
    expect(ada.hear()).toEqual([])
    expect(ada.socket.closed).toBeNull()
  })

  it('[RS95] end their session with a retry code after the third time, and nobody else’s', async () => {
    const [ada, ben] = await three()
    ada.send(encodeUpdate(pair().second))
    for (let times = 1; times <= limits.heldAsks; times++) {
      await pass(limits.heldMs + 500)
      expect(kinds(ada.hear())).toEqual(['stateVector'])
      expect(ada.socket.closed).toBeNull()
    }
    await pass(limits.heldMs + 500)
    expect(ada.socket.closed).toEqual({ code: CloseCode.ServerError, reason: 'updates are missing' })
    expect(ben.socket.closed).toBeNull()
    expect(ben.hear()).toEqual([])
  })
})

it('[RS96] who asks for the state again and again is told to come back later, after a minute may ask again', async () => {
  const [ada, ben] = [await joined('ada'), await joined('ben')]
  const ask = (client: HandClient) => client.send(encodeStateVector(Y.encodeStateVector(client.doc)))
  for (const client of [ada, ben]) for (let i = 1; i < limits.statesPerMinute; i++) ask(client)
  expect(ada.socket.closed).toBeNull()
  ask(ada)
  expect(ada.socket.closed?.code).toBe(CloseCode.RateLimited)
  await pass(60_000)
  ask(ben)
  await tick()
  expect(ben.socket.closed).toBeNull()
})
