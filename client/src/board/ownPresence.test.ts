import { joinPresence, lastingId, type PresenceState } from '@sheshi/board'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createLasting, createTeller, lastingPause } from './ownPresence.ts'

const ana: PresenceState = {
  name: 'Ana',
  color: 0,
  role: 'participant',
  cursor: [1, 2],
  viewport: [0, 0, 8, 6],
  page: 'page:page',
  selection: [],
  following: null,
}

let moving: Awareness
let lasting: Awareness
let sent: string[]
let teller: ReturnType<typeof createTeller>

beforeEach(() => {
  vi.useFakeTimers()
  moving = new Awareness(new Y.Doc())
  lasting = createLasting(moving)
  sent = []
  moving.on('update', () => sent.push('moving'))
  lasting.on('update', () => sent.push('lasting'))
  teller = createTeller(moving, lasting)
})
afterEach(() => {
  teller.stop()
  moving.doc.destroy()
  lasting.doc.destroy()
  vi.useRealTimers()
})

/** What the others see. */
const seen = () =>
  joinPresence(new Map([...moving.getStates(), ...lasting.getStates()])).get(moving.clientID) ?? null

it('shows nobody before the first word, then everything at once', () => {
  expect(lasting.clientID).toBe(lastingId(moving.clientID))
  expect(seen()).toBeNull()
  teller.tell(ana, false)
  expect(seen()).toEqual(ana)
})

it('[BD81] sends nothing while nothing changes, and of a cursor only what moves', () => {
  teller.tell(ana, false)
  sent = []
  for (let i = 0; i < 50; i++) {
    teller.tell({ ...ana }, false)
    vi.advanceTimersByTime(50)
  }
  expect(sent).toEqual([])
  for (let i = 0; i < 20; i++) {
    teller.tell({ ...ana, cursor: [i + 5, 0] }, false)
    vi.advanceTimersByTime(50)
  }
  expect(sent).toEqual(Array.from({ length: 20 }, () => 'moving'))
})

it('[BD81] sends what lasts five times a second, and the last of it always', () => {
  teller.tell(ana, false)
  sent = []
  for (let i = 1; i <= 60; i++) {
    teller.tell({ ...ana, viewport: [i, 0, 8, 6] }, false)
    vi.advanceTimersByTime(50)
  }
  vi.advanceTimersByTime(lastingPause)
  expect(sent.length).toBeGreaterThanOrEqual(15)
  expect(sent.length).toBeLessThanOrEqual(17)
  expect(new Set(sent)).toEqual(new Set(['lasting']))
  expect(seen()?.viewport).toEqual([60, 0, 8, 6])
})

it('shows followers where one looks with every step', () => {
  teller.tell(ana, true)
  for (let i = 1; i <= 10; i++) {
    teller.tell({ ...ana, viewport: [i, 0, 8, 6] }, true)
    expect(seen()?.viewport).toEqual([i, 0, 8, 6])
    vi.advanceTimersByTime(50)
  }
})
