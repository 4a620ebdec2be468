import { describe, expect, it } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import {
  decodePresence,
  encodePresence,
  PALETTE,
  type PresenceState,
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
/** The bytes of the awareness update that carries a state. */
function bytesOf(state: PresenceState): number {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(encodePresence(state))
  const update = encodeAwarenessUpdate(awareness, [awareness.clientID])
  awareness.destroy()
  return update.length
}
const ids = (count: number) =>
  Array.from({ length: count }, (_, at) => `shape:${String(at).padStart(21, 'x')}`)

describe('presence', () => {
  it('[BD26] says in little what tldraw shows: under 120 bytes for a cursor, under 300 for everything', () => {
    expect(bytesOf(maria)).toBeLessThan(120)
    const everything: PresenceState = {
      ...maria,
      name: 'Ë'.repeat(40),
      sector: 'university',
      page: 'page:abcdefghijklmnopqrstu',
      selection: ids(50),
      following: 4_294_967_295,
    }
    expect(bytesOf(everything)).toBeLessThan(300)
  })

  it('[BD26] comes out as it went in', () => {
    const state = {
      ...maria,
      cursor: [1, 2] as [number, number],
      sector: 'ngo',
      selection: ids(3),
      following: 7,
    }
    expect(decodePresence(encodePresence(state))).toEqual(state)
    expect(decodePresence(encodePresence({ ...maria, cursor: null, viewport: null }))).toMatchObject({
      cursor: null,
      viewport: null,
      page: 'page:page',
    })
  })

  it('[BD26] reads anything without throwing, and keeps it in bounds', () => {
    for (const odd of [null, 5, 'x', [], {}, { r: 'q', n: 'a' }, { r: 'p' }, { r: 'p', n: 5 }]) {
      expect(decodePresence(odd)).toBeNull()
    }
    const state = decodePresence({
      r: 'v',
      n: 'a'.repeat(500),
      c: -1,
      p: [1, 'x'],
      v: [1e300, 0, 0, 0],
      l: [5, '', 'ok', ...ids(90)],
      g: {},
      f: 1.5,
    })
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
      const read = decodePresence({
        n: 'A',
        r: 'p',
        c: any(),
        p: any(),
        v: any(),
        l: any(),
        g: any(),
        f: any(),
        s: any(),
      })
      if (!read) throw new Error('not read')
      const record = toInstancePresence(42, read, 1_000)
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
