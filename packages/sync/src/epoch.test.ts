import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { epochOf } from './epoch.ts'
import { epochReason } from './LateVisit.ts'
import { limits } from './limits.ts'
import { encodeCheckpoint, encodeMissing, encodeStateVector, encodeUpdate } from './protocol.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import { decodeServerFrame, HandClient, HandClock, HandSocket, MemoryLog } from './testing/index.ts'
import type { Renew } from './types.ts'

const quiet = { info() {}, warn() {}, error() {} }
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const idleMs = 1_000
const ada = { id: 'ada', role: 'participant', access: 'write' as const }

let log: MemoryLog
let clock: HandClock
let rooms: RoomRegistry
let wanted: 'compact' | 'migrate' | null

/** Writes the records anew, as `packages/board` does: all of it by the client id that is the epoch's number. */
const renew: Renew = (_id, doc) => {
  if (!wanted) return null
  const fresh = new Y.Doc()
  fresh.clientID = epochOf(doc) + 1
  for (const name of ['meta', 'records']) {
    for (const [key, value] of doc.getMap(name).entries()) fresh.getMap(name).set(key, value)
  }
  fresh.getMap('meta').set('epoch', epochOf(doc) + 1)
  return { doc: fresh, why: wanted }
}

/** Carries over what is new. */
function drain(archived: Y.Doc, changed: Y.Doc, current: Y.Doc): void {
  for (const [key, value] of changed.getMap('records').entries()) {
    if (!archived.getMap('records').has(key)) current.getMap('records').set(key, value)
  }
}

const registry = () => new RoomRegistry({ log, logger: quiet, clock, idleMs, renew, drain })

beforeEach(async () => {
  log = new MemoryLog()
  clock = new HandClock()
  wanted = null
  rooms = registry()
  await rooms.create('board', (doc) => doc.getMap('records').set('seed', 1))
})
afterEach(() => rooms.closeAll())

async function restart(): Promise<void> {
  await rooms.closeAll()
  log = new MemoryLog(log.disk)
  rooms = registry()
}

/** A new epoch, begun by a server that starts again. */
async function nextEpoch(): Promise<void> {
  await restart()
  wanted = 'compact'
  await rooms.open('board')
  wanted = null
}

async function stored(): Promise<Record<string, unknown>> {
  const doc = new Y.Doc()
  for (const update of (await new MemoryLog(log.disk).load('board'))?.updates ?? [])
    Y.applyUpdate(doc, update)
  return { ...doc.getMap('records').toJSON(), epoch: epochOf(doc) }
}

/** Somebody's document from before, with something in it that no server has. */
async function away(key: string): Promise<Y.Doc> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate((await rooms.open('board')).doc))
  doc.getMap('records').set(key, key)
  return doc
}

/** Comes with a document, as `connectBoard` does; hears until nothing more is said. */
async function come(doc: Y.Doc, epoch: number | null, who = ada, checkpoint = true): Promise<HandSocket> {
  const socket = new HandSocket()
  const place = await rooms.placeFor('board', epoch)
  const session = place.join(socket, who)
  place.receive(session, encodeStateVector(Y.encodeStateVector(doc)))
  for (const frame of socket.frames.map(decodeServerFrame)) {
    if (frame.type !== 'stateVector') continue
    place.receive(session, encodeMissing(Y.encodeStateAsUpdate(doc, frame.bytes)))
    if (checkpoint) place.receive(session, encodeCheckpoint(1))
  }
  clock.advance(limits.gatherMostMs)
  for (let turn = 0; turn < 5; turn++) await settle()
  return socket
}

const saved = (socket: HandSocket) => socket.take().filter(({ type }) => type === 'saved')

