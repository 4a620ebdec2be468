import { expect, it } from 'vitest'
import { freePlace, freePlaces } from './freePlace.ts'

const view = { x: 0, y: 0, w: 1400, h: 900 }
const note = (place: { x: number; y: number }) => ({ ...place, w: 200, h: 200 })
const covers = (a: { x: number; y: number }, b: { x: number; y: number; w: number; h: number }) =>
  a.x < b.x + b.w && b.x < a.x + 200 && a.y < b.y + b.h && b.y < a.y + 200

it('takes the middle of an empty view', () => {
  expect(freePlace(view, [])).toEqual({ x: 600, y: 350 })
})

it('covers nothing as long as there is room, and stays in the view', () => {
  const taken: ReturnType<typeof note>[] = []
  for (let i = 0; i < 12; i++) {
    const place = freePlace(view, taken)
    expect(taken.some((other) => covers(place, other))).toBe(false)
    expect(place.x).toBeGreaterThan(-200)
    expect(place.x).toBeLessThan(view.w)
    taken.push(note(place))
  }
})

it('falls back to the middle where everything is taken', () => {
  expect(freePlace(view, [{ x: -5000, y: -5000, w: 10_000, h: 10_000 }])).toEqual({ x: 600, y: 350 })
})

it('puts many notes in rows that cover neither each other nor anything else', () => {
  const taken = [note({ x: 0, y: 0 }), note({ x: 300, y: -200 }), note({ x: -400, y: 100 })]
  const texts = Array.from({ length: 11 }, (_, at) => 'a long note '.repeat(at * 4))
  const places = freePlaces({ x: 0, y: 0 }, taken, texts)
  expect(places).toHaveLength(11)
  const placed = places.map(note)
  placed.forEach((one, at) => {
    const others = [...taken, ...placed.slice(at + 1)]
    expect(others.some((other) => covers(one, other))).toBe(false)
  })
})
