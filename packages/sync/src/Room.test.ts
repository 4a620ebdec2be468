import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'
import { encodeAwareness, encodeMissing, encodeStateVector, encodeUpdate } from './protocol.ts'
import { Room, type RoomOptions } from './Room.ts'
import {
  HandClient,
  HandClock,
  HandSocket,
  MemoryLog,
  randomFrom,
  runSeed,
  type ServerMessage,
} from './testing/index.ts'

const quiet = { info() {}, warn() {}, error() {} }

let log: MemoryLog
let clock: HandClock
let room: Room

async function openRoom(from: MemoryLog, more: Partial<RoomOptions> = {}): Promise<Room> {
  const stored = await from.load('board')
  const doc = new Y.Doc()
  for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update)
  return new Room({
    id: 'board',
    doc,
    log: from,
    clock,
    logger: quiet,
    sequence: stored?.sequence ?? 0,
    journalBytes: 0,
    stateBytes: 0,
    onAppended() {},
    onEmpty() {},
    ...more,
  })
}

beforeEach(async () => {
  log = new MemoryLog()
  clock = new HandClock()
  room = await openRoom(log)
})

/** Lets promises that are settled be heard. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
/** Lets a tick pass and everything that follows from it. */
async function tick(): Promise<void> {
  clock.advance(limits.gatherMostMs)
  await settle()
  clock.advance(limits.gatherMostMs)
  await settle()
}
const kinds = (messages: readonly ServerMessage[]) => messages.map(({ type }) => type)
const ofKind = (messages: readonly ServerMessage[], kind: string) =>
  messages.filter(({ type }) => type === kind)
const bytes = (text: string) => new TextEncoder().encode(text)
const presence = (clientId: number, at: number, state: unknown) =>
  encodeAwareness([{ clientId, clock: at, state: bytes(JSON.stringify(state)) }])

/** A client that has its state and has been told everything so far. */
async function joined(who: ConstructorParameters<typeof HandClient>[1] = {}): Promise<HandClient> {
  const client = new HandClient(room, who)
  await tick()
  client.hear()
  return client
}

