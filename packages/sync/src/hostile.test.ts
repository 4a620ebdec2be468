import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode } from './closeCodes.ts'
import { checkUpdate } from './document.ts'
import { limits } from './limits.ts'
import { encodeStateVector, encodeUpdate } from './protocol.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import { HandClient, HandClock, MemoryLog } from './testing/index.ts'
import { scanUpdate } from './updateScan.ts'

const quiet = { info() {}, warn() {}, error() {} }

async function open() {
  const clock = new HandClock()
  const rooms = new RoomRegistry({ log: new MemoryLog(), logger: quiet, clock })
  await rooms.create('board', (doc) => doc.getMap('records').set('kept', true))
  const room = await rooms.open('board')
  return { room, clock }
}

/** An update written by hand. */
function update(write: (encoder: Y.UpdateEncoderV1, number: (value: number) => void) => void): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  write(encoder, (value) => encoding.writeVarUint(encoder.restEncoder, value))
  return encoder.toUint8Array()
}

/** Many authors with one struct each. */
const authors = (count: number, first = 100_000) =>
  update((encoder, number) => {
    number(count)
    for (let i = 0; i < count; i++) {
      for (const value of [1, first + i, 0]) number(value)
      encoder.writeInfo(0)
      encoder.writeLen(1)
    }
    number(0)
  })

const deletes = (authorCount: number, ranges: number) =>
  update((_encoder, number) => {
    number(0)
    number(authorCount)
    for (let author = 0; author < authorCount; author++) {
      number(100_000 + author)
      number(ranges)
      for (let i = 0; i < ranges * 2; i++) number(1)
    }
  })

/** Structs of one author, all alike. */
const structs = (count: number, clock: number, write: (encoder: Y.UpdateEncoderV1, i: number) => void) =>
  update((encoder, number) => {
    for (const value of [1, count, 7, clock]) number(value)
    for (let i = 0; i < count; i++) write(encoder, i)
    number(0)
  })

const garbage = (encoder: Y.UpdateEncoderV1) => {
  encoder.writeInfo(0)
  encoder.writeLen(1)
}

const value = (write: (encoder: Y.UpdateEncoderV1) => void) =>
  structs(1, 0, (encoder) => {
    encoder.writeInfo(8)
    encoder.writeParentInfo(true)
    encoder.writeString('records')
    encoder.writeLen(1)
    write(encoder)
  })

/** A root of its own for each entry. */
const roots = (count: number) =>
  structs(count, 0, (encoder, i) => {
    encoder.writeInfo(33)
    encoder.writeParentInfo(true)
    encoder.writeString(`r${i}`)
    encoder.writeString('key')
    encoder.writeLen(1)
  })

const refused: [string, Uint8Array][] = [
  ['100,000 authors', authors(100_000)],
  ['400,000 ranges of deletes', deletes(1, 400_000)],
  ['150,000 authors in its deletes', deletes(150_000, 1)],
  ['half a million structs', structs(500_000, 0, garbage)],
  ['5,000 roots', roots(5_000)],
  [
    'a list of 900,000 nothings',
    value((encoder) => {
      encoding.writeUint8(encoder.restEncoder, 117)
      encoding.writeVarUint(encoder.restEncoder, 900_000)
      encoding.writeUint8Array(encoder.restEncoder, new Uint8Array(900_000).fill(126))
    }),
  ],
  ['a place beyond all numbers', structs(1, Number.MAX_SAFE_INTEGER, garbage)],
  [
    'a delete beyond all numbers',
    update((_, number) => [0, 1, 7, 1, 5, Number.MAX_SAFE_INTEGER].forEach(number)),
  ],
  ['2^40 authors announced', update((_, number) => number(2 ** 40))],
  ['2^40 structs announced', update((_, number) => [1, 2 ** 40, 7, 0].forEach(number))],
  ['2^40 deletes announced', update((_, number) => [0, 1, 7, 2 ** 40].forEach(number))],
  [
    'a value 400,000 deep',
    value(({ restEncoder }) => {
      for (let i = 0; i < 400_000; i++) encoding.writeUint8Array(restEncoder, new Uint8Array([117, 1]))
      encoding.writeUint8(restEncoder, 126)
    }),
  ],
  [
    'a text longer than the update',
    structs(1, 0, ({ restEncoder }) =>
      encoding.writeUint8Array(restEncoder, new Uint8Array([4, 1, 1, 120, 255, 255, 3])),
    ),
  ],
  ['an unknown kind of content', structs(1, 0, (encoder) => encoder.writeInfo(11))],
]