describe('a new epoch', () => {
  it('[RS50] begins while a board is loaded that nobody is on, and takes the old document’s place', async () => {
    await nextEpoch()
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
    const client = new HandClient(await rooms.open('board'))
    client.hear()
    client.set('more', 1)
    await restart()
    expect((await rooms.open('board')).doc.getMap('records').toJSON()).toEqual({ seed: 1, more: 1 })
  })

  it('[RS50] begins when a room is put away, never while somebody is there', async () => {
    const client = new HandClient(await rooms.open('board'))
    wanted = 'compact'
    for (let i = 0; i < 30; i++) {
      clock.advance(100)
      await settle()
    }
    expect((await stored()).epoch).toBe(1)
    client.leave()
    for (let i = 0; i < 30; i++) {
      clock.advance(100)
      await settle()
    }
    expect((await stored()).epoch).toBe(2)
    wanted = null
    expect((await rooms.open('board')).epoch).toBe(2)
  })

  it('[RS51] leaves the old one whole where it cannot be archived', async () => {
    await restart()
    wanted = 'compact'
    log.archive = () => Promise.reject(new Error('no space'))
    expect((await rooms.open('board')).epoch).toBe(1)
    expect(await stored()).toEqual({ seed: 1, epoch: 1 })
  })

  it('[RS51] lets nobody in where that would show records of an older schema', async () => {
    await restart()
    wanted = 'migrate'
    log.archive = () => Promise.reject(new Error('no space'))
    await expect(rooms.open('board')).rejects.toEqual(new SyncError(CloseCode.ServerError, 'not saving'))
  })

  it('[RS51] lets nobody in before it is known which of the two is on disk', async () => {
    await restart()
    wanted = 'compact'
    const { replace } = log
    log.replace = () => Promise.reject(new Error('no space'))
    await expect(rooms.open('board')).rejects.toEqual(new SyncError(CloseCode.ServerError, 'not saving'))
    expect(await stored()).toEqual({ seed: 1, epoch: 1 })
    log.replace = replace
    expect((await rooms.open('board')).epoch).toBe(2)
    expect(await log.archived('board', 1)).toHaveLength(1)
  })
})