describe('edits', () => {
  it('[RS1] go out at once in a quiet room', async () => {
    const [ada, ben] = [await joined(), await joined()]
    ada.set('a', 1)
    await settle()
    expect(kinds(ben.hear())).toEqual(['update'])
    expect(ben.records()).toEqual({ a: 1 })
  })

  it('[RS1] are gathered in a busy room into one frame each', async () => {
    const [ada, ben, cem] = [await joined(), await joined(), await joined()]
    ada.set('first', 0)
    await settle()
    ben.hear()
    cem.hear()
    for (let i = 0; i < 20; i++) {
      ada.set(`a${i}`, i)
      ben.set(`b${i}`, i)
    }
    clock.advance(limits.gatherLeastMs)
    await settle()
    expect(cem.hear()).toEqual([])
    clock.advance(1)
    await settle()
    expect(kinds(cem.hear())).toEqual(['update'])
    expect(Object.keys(cem.records())).toHaveLength(41)
  })

  it('[RS2] do not come back to their only author, but to each of several', async () => {
    const [ada, ben] = [await joined(), await joined()]
    ada.set('a', 1)
    await settle()
    expect(ada.hear()).toEqual([])
    ada.set('a', 2)
    ben.set('b', 2)
    await tick()
    expect(kinds(ada.hear())).toEqual(['update'])
    ben.hear()
    expect(ada.records()).toEqual({ a: 2, b: 2 })
    expect(ben.records()).toEqual({ a: 2, b: 2 })
  })

  it('[RS3] wait for the disk before anybody is sent them, also as part of a state', async () => {
    const [ada, ben] = [await joined(), await joined()]
    log.hold()
    ada.set('a', 1)
    await settle()
    const cem = new HandClient(room)
    await tick()
    expect(ben.hear()).toEqual([])
    expect(kinds(cem.hear())).toEqual(['stateVector'])
    log.save()
    await settle()
    expect(kinds(ben.hear())).toEqual(['update'])
    expect(kinds(cem.hear())).toEqual(['missing'])
    expect(cem.records()).toEqual({ a: 1 })
  })

  it('[RS3] leave in the order of their ticks though the disk answers late', async () => {
    const [ada, ben] = [await joined(), await joined()]
    log.hold()
    for (let i = 0; i < 5; i++) {
      ada.set(`a${i}`, i)
      await tick()
    }
    log.save()
    await settle()
    expect(kinds(ben.hear())).toEqual(Array(5).fill('update'))
    expect(ben.records()).toEqual({ a0: 0, a1: 1, a2: 2, a3: 3, a4: 4 })
  })

  it('[RS5] reach a newcomer only behind the state, and then completely', async () => {
    const ada = await joined()
    ada.set('a', 1)
    await tick()
    const socket = new HandSocket()
    const late = room.join(socket, { id: 'late', role: 'viewer', access: 'read' })
    ada.set('a', 2)
    await tick()
    expect(kinds(socket.take())).toEqual(['stateVector'])
    room.receive(late, encodeStateVector(Y.encodeStateVector(new Y.Doc())))
    ada.set('a', 3)
    await tick()
    ada.set('a', 4)
    await tick()
    const doc = new Y.Doc()
    const sent = socket.take()
    expect(kinds(sent)).toEqual(['missing', 'update', 'update'])
    for (const message of sent) if ('bytes' in message) Y.applyUpdate(doc, message.bytes)
    expect(doc.getMap('records').toJSON()).toEqual({ a: 4 })
  })

  it('[RS5] never reach a session that asks for no state, which is told of people and of saving alone', async () => {
    const ada = await joined()
    const socket = new HandSocket()
    const watcher = room.join(socket, { id: 'pad', role: 'participant', access: 'read' })
    room.receive(watcher, presence(7, 1, { n: 'Mira' }))
    for (let round = 0; round < 20; round++) {
      ada.set('a', 'x'.repeat(limits.behindBytes / 10) + round)
      await tick()
    }
    ada.send(presence(ada.doc.clientID, 1, { n: 'Ada' }))
    await tick()
    clock.advance(limits.behindMs + limits.keepAliveMs)
    room.keepAlive()
    expect(new Set(kinds(socket.take()))).toEqual(new Set(['stateVector', 'awareness']))
    expect(socket.closed).toBeNull()
    expect(room.sessions.has(watcher)).toBe(true)
    expect(JSON.stringify(ofKind(ada.hear(), 'awareness'))).toContain('Mira')
  })

  it('[RS14] of the server travel the same way and resolve when saved', async () => {
    const ada = await joined()
    log.hold()
    let saved = false
    const edit = room
      .edit('note', (doc) => doc.getMap('records').set('note', 'from a phone'))
      .then(() => {
        saved = true
      })
    await tick()
    expect(saved).toBe(false)
    expect(ada.hear()).toEqual([])
    log.save()
    await edit
    expect(kinds(ada.hear())).toEqual(['update'])
    expect(ada.records()).toEqual({ note: 'from a phone' })
  })

  it('[RS14] of the server that depend on unknown ones are refused and leave nothing behind', async () => {
    const orphan = secondUpdateOf(new Y.Doc())
    await expect(room.edit('import', (doc) => Y.applyUpdate(doc, orphan))).rejects.toThrow(SyncError)
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()))
  })
})

/** An update that cannot be applied without the one before it. */
function secondUpdateOf(doc: Y.Doc): Uint8Array {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.getArray('list').push(['first'])
  doc.getArray('list').push(['second'])
  const [, second] = updates
  if (!second) throw new Error('no second update')
  return second
}

describe('checkpoints', () => {
  it('[RS4] are received once passed on, and saved once on disk', async () => {
    const ada = await joined()
    log.hold()
    ada.set('a', 1)
    ada.checkpoint()
    await tick()
    expect(kinds(ada.hear())).toEqual([])
    log.save()
    await settle()
    expect(ada.hear()).toEqual([
      { type: 'received', number: 1 },
      { type: 'saved', number: 1 },
    ])
  })

  it('[RS4] wait for edits of others that came before them', async () => {
    const [ada, ben] = [await joined(), await joined()]
    log.hold()
    ada.set('a', 1)
    await tick()
    ben.checkpoint()
    await tick()
    expect(ben.hear()).toEqual([])
    log.save()
    await settle()
    expect(kinds(ben.hear())).toEqual(['update', 'received', 'saved'])
  })

  it('[RS4] without anything before them are answered at once', async () => {
    const ada = await joined()
    ada.checkpoint()
    await tick()
    expect(kinds(ada.hear())).toEqual(['received', 'saved'])
  })

  it('[RS16] are received but not saved while the disk fails, and saved when it works again', async () => {
    const [ada, ben] = [await joined(), await joined()]
    log.fail('no space')
    room.tellSaving(false)
    for (let i = 0; i < 200; i++) {
      ada.set('a', i)
      ada.checkpoint()
      await tick()
    }
    expect(ben.hear()[0]).toEqual({ type: 'saving', number: 0 })
    expect(ben.records()).toEqual({ a: 199 })
    const heard = ada.hear()
    expect(ofKind(heard, 'received').at(-1)).toEqual({ type: 'received', number: 200 })
    expect(ofKind(heard, 'saved')).toEqual([])
    const late = new HandClient(room)
    expect(late.hear()).toContainEqual({ type: 'saving', number: 0 })
    log.work()
    room.tellSaving(true)
    await tick()
    const after = ada.hear()
    expect(after).toContainEqual({ type: 'saving', number: 1 })
    expect(ofKind(after, 'saved').at(-1)).toEqual({ type: 'saved', number: 200 })
  })
})