describe('[RS103] a hostile update', () => {
  it.each(refused)('of %s is refused by its bytes', async (_name, bytes) => {
    expect(bytes.length).toBeLessThan(limits.frameBytes - 10)
    const { room } = await open()
    const [bad, good] = [new HandClient(room, { id: 'bad' }), new HandClient(room, { id: 'good' })]
    const before = Y.encodeStateAsUpdate(room.doc)
    bad.send(encodeUpdate(bytes))
    expect(bad.socket.closed?.code).toBe(CloseCode.BadMessage)
    expect(good.socket.closed).toBeNull()
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
    expect(room.doc.store.pendingStructs).toBeNull()
    expect(room.waitingBytes).toBe(0)
  })

  it('of many structs is never worked on at once', () => {
    expect(checkUpdate(structs(limits.partStructs + 1, 0, garbage)).large).toBe(true)
    expect(checkUpdate(structs(limits.partStructs, 0, garbage)).large).toBe(false)
  })

  it('passes the scan where yjs reads it, and gives the same counts', () => {
    const doc = new Y.Doc()
    doc.getText('text').insert(0, 'ünï 😀', { bold: true, link: { href: 'x' } })
    doc.getText('text').insertEmbed(2, { image: 'x' })
    doc
      .getArray('list')
      .push([null, 1.5, -7, 2 ** 40, true, { u: undefined }, 'x', new Uint8Array(3), [{ a: [1] }], [[]]])
    doc.getMap('map').set('xml', new Y.XmlElement('p'))
    doc.getMap('map').set('sub', new Y.Doc())
    doc.getText('text').delete(1, 2)
    const bytes = Y.encodeStateAsUpdate(doc)
    const seen: unknown[] = []
    scanUpdate(bytes, { struct: ({ client, clock, length }) => seen.push([client, clock, length]) })
    const read = Y.decodeUpdate(bytes).structs.map(({ id, length }) => [id.client, id.clock, length])
    expect(seen).toEqual(read)
  })

  it('is refused as a state vector of more entries than a document may have', async () => {
    const { room } = await open()
    const client = new HandClient(room)
    const entries = Array.from({ length: 100_000 }, (_, i): [number, number] => [i + 1, 5])
    client.send(encodeStateVector(Y.encodeStateVector(new Map(entries))))
    expect(client.socket.closed?.code).toBe(CloseCode.BadMessage)
  })
})

describe('[RS104] authors', () => {
  it('are bounded for a session', async () => {
    const { room } = await open()
    const client = new HandClient(room)
    client.send(encodeUpdate(authors(limits.newAuthorsPerSession)))
    expect(client.socket.closed).toBeNull()
    client.send(encodeUpdate(authors(1, 900_000)))
    expect(client.socket.closed).toEqual({ code: CloseCode.BadMessage, reason: 'too many new authors' })
  })

  it('are bounded for a room; who is known there goes on', async () => {
    const { room, clock } = await open()
    const known = new HandClient(room, { id: 'known' })
    known.set('mine', 1)
    clock.advance(100)
    for (let i = 0; room.doc.store.clients.size < limits.authorsPerRoom; i++) {
      const left = limits.authorsPerRoom - room.doc.store.clients.size
      const stranger = new HandClient(room, { id: `p${i}` })
      stranger.send(encodeUpdate(authors(Math.min(left, limits.newAuthorsPerSession), 100_000 * (i + 1))))
      clock.advance(100)
    }
    const late = new HandClient(room, { id: 'late' })
    late.send(encodeUpdate(authors(1, 9_000_000)))
    expect(late.socket.closed?.code).toBe(CloseCode.TooLarge)
    known.set('mine', 2)
    clock.advance(100)
    expect(room.doc.getMap('records').get('mine')).toBe(2)
  })
})
