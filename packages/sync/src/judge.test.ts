import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Judge } from './judge.ts'
import { encodeUpdate } from './protocol.ts'
import { type RegistryOptions, RoomRegistry } from './RoomRegistry.ts'
import { HandClient, HandClock, MemoryLog } from './testing/index.ts'

/** Refuses whatever writes the word "evil", and what writes "huge" as too large. */
const judge: Judge = (_doc, update) => {
  const text = new TextDecoder().decode(update)
  if (text.includes('huge')) return { reason: 'huge is too long', id: 'a', tooLarge: true }
  return text.includes('evil') ? { reason: 'evil is no good', id: 'b', tooLarge: false } : null
}

let warned: [object, string][]
let clock: HandClock
let log: MemoryLog

function registry(options: Partial<RegistryOptions> = {}): RoomRegistry {
  const logger = { info() {}, warn: (...told: [object, string]) => void warned.push(told), error() {} }
  return new RoomRegistry({ log, logger, clock, judge, ...options })
}

async function room(rooms = registry()) {
  await rooms.create('board', (doc) => doc.getMap('records').set('seed', 1))
  return rooms.open('board')
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
async function tick(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    clock.advance(100)
    await settle()
  }
}

beforeEach(() => {
  warned = []
  clock = new HandClock()
  log = new MemoryLog()
})

describe('the judge of a room', () => {
  it('[RS60] ends the session whose update it refuses; nobody else sees any of it', async () => {
    const opened = await room()
    const [ada, ben] = [new HandClient(opened), new HandClient(opened, { id: 'ben' })]
    await tick()
    ada.hear()
    ben.hear()
    ben.set('b', 'evil')
    await tick()
    expect(ben.socket.closed).toEqual({ code: 4400, reason: 'edit refused' })
    expect(ada.hear()).toEqual([])
    expect(opened.doc.getMap('records').toJSON()).toEqual({ seed: 1 })
    ada.set('a', 'good')
    await tick()
    expect(ada.socket.closed).toBeNull()
    expect(opened.doc.getMap('records').toJSON()).toEqual({ seed: 1, a: 'good' })
    expect(warned).toEqual([
      [
        expect.objectContaining({ person: 'ben', code: 4400, why: 'evil is no good', record: 'b' }),
        'session refused',
      ],
    ])
  })

  it('[RS60] keeps what others sent in the same tick, and names a limit by its own code', async () => {
    const opened = await room()
    const [ada, ben, cem] = [new HandClient(opened), new HandClient(opened), new HandClient(opened)]
    await tick()
    ada.set('first', 1)
    await settle()
    ada.set('a', 'good')
    ben.set('b', 'huge')
    cem.set('c', 'good')
    await tick()
    expect(ben.socket.closed).toEqual({ code: 4413, reason: 'edit too large' })
    expect(opened.doc.getMap('records').toJSON()).toEqual({ seed: 1, first: 1, a: 'good', c: 'good' })
    ada.hear()
    expect(ada.records()).toEqual({ seed: 1, first: 1, a: 'good', c: 'good' })
  })

  it('[RS60] is asked again when what an update waited for has come', async () => {
    const other = await room(
      registry({
        judge: (doc, update) =>
          doc.getMap('records').has('one') && new TextDecoder().decode(update).includes('two')
            ? { reason: 'two is one too many', id: 'two', tooLarge: false }
            : null,
      }),
    )
    const [early, late] = [new HandClient(other), new HandClient(other)]
    await tick()
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    doc.getMap('records').set('one', 1)
    doc.getMap('records').set('two', 2)
    const [first, second] = updates
    if (!first || !second) throw new Error('nothing was written')
    late.send(encodeUpdate(second))
    await tick()
    expect([late.socket.closed, late.session.held.length]).toEqual([null, 1])
    early.send(encodeUpdate(first))
    await tick()
    expect(late.socket.closed?.code).toBe(4400)
    expect(other.doc.getMap('records').toJSON()).toEqual({ seed: 1, one: 1 })
  })

  it('[RS60] does not judge what the server writes', async () => {
    const opened = await room()
    const done = opened.edit('import', (doc) => void doc.getMap('records').set('a', 'evil'))
    await tick()
    await done
    expect(opened.doc.getMap('records').get('a')).toBe('evil')
  })
})
