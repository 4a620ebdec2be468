import { expect, it } from 'vitest'
import { placeKeyboard } from './placeKeyboard.ts'

const frame = { x: 0, y: 0, w: 1200, h: 1080 }
const size = { w: 700, h: 320 }
const note = (x: number, y: number) => ({ x, y, w: 120, h: 120 })

it('goes below its note, or above it at the foot of the screen', () => {
  expect(placeKeyboard(note(500, 200), size, frame, [])).toEqual({ x: 210, y: 332 })
  expect(placeKeyboard(note(500, 900), size, frame, [])).toEqual({ x: 210, y: 568 })
})

it('stays whole on the screen, wherever the note is', () => {
  for (const x of [-500, 0, 600, 1150, 3000]) {
    for (const y of [-500, 0, 500, 1050, 3000]) {
      const place = placeKeyboard(note(x, y), size, frame, [])
      expect(place.x).toBeGreaterThanOrEqual(0)
      expect(place.y).toBeGreaterThanOrEqual(0)
      expect(place.x + size.w).toBeLessThanOrEqual(frame.w)
      expect(place.y + size.h).toBeLessThanOrEqual(frame.h)
    }
  }
})

it('does not cover the keyboard of somebody else', () => {
  for (const [x, y] of [
    [900, 400],
    [500, 100],
    [100, 900],
  ] as const) {
    const first = { ...placeKeyboard(note(100, 400), size, frame, []), ...size }
    const second = { ...placeKeyboard(note(x, y), size, frame, [first]), ...size }
    expect(first.y + first.h <= second.y || second.y + second.h <= first.y).toBe(true)
  }
})