describe('updates that cannot be applied', () => {
  it('[RS7] wait with their session, are not called received, and block nobody', async () => {
    const [ada, ben] = [await joined(), await joined()]
    const author = new Y.Doc()
    ada.send(encodeUpdate(secondUpdateOf(author)))
    ada.checkpoint()
    ben.set('b', 1)
    await tick()
    expect(kinds(ada.hear())).toEqual(['update'])
    expect(room.doc.getArray('list').toJSON()).toEqual([])
    expect(Y.encodeStateVector(room.doc)).toEqual(Y.encodeStateVector(ben.doc))
    // What it depended on comes, as it does behind a handshake.
    ada.send(encodeMissing(Y.encodeStateAsUpdate(author)))
    await tick()
    expect(room.doc.getArray('list').toJSON()).toEqual(['first', 'second'])
    expect(kinds(ada.hear())).toEqual(['received', 'saved'])
  })

  it('[RS7] that somebody else completes reach their author too', async () => {
    const [ada, ben] = [await joined(), await joined()]
    const author = new Y.Doc()
    const first: Uint8Array[] = []
    author.once('update', (update: Uint8Array) => first.push(update))
    const second = secondUpdateOf(author)
    ada.send(encodeUpdate(second))
    await tick()
    for (const update of first) ben.send(encodeUpdate(update))
    await tick()
    ada.hear()
    ben.hear()
    for (const { doc } of [ada, ben, room]) expect(doc.getArray('list').toJSON()).toEqual(['first', 'second'])
  })

  it('[RS7] are not in a state, not in a snapshot, and go with their session', async () => {
    const ada = await joined()
    ada.send(encodeUpdate(secondUpdateOf(new Y.Doc())))
    await tick()
    await room.snapshot()
    const stored = await log.load('board')
    expect(stored?.updates.map((update) => Y.decodeUpdate(update).structs.length)).toEqual([0])
    expect(ada.session.heldBytes).toBeGreaterThan(0)
    ada.leave()
    expect(ada.session.heldBytes).toBe(0)
    expect(room.doc.store.pendingStructs).toBeNull()
  })

  it('[RS7] are held in bounds', async () => {
    const ada = await joined()
    for (let i = 0; i < 10 && !ada.socket.closed; i++) {
      const doc = new Y.Doc()
      doc.getArray('list').push(['first'])
      const before = Y.encodeStateVector(doc)
      doc.getArray('list').push([new Uint8Array(limits.missingBytes / 5)])
      ada.send(encodeUpdate(Y.encodeStateAsUpdate(doc, before)))
      await tick()
    }
    expect(ada.socket.closed?.code).toBe(CloseCode.RateLimited)
  })

  const hostile: [string, number[]][] = [
    ['nothing at all', []],
    ['an unknown type', [77]],
    ['an unknown sync step', [0, 9, 0]],
    ['a length beyond the end', [0, 2, 200, 1, 0]],
    ['a number that never ends', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['a count of structs far beyond the bytes', [0, 2, 7, 1, 255, 255, 255, 255, 15, 0]],
    // One struct in root 'a' of client 1 with content of kind 8: values, two thousand million of them, none there.
    ['a count of values far beyond the bytes', [0, 2, 13, 1, 1, 1, 0, 8, 1, 1, 97, 255, 255, 255, 255, 7]],
    ['deletes that break off', [0, 2, 3, 0, 1, 5]],
    ['the six bytes that kill the stock server', [0xf2, 0x80, 0, 0, 0, 0]],
    ['a broken state vector', [0, 0, 2, 5, 1]],
    ['a broken checkpoint', [100]],
    ['broken awareness', [1, 3, 5, 1, 1]],
  ]
  it.each(hostile)('[RS6] %s ends its session and nobody else notices', async (_name, frame) => {
    const [ada, ben] = [await joined(), await joined({ id: 'eve' })]
    ben.send(new Uint8Array(frame))
    expect(ben.socket.closed?.code).toBe(CloseCode.BadMessage)
    expect(room.sessions.has(ben.session)).toBe(false)
    ada.set('a', 1)
    ada.checkpoint()
    await tick()
    expect(kinds(ada.hear())).toEqual(['received', 'saved'])
  })

  it('[RS6] with bytes changed at random never harm the others or what is stored', async () => {
    const random = randomFrom(runSeed())
    const ada = await joined()
    const source = new Y.Doc()
    const updates: Uint8Array[] = []
    source.on('update', (update: Uint8Array) => updates.push(update))
    for (let i = 0; i < 30; i++) {
      source.getMap('records').set(`r${i % 7}`, new Y.Map([['x', i]]))
      source.getText('text').insert(0, `word ${i} `)
      if (i % 5 === 0) source.getText('text').delete(1, 2)
    }
    for (let i = 0; i < 400; i++) {
      const eve = new HandClient(room, { id: 'eve' })
      const update = Uint8Array.from(updates[Math.floor(random() * updates.length)] ?? [])
      for (let flips = 1 + random() * 3; flips > 0; flips--) {
        update[Math.floor(random() * update.length)] = Math.floor(random() * 256)
      }
      eve.send(encodeUpdate(update))
      ada.set('count', i)
      ada.checkpoint()
      await tick()
      expect(ofKind(ada.hear(), 'saved')).toEqual([{ type: 'saved', number: i + 1 }])
      eve.leave()
    }
    const restarted = await openRoom(new MemoryLog(log.disk))
    expect(Y.encodeStateVector(restarted.doc)).toEqual(Y.encodeStateVector(room.doc))
    expect(restarted.doc.getMap('records').toJSON()).toEqual(room.doc.getMap('records').toJSON())
    expect(restarted.doc.store.pendingStructs).toBeNull()
  })
})

describe('readers', () => {
  const reader = { id: 'eve', role: 'viewer', access: 'read' } as const

  it('[RS8] are closed for an edit, and it is not applied', async () => {
    const eve = await joined(reader)
    eve.set('graffiti', 1)
    await tick()
    expect(eve.socket.closed).toEqual({ code: CloseCode.Forbidden, reason: 'read only' })
    expect(room.doc.getMap('records').size).toBe(0)
  })

  it('[RS8] may end the handshake as every client does, and nothing of it is applied', async () => {
    const [ada, eve] = [await joined(), await joined(reader)]
    ada.set('a', 1)
    ada.set('b', 2)
    ada.doc.getMap('records').delete('a')
    await tick()
    eve.hear()
    eve.send(encodeMissing(Y.encodeStateAsUpdate(eve.doc)))
    expect(eve.socket.closed).toBeNull()
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(eve.doc))
    forged.getMap('records').delete('b')
    eve.send(encodeMissing(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(eve.doc))))
    await tick()
    expect(eve.socket.closed).toBeNull()
    expect(room.doc.getMap('records').toJSON()).toEqual({ b: 2 })
  })

  it('[RS8] are seen by the others', async () => {
    const [ada, eve] = [await joined(), await joined(reader)]
    eve.send(presence(7, 1, { name: 'Eve' }))
    await tick()
    expect(ada.hear()).toEqual([
      { type: 'awareness', entries: [{ clientId: 7, clock: 1, state: { name: 'Eve' } }] },
    ])
  })
})

