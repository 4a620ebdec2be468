import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  encodeLasting,
  encodeMoving,
  joinPresence,
  lastingId,
  PALETTE,
  type PresenceState,
  personId,
  readPresence,
  schema,
  toInstancePresence,
} from './index.ts'
import { Random } from './testing/index.ts'

const maria: PresenceState = {
  name: 'Maria Rossi',
  color: 3,
  role: 'participant',
  cursor: [1234.4, -567.8],
  viewport: [-1200, -800, 1920, 1080],
  page: 'page:page',
  selection: [],
  following: null,
}
type States = [id: number, state: Record<string, unknown>][]
/** The ids of people are up to 32 bits long. */
const id = 4_294_967_295
/** Awareness states as one person publishes them. */
const statesOf = (state: PresenceState, followed = false, person = id): States => [
  [person, encodeMoving(state, followed)],
  [lastingId(person), encodeLasting(state)],
]
/** The bytes of y-websocket's frame with these states, each at its two millionth change. */
function frameBytes(states: States): number {
  const awareness = new Awareness(new Y.Doc())
  for (const [at, state] of states) {
    awareness.states.set(at, state)
    awareness.meta.set(at, { clock: 2_000_000, lastUpdated: 0 })
  }
  const update = encodeAwarenessUpdate(
    awareness,
    states.map(([at]) => at),
  )
  awareness.destroy()
  awareness.doc.destroy()
  const frame = encoding.createEncoder()
  encoding.writeVarUint(frame, 1)
  encoding.writeVarUint8Array(frame, update)
  return encoding.length(frame)
}
const read = (states: Iterable<[number, unknown]>, person = id) => readPresence(new Map(states), person)
const ids = (count: number) =>
  Array.from({ length: count }, (_, at) => `shape:${String(at).padStart(21, 'x')}`)

