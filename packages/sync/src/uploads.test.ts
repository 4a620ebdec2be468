import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode } from './closeCodes.ts'
import type { PartsJudge } from './judge.ts'
import { limits } from './limits.ts'
import { encodeMissing, encodePart, encodeUpdate } from './protocol.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import { splitUpdate } from './splitUpdate.ts'
import { HandClient, HandClock, MemoryLog } from './testing/index.ts'

const quiet = { info() {}, warn() {}, error() {} }
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

async function open(judgeParts?: PartsJudge) {
  const clock = new HandClock()
  const log = new MemoryLog()
  const rooms = new RoomRegistry({ log, logger: quiet, clock, ...(judgeParts && { judgeParts }) })
  await rooms.create('board', () => {})
  const room = await rooms.open('board')
  /** Lets so many milliseconds pass, one by one, and the log answer. */
  const pass = async (ms: number) => {
    for (let i = 0; i < ms; i++) {
      clock.advance(1)
      await settle()
    }
  }
  return { room, clock, log, pass }
}

/** A document too large for a frame. */
function large(records = 4_000): Y.Doc {
  const doc = new Y.Doc()
  const map = doc.getMap<Y.Map<unknown>>('records')
  doc.transact(() => {
    for (let i = 0; i < records; i++) map.set(`r${i}`, new Y.Map([['base', `${i}`.padEnd(400)]]))
  })
  return doc
}

const parts = (doc: Y.Doc) =>
  splitUpdate(Y.encodeStateAsUpdate(doc), { bytes: limits.partBytes, structs: limits.partStructs })

/** Sends an update as a page of ours does. */
function sendInParts(client: HandClient, updates: readonly Uint8Array[]): void {
  for (const update of updates.slice(0, -1)) client.send(encodePart(update))
  client.send(encodeMissing(updates.at(-1) ?? new Uint8Array([0, 0])))
}

const edits = (client: HandClient) => client.hear().filter(({ type }) => type === 'update')

describe('[RS101] an update in parts', () => {
  it('comes in whole, is sent on in one piece, and is received after that', async () => {
    const { room, pass } = await open()
    const [author, other] = [new HandClient(room, { id: 'a' }), new HandClient(room, { id: 'b' })]
    await pass(50)
    other.hear()
    const doc = large()
    sendInParts(author, parts(doc))
    author.checkpoint()
    expect(room.doc.getMap('records').size).toBe(0)
    let whole = false
    for (let step = 0; step < 2_000 && !whole; step++) {
      await pass(1)
      const heard = edits(other)
      whole = heard.length > 0
      expect(other.doc.getMap('records').size).toBe(whole ? 4_000 : 0)
      author.hear()
      if (!whole) expect(author.heard.some(({ type }) => type === 'received')).toBe(false)
    }
    await pass(60)
    author.hear()
    expect(author.heard).toContainEqual({ type: 'saved', number: 1 })
    expect(room.doc.getMap('records').toJSON()).toEqual(doc.getMap('records').toJSON())
    expect(other.doc.getMap('records').toJSON()).toEqual(doc.getMap('records').toJSON())
    expect(edits(author)).toEqual([])
  })

  it('is judged as a whole, and refused as a whole', async () => {
    const seen: number[] = []
    const { room, pass } = await open(function* (_doc, updates) {
      const trial = new Y.Doc()
      for (const update of updates) {
        Y.applyUpdate(trial, update)
        yield
      }
      seen.push(trial.getMap('records').size)
      return { reason: 'no', id: null, tooLarge: false }
    })
    const client = new HandClient(room)
    sendInParts(client, parts(large()))
    await pass(200)
    expect(seen).toEqual([4_000])
    expect(client.socket.closed).toEqual({ code: CloseCode.BadMessage, reason: 'edit refused' })
    expect(room.doc.store.clients.size).toBe(0)
    expect(room.waitingBytes).toBe(0)
  })

  it('holds back what its session sends after it, and nobody else', async () => {
    const { room, pass } = await open()
    const [author, other] = [new HandClient(room, { id: 'a' }), new HandClient(room, { id: 'b' })]
    await pass(50)
    const doc = large()
    sendInParts(author, parts(doc))
    const vector = Y.encodeStateVector(doc)
    doc.getMap<Y.Map<unknown>>('records').get('r7')?.set('later', true)
    author.send(encodeUpdate(Y.encodeStateAsUpdate(doc, vector)))
    other.set('mine', 1)
    await pass(5)
    expect(room.doc.getMap('records').get('mine')).toBe(1)
    expect(room.doc.getMap('records').size).toBeLessThan(4_000)
    await pass(1_000)
    expect(room.doc.getMap('records').size).toBe(4_001)
    expect(room.doc.getMap<Y.Map<unknown>>('records').get('r7')?.get('later')).toBe(true)
    expect(author.socket.closed).toBeNull()
  })

  it('reaches somebody whose line is full while it comes in', async () => {
    const { room, pass } = await open()
    const [author, slow] = [new HandClient(room, { id: 'a' }), new HandClient(room, { id: 'b' })]
    await pass(50)
    slow.hear()
    const doc = large()
    sendInParts(author, parts(doc))
    while (room.doc.getMap('records').size === 0) await pass(1)
    expect(room.doc.getMap('records').size).toBeLessThan(4_000)
    slow.socket.bufferedAmount = limits.bufferedBytes - 1
    room.doc.getMap('records').set('server', true)
    await pass(60)
    slow.socket.bufferedAmount = 0
    await pass(3_000)
    slow.hear()
    expect(slow.doc.getMap('records').toJSON()).toEqual(room.doc.getMap('records').toJSON())
    expect(slow.doc.getMap('records').size).toBe(4_001)
  })
})