describe('presence', () => {
  const states = (messages: readonly ServerMessage[]) =>
    messages.flatMap((message) => (message.type === 'awareness' ? message.entries : []))

  it('[RS11] of a tick is one frame, and newcomers are told who is there', async () => {
    const [ada, ben, cem] = [await joined({ id: 'a' }), await joined({ id: 'b' }), await joined({ id: 'c' })]
    ada.send(presence(1, 1, { x: 0 }))
    await tick()
    cem.hear()
    for (let i = 2; i < 20; i++) {
      ada.send(presence(1, i, { x: i }))
      ben.send(presence(2, i, { y: i }))
    }
    await tick()
    const heard = cem.hear()
    expect(kinds(heard)).toEqual(['awareness', 'awareness'])
    expect(
      states(heard)
        .filter(({ clientId }) => clientId === 1)
        .at(-1)?.state,
    ).toEqual({ x: 19 })
    const late = new HandClient(room)
    expect(states(late.hear())).toEqual([
      { clientId: 1, clock: 19, state: { x: 19 } },
      { clientId: 2, clock: 19, state: { y: 19 } },
    ])
  })

  it('[RS11] ends for everybody when its session leaves', async () => {
    const [ada, ben] = [await joined({ id: 'a' }), await joined({ id: 'b' })]
    ada.send(presence(1, 5, { x: 0 }))
    await tick()
    ben.hear()
    ada.leave()
    await tick()
    expect(states(ben.hear())).toEqual([{ clientId: 1, clock: 5, state: null }])
    expect(states(new HandClient(room).hear())).toEqual([])
  })

  it('[RS9] under another person’s id is left out, also after that person has left', async () => {
    const [ada, eve] = [await joined({ id: 'a' }), await joined({ id: 'eve' })]
    ada.send(presence(1, 5, { name: 'Ada' }))
    await tick()
    eve.hear()
    eve.send(presence(1, 9, { name: 'not Ada' }))
    await tick()
    expect(ada.hear()).toEqual([])
    expect(eve.socket.closed).toBeNull()
    ada.leave()
    await tick()
    eve.hear()
    eve.send(presence(1, 5, { name: 'Ada' }))
    expect(states(new HandClient(room).hear())).toEqual([])
  })

  it('[RS9] moves with a person to a new socket before the old one is known to be dead', async () => {
    const [old, ben] = [await joined({ id: 'a' }), await joined({ id: 'b' })]
    old.send(presence(1, 5, { x: 1 }))
    await tick()
    const fresh = await joined({ id: 'a' })
    fresh.send(presence(1, 5, { x: 1 }))
    fresh.send(presence(1, 6, { x: 2 }))
    await tick()
    ben.hear()
    old.leave()
    await tick()
    expect(ben.hear()).toEqual([])
    expect(states(new HandClient(room).hear())).toEqual([{ clientId: 1, clock: 6, state: { x: 2 } }])
  })

  it('[RS9] stays with its tab whatever another tab of the same person echoes', async () => {
    const [one, two, ben] = [await joined({ id: 'a' }), await joined({ id: 'a' }), await joined({ id: 'b' })]
    two.send(encodeMissing(Y.encodeStateAsUpdate(two.doc)))
    one.send(presence(1, 5, { x: 1 }))
    await tick()
    two.send(presence(1, 5, { x: 1 }))
    await tick()
    one.leave()
    two.send(presence(1, 5, { x: 1 }))
    await tick()
    expect(states(ben.hear())).toEqual([
      { clientId: 1, clock: 5, state: { x: 1 } },
      { clientId: 1, clock: 5, state: null },
    ])
    expect(states(new HandClient(room).hear())).toEqual([])
  })

  it('[RS80] of several states moves to a new socket as a whole, and leaves as a whole', async () => {
    const second = 2 ** 32 + 1
    const [old, ben] = [await joined({ id: 'a' }), await joined({ id: 'b' })]
    old.send(presence(1, 5, { x: 1 }))
    old.send(presence(second, 2, { name: 'Ada' }))
    await tick()
    ben.hear()
    const fresh = await joined({ id: 'a' })
    fresh.send(presence(1, 6, { x: 1 }))
    fresh.send(presence(second, 3, { name: 'Ada' }))
    old.leave()
    expect(states(new HandClient(room).hear())).toEqual([
      { clientId: 1, clock: 6, state: { x: 1 } },
      { clientId: second, clock: 3, state: { name: 'Ada' } },
    ])
    fresh.leave()
    expect(states(new HandClient(room).hear())).toEqual([])
  })

  it('[RS10] that is too large, no object, or of too many ids ends the session', async () => {
    const large = await joined()
    large.send(presence(1, 1, { x: 'x'.repeat(limits.awarenessBytes) }))
    expect(large.socket.closed?.code).toBe(CloseCode.TooLarge)
    const broken = await joined()
    broken.send(encodeAwareness([{ clientId: 1, clock: 1, state: bytes('{"x":') }]))
    expect(broken.socket.closed?.code).toBe(CloseCode.BadMessage)
    const scalar = await joined()
    scalar.send(presence(1, 1, 'a string'))
    expect(scalar.socket.closed?.code).toBe(CloseCode.BadMessage)
    const many = await joined()
    for (let id = 1; id <= limits.awarenessIdsPerSession; id++) many.send(presence(id, 1, {}))
    expect(many.socket.closed).toBeNull()
    many.send(presence(99, 1, {}))
    expect(many.socket.closed?.code).toBe(CloseCode.BadMessage)
  })

  it('[RS146] that claims what is not so is left out, and nothing else of its session', async () => {
    room = await openRoom(log, {
      believes: ({ role }, state) => !('boss' in state) || role === 'facilitator',
    })
    const [eve, ada] = [await joined({ id: 'eve' }), await joined({ id: 'ada', role: 'facilitator' })]
    eve.send(presence(1, 1, { boss: true }))
    ada.send(presence(2, 1, { boss: true }))
    await tick()
    expect(states(eve.hear())).toEqual([{ clientId: 2, clock: 1, state: { boss: true } }])
    eve.send(presence(1, 2, { at: 3 }))
    await tick()
    expect(states(ada.hear()).at(-1)).toEqual({ clientId: 1, clock: 2, state: { at: 3 } })
    expect(eve.socket.closed).toBeNull()
  })

  it('[RS12] is what a slow line loses first, and gets back', async () => {
    const [ada, slow] = [await joined({ id: 'a' }), await joined({ id: 'slow' })]
    slow.socket.bufferedAmount = limits.bufferedPresenceBytes + 1
    ada.send(presence(1, 1, { x: 1 }))
    ada.set('a', 1)
    await tick()
    expect(kinds(slow.hear())).toEqual(['update'])
    slow.socket.bufferedAmount = 0
    const other = await joined({ id: 'b' })
    other.send(presence(2, 1, { y: 1 }))
    await tick()
    expect(states(slow.hear()).map(({ clientId }) => clientId)).toEqual([1, 2])
  })
})