describe('presence', () => {
  it('tells that a facilitator leads the screens, and believes nobody else who says so', () => {
    const leading = { ...maria, role: 'facilitator' as const, leading: true }
    expect(read(statesOf(leading))?.leading).toBe(true)
    expect(read(statesOf({ ...leading, leading: false }))).not.toHaveProperty('leading')
    expect(read(statesOf({ ...maria, leading: true }))).not.toHaveProperty('leading')
  })

  const far: Pick<PresenceState, 'cursor' | 'viewport'> = {
    cursor: [-1e9, -1e9],
    viewport: [-1e9, -1e9, 1e9, 1e9],
  }
  const names = [
    'Ë'.repeat(40),
    '👩🏽‍🌾'.repeat(40),
    '\u0001'.repeat(40),
    '"\\'.repeat(40),
    '\ud800'.repeat(40),
    '',
  ]

  it('[BD81] takes 29 to 39 bytes for a cursor move, more only for somebody who is followed, whoever moves', () => {
    const move = (state: PresenceState, followed: boolean) =>
      frameBytes([[id, encodeMoving(state, followed)]])
    expect(move(maria, false)).toBe(29)
    expect(move(maria, true)).toBeLessThan(60)
    for (const name of names) {
      const most = { ...maria, ...far, name, sector: 'university', selection: ids(50), following: 7 }
      expect(move(most, false)).toBe(39)
      expect(move(most, true)).toBe(83)
    }
  })

  it('[BD81] takes under 300 bytes for all of a person, whatever the name, the sector and the selection', () => {
    expect(frameBytes(statesOf(maria))).toBe(98)
    const busy = { ...maria, sector: 'citizens', selection: ids(50) }
    expect(frameBytes(statesOf(busy))).toBeLessThan(300)
    expect(read(statesOf(busy))?.selection).toEqual(ids(50).slice(0, 4))
    let most = 0
    for (const name of names) {
      for (const sector of [undefined, 'university', 'Ë'.repeat(40), '"'.repeat(40)]) {
        for (const page of ['page:page', 'page:abcdefghijklmnopqrstu', `page:${'Ë'.repeat(60)}`]) {
          const state = { ...maria, ...far, name, sector, page, selection: ids(50), following: id, color: 11 }
          most = Math.max(most, frameBytes(statesOf(state, true)))
        }
      }
    }
    expect(most).toBe(294)
  })

  it('[BD80] needs an id that no other person can have', () => {
    for (const person of [0, 1, 2 ** 31, id]) {
      expect(lastingId(person)).toBeGreaterThan(id)
      expect(personId(person)).toBe(person)
      expect(personId(lastingId(person))).toBe(person)
    }
  })

  it('[BD82] shows a person once, while both states are there', () => {
    const [moving, lasting] = statesOf(maria)
    const other = statesOf({ ...maria, name: 'Ben' }, true, 7)
    if (!moving || !lasting) throw new Error('two states')
    const joined = joinPresence(new Map([lasting, ...other, moving]))
    expect([...joined].map(([person, { name }]) => [person, name])).toEqual([
      [7, 'Ben'],
      [id, 'Maria Rossi'],
    ])
    expect(joinPresence(new Map([moving]))).toEqual(new Map())
    expect(joinPresence(new Map([lasting]))).toEqual(new Map())
    expect(read([lasting], lastingId(id))).toBeNull()
  })

  it('[BD82] takes the newer viewport where somebody is followed', () => {
    const lasting = encodeLasting(maria)
    const moving = encodeMoving({ ...maria, viewport: [1, 2, 3, 4] }, true)
    const states = new Map([
      [id, moving],
      [lastingId(id), lasting],
    ])
    expect(readPresence(states, id)?.viewport).toEqual([1, 2, 3, 4])
    states.set(id, encodeMoving(maria, false))
    expect(readPresence(states, id)?.viewport).toEqual(maria.viewport)
  })

  it('[BD83] reads the one state of pages from before', () => {
    const before = { n: 'Ana', c: 2, r: 'f', p: [1, 2], v: [0, 0, 8, 6], l: ['a'], f: 7, s: 'ngo' }
    expect(joinPresence(new Map<number, unknown>([[3, before]]))).toEqual(
      new Map([
        [
          3,
          {
            name: 'Ana',
            color: 2,
            role: 'facilitator',
            sector: 'ngo',
            cursor: [1, 2],
            viewport: [0, 0, 8, 6],
            page: 'page:page',
            selection: ['shape:a'],
            following: 7,
          },
        ],
      ]),
    )
  })

  it('[BD26] comes out as it went in', () => {
    const state = {
      ...maria,
      cursor: [1, 2] as [number, number],
      sector: 'ngo',
      selection: ids(3),
      following: 7,
    }
    expect(read(statesOf({ ...state, viewport: [1, 2, 3, 4] }))).toEqual({ ...state, viewport: [1, 2, 3, 4] })
    expect(read(statesOf(state, true))).toEqual(state)
    expect(read(statesOf({ ...maria, cursor: null, viewport: null }, true))).toMatchObject({
      cursor: null,
      viewport: null,
      page: 'page:page',
    })
  })

  it('[BD26, BD83] reads anything without throwing, and keeps it in bounds', () => {
    for (const odd of [null, 5, 'x', [], {}, { r: 'q', n: 'a' }, { r: 'p' }, { r: 'p', n: 5 }]) {
      expect(read([[id, odd]])).toBeNull()
      expect(
        read([
          [id, {}],
          [lastingId(id), odd],
        ]),
      ).toBeNull()
      expect(
        read([
          [id, odd],
          [lastingId(id), encodeLasting(maria)],
        ])?.name ?? 'nobody',
      ).toMatch(/Maria|nobody/)
    }
    const odd = {
      r: 'v',
      n: 'a'.repeat(500),
      c: -1,
      p: [1, 'x'],
      v: [1e300, 0, 0, 0],
      l: [5, '', 'ok', ...ids(90)],
      g: {},
      f: 1.5,
    }
    const state = read([[id, odd]])
    expect(
      read([
        [id, odd],
        [lastingId(id), odd],
      ]),
    ).toEqual(state)
    expect(state).toMatchObject({
      color: PALETTE.length - 1,
      cursor: null,
      page: 'page:page',
      following: null,
    })
    expect(state?.name).toHaveLength(24)
    expect(state?.viewport).toEqual([1e7, 0, 0, 0])
    expect(state?.selection.length).toBeLessThanOrEqual(20)
  })

  it('[BD26] gives tldraw a valid record for whatever was read', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new Random(seed)
      const any = (): unknown =>
        random.of<unknown>(random.next() * 1e9, 'page:x', null, [1, 2], [1, 2, 3, 4], ['a', 'b'], { a: 1 })
      const moving = { p: any(), v: any() }
      const lasting = { n: 'A', r: 'p', c: any(), v: any(), l: any(), g: any(), f: any(), s: any() }
      const state = read([
        [id, moving],
        [lastingId(id), lasting],
      ])
      if (!state) throw new Error('not read')
      const record = toInstancePresence(42, state, 1_000)
      expect(schema.types.instance_presence.validate(record)).toEqual(record)
    }
    expect(toInstancePresence(42, { ...maria, following: 7 }, 1_000)).toMatchObject({
      userId: 'user:42',
      followingUserId: 'user:7',
      camera: { x: 1200, y: 800, z: 1 },
      screenBounds: { w: 1920, h: 1080 },
      lastActivityTimestamp: 1_000,
    })
  })
})