describe('[RS102] the work on a large update', () => {
  it('is done in steps, also where it came in one frame', async () => {
    const { room, pass } = await open()
    const client = new HandClient(room)
    await pass(50)
    const doc = large(1_500)
    client.send(encodeUpdate(Y.encodeStateAsUpdate(doc)))
    await pass(1)
    expect(room.doc.getMap('records').size).toBeLessThan(1_500)
    await pass(500)
    expect(room.doc.getMap('records').toJSON()).toEqual(doc.getMap('records').toJSON())
  })

  it('leaves nothing of a session that goes before it is judged', async () => {
    const { room, pass } = await open(function* () {
      for (let i = 0; i < 1_000_000; i++) yield
      return null
    })
    const client = new HandClient(room)
    await pass(50)
    sendInParts(client, parts(large()))
    client.leave()
    await pass(100)
    expect(room.doc.store.clients.size).toBe(0)
    expect(room.waitingBytes).toBe(0)
  })

  it('is brought to its end where its session or the room goes half-way', async () => {
    const { room, log, pass } = await open()
    const client = new HandClient(room)
    await pass(50)
    const doc = large()
    sendInParts(client, parts(doc))
    while (room.doc.getMap('records').size === 0) await pass(1)
    client.leave()
    room.close(CloseCode.GoingAway, 'over')
    await settle()
    const stored = await log.load('board')
    const loaded = new Y.Doc()
    for (const update of stored?.updates ?? []) Y.applyUpdate(loaded, update)
    expect(loaded.getMap('records').toJSON()).toEqual(doc.getMap('records').toJSON())
  })

  it('keeps the marks of a text that lies in two parts', async () => {
    const { room, pass } = await open()
    const client = new HandClient(room)
    await pass(50)
    const doc = new Y.Doc()
    const text = doc.getText('text')
    for (let i = 0; i < 3_000; i++) text.insert(0, 'word ', i % 2 === 0 ? { bold: true } : { bold: null })
    for (let i = 0; i < 400; i++) text.insert(i * 3, 'later'.repeat(40), { italic: true })
    const updates = splitUpdate(Y.encodeStateAsUpdate(doc), { bytes: 9_000, structs: 300 })
    expect(updates.length).toBeGreaterThan(10)
    sendInParts(client, updates)
    await pass(2_000)
    expect(room.doc.getText('text').toDelta()).toEqual(text.toDelta())
  })
})

describe('[RS104] what waits', () => {
  it('is bounded for a session', async () => {
    const { room } = await open()
    const client = new HandClient(room)
    const some = new Y.Doc()
    some.getMap('records').set('x', new Uint8Array(limits.frameBytes - 1_000))
    const part = encodePart(Y.encodeStateAsUpdate(some))
    for (let sent = 0; sent < limits.heldBytes; sent += limits.frameBytes) client.send(part)
    expect(client.socket.closed).toBeNull()
    client.send(part)
    expect(client.socket.closed?.code).toBe(CloseCode.TooLarge)
    expect(room.waitingBytes).toBe(0)
  })

  it('is bounded for a room, and who was one too many may come back', async () => {
    const { room } = await open()
    const some = new Y.Doc()
    some.getMap('records').set('x', new Uint8Array(limits.frameBytes - 1_000))
    const part = encodePart(Y.encodeStateAsUpdate(some))
    const clients = Array.from({ length: 5 }, (_, i) => new HandClient(room, { id: `p${i}` }))
    for (const client of clients) {
      for (let sent = 0; sent < limits.heldBytes && !client.socket.closed; sent += limits.frameBytes)
        client.send(part)
    }
    const ended = clients.map(({ socket }) => socket.closed?.code ?? null)
    expect(ended).toEqual([null, null, null, CloseCode.RateLimited, CloseCode.RateLimited])
    expect(room.waitingBytes).toBeLessThanOrEqual(limits.heldBytesPerRoom)
  })
})