describe('limits', () => {
  it('[RS12] who does not read is closed', async () => {
    const [ada, slow] = [await joined(), await joined()]
    slow.socket.bufferedAmount = limits.bufferedBytes + slow.session.stateBytes + 1
    ada.set('a', 1)
    await tick()
    expect(slow.socket.closed?.code).toBe(CloseCode.TooSlow)
    expect(room.sessions.has(slow.session)).toBe(false)
  })

  it('[RS12] asking for the state many times in a tick is answered once', async () => {
    const ada = await joined()
    ada.set('a', 'x'.repeat(10_000))
    await tick()
    const greedy = new HandClient(room)
    const ask = () => greedy.send(encodeStateVector(Y.encodeStateVector(new Y.Doc())))
    for (let i = 1; i < limits.statesPerMinute; i++) ask()
    await tick()
    expect(ofKind(greedy.hear(), 'missing').length).toBeLessThanOrEqual(2)
    expect(greedy.socket.closed).toBeNull()
  })

  it('[RS13] a session that floods, and one too many, are told to come back later', async () => {
    const flood = await joined()
    for (let i = 0; i <= limits.framesPerSecond; i++) flood.checkpoint()
    expect(flood.socket.closed?.code).toBe(CloseCode.RateLimited)
    for (let i = 0; i < limits.sessionsPerRoom; i++) new HandClient(room, { id: `person ${i}` })
    expect(() => new HandClient(room)).toThrow(new SyncError(CloseCode.RoomFull, 'room is full'))
  })

  it('[RS145] nobody fills a room by themselves: of one person’s many sessions the oldest go', async () => {
    const ada = new HandClient(room, { id: 'ada' })
    const eves = Array.from(
      { length: limits.sessionsPerPerson + 5 },
      () => new HandClient(room, { id: 'eve' }),
    )
    const ended = eves.map(({ socket }) => socket.closed?.code ?? null)
    const gone = ended.filter((code) => code === CloseCode.RoomFull)
    expect(gone).toHaveLength(5)
    expect(ended.slice(0, 5)).toEqual(gone)
    expect(ada.socket.closed).toBeNull()
    const programs = Array.from({ length: limits.sessionsPerPerson + 5 }, () => {
      return new HandClient(room, { id: 'key', many: true })
    })
    expect(programs.every(({ socket }) => socket.closed === null)).toBe(true)
  })

  it('[RS15] silence is broken by the smallest frame', async () => {
    const ada = await joined()
    clock.advance(limits.keepAliveMs)
    room.keepAlive()
    expect(ada.hear()).toEqual([{ type: 'awareness', entries: [] }])
    room.keepAlive()
    expect(ada.hear()).toEqual([])
  })
})
