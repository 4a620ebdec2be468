import { expect, it } from 'vitest'
import type { TourStop } from './planTour.ts'
import { step } from './step.ts'

const stops = (...keys: string[]): TourStop[] =>
  keys.map((key) => ({ key, title: key, bounds: { x: 0, y: 0, w: 1, h: 1 }, zoom: 1, part: 1, parts: 1 }))

it('goes round, both ways', () => {
  const three = stops('a', 'b', 'c')
  expect(step({ stops: three, index: 2 }, three, 1)).toBe(0)
  expect(step({ stops: three, index: 0 }, three, -1)).toBe(2)
  expect(step({ stops: [], index: 0 }, three, 0)).toBe(0)
  expect(step({ stops: three, index: 1 }, [], 1)).toBe(0)
})

it('goes on from the same stop when others came or went, and from its number when it is gone', () => {
  const before = { stops: stops('a', 'b', 'c'), index: 1 }
  expect(step(before, stops('new', 'a', 'b', 'c'), 1)).toBe(3)
  expect(step(before, stops('a', 'c'), 0)).toBe(1)
  expect(step({ ...before, index: 2 }, stops('x'), 1)).toBe(0)
})