describe('somebody of an old epoch', () => {
  it('[RS52] brings their work, hears that it is saved, and is sent to the current one', async () => {
    const doc = await away('late')
    await nextEpoch()
    await nextEpoch()
    const socket = await come(doc, 1)
    expect(saved(socket)).toEqual([{ type: 'saved', number: 1 }])
    expect(socket.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.carried })
    expect(await stored()).toEqual({ seed: 1, late: 'late', epoch: 3 })
  })

  it('[RS52] is not told that it is saved while the disk fails', async () => {
    const doc = await away('late')
    await nextEpoch()
    log.hold()
    const socket = await come(doc, 1)
    expect(saved(socket)).toEqual([])
    expect(socket.closed).toBeNull()
    log.save()
    await settle()
    await settle()
    expect(socket.closed?.reason).toBe(epochReason.carried)
  })

  it('[RS52] of any kind is sent on, also without ever asking', async () => {
    const doc = await away('late')
    await nextEpoch()
    const socket = await come(doc, 1, ada, false)
    expect(socket.closed).toBeNull()
    clock.advance(limits.lateMs)
    expect(socket.closed?.code).toBe(CloseCode.EpochChanged)
    expect(await stored()).toMatchObject({ late: 'late' })
  })

  it('[RS136] who goes on drawing while the line is being made brings that too', async () => {
    const doc = await away('offline')
    await nextEpoch()
    const socket = new HandSocket()
    const visit = await rooms.placeFor('board', 1)
    const session = visit.join(socket, ada)
    doc.once('update', (update: Uint8Array) => visit.receive(session, encodeUpdate(update)))
    // It stands on what was drawn offline, which the server has not been sent yet.
    doc.getMap('records').set('connecting', 1)
    const [asked] = socket.take()
    if (asked?.type !== 'stateVector') throw new Error('the server asked for nothing')
    visit.receive(session, encodeMissing(Y.encodeStateAsUpdate(doc, asked.bytes)))
    visit.receive(session, encodeCheckpoint(1))
    for (let turn = 0; turn < 5; turn++) await settle()
    expect(saved(socket)).toEqual([{ type: 'saved', number: 1 }])
    expect(socket.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.carried })
    expect(await stored()).toMatchObject({ offline: 'offline', connecting: 1 })
  })

  it('[RS53] who comes twice with the same work brings it once', async () => {
    const doc = await away('late')
    await nextEpoch()
    await come(doc, 1)
    await (await rooms.open('board')).edit('test', (live) => live.getMap('records').delete('late'))
    const socket = await come(doc, 1)
    expect(socket.closed?.reason).toBe(epochReason.carried)
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
  })

  it('[RS53] a crash between archive and board loses nothing and doubles nothing', async () => {
    const [one, two] = [await away('one'), await away('two')]
    await nextEpoch()
    log.hold()
    const socket = await come(one, 1)
    expect(socket.closed).toBeNull()
    // What was archived is on disk, what was carried over is not.
    const { disk } = log
    rooms = new RoomRegistry({ log: new MemoryLog(disk), logger: quiet, clock, idleMs, renew, drain })
    log = new MemoryLog(disk)
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
    await restart()
    await come(two, 1)
    expect(await stored()).toEqual({ seed: 1, one: 'one', two: 'two', epoch: 2 })
  })

  it('[RS54] is not merged by a client that says nothing of epochs', async () => {
    const doc = await away('late')
    await nextEpoch()
    const socket = await come(doc, null)
    expect(socket.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.lost })
    const hasty = new HandSocket()
    const place = await rooms.placeFor('board', null)
    const session = place.join(hasty, ada)
    place.receive(session, encodeUpdate(Y.encodeStateAsUpdate(doc)))
    expect(hasty.closed?.code).toBe(CloseCode.EpochChanged)
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
  })

  it('[RS54] new clients, and those of this epoch, take part without a word about it', async () => {
    await nextEpoch()
    const doc = new Y.Doc()
    const socket = await come(doc, null)
    expect(socket.closed).toBeNull()
    for (const message of socket.take()) if (message.type === 'missing') Y.applyUpdate(doc, message.bytes)
    doc.getMap('records').set('mine', 1)
    expect((await come(doc, null)).closed).toBeNull()
    expect(await stored()).toEqual({ seed: 1, mine: 1, epoch: 2 })
  })

  it('[RS55] is told where their epoch is not kept, or never was', async () => {
    await nextEpoch()
    const lost = new SyncError(CloseCode.EpochChanged, epochReason.lost)
    await expect(rooms.placeFor('board', 7)).rejects.toEqual(lost)
    log.disk.get('board')?.archive.clear()
    await expect(rooms.placeFor('board', 1)).rejects.toEqual(lost)
  })

  it('[RS55] without the right to write keeps what they have, and changes nothing', async () => {
    const doc = await away('late')
    await nextEpoch()
    const socket = await come(doc, 1, { ...ada, access: 'read' as never })
    expect(socket.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.lost })
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
  })

  it('[RS55] is held in bounds, and a bad update ends only their visit', async () => {
    await nextEpoch()
    const socket = new HandSocket()
    const place = await rooms.placeFor('board', 1)
    const session = place.join(socket, ada)
    place.receive(session, encodeUpdate(new Uint8Array([1, 1, 7, 9])))
    expect(socket.closed?.code).toBe(CloseCode.BadMessage)
    const flood = new HandSocket()
    const other = await rooms.placeFor('board', 1)
    const flooding = other.join(flood, ada)
    const doc = new Y.Doc()
    doc.getText('text').insert(0, 'x'.repeat(limits.frameBytes - 1_000))
    const frame = encodeUpdate(Y.encodeStateAsUpdate(doc))
    for (let sent = 0; sent <= limits.lateBytes; sent += frame.length) other.receive(flooding, frame)
    expect(flood.closed?.code).toBe(CloseCode.TooLarge)
    expect(await stored()).toEqual({ seed: 1, epoch: 2 })
  })
})
