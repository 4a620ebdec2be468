import { describe, expect, it } from 'vitest'
import { planTour, readableZoom, type TourThing } from './planTour.ts'

const canvas = { w: 1500, h: 1000 }
const readable = 40
const note = (id: string, x: number, y: number, font = 22): TourThing => ({
  id,
  bounds: { x, y, w: 200, h: 200 },
  font,
})
const grid = (columns: number, rows: number, x = 0, y = 0) =>
  Array.from({ length: columns * rows }, (_, at) =>
    note(`n${at}`, x + (at % columns) * 220, y + Math.floor(at / columns) * 220),
  )
const plan = (places: Parameters<typeof planTour>[0]['places'], things: TourThing[]) =>
  planTour({ places, things, canvas, readable })

describe('the tour', () => {
  it('shows a place whole where its letters can then be read', () => {
    const small = { id: 'a', title: 'Ideas', bounds: { x: 0, y: 0, w: 600, h: 400 } }
    const [stop, ...more] = plan([small], grid(2, 1, 20, 20))
    expect(more).toEqual([])
    expect(stop).toMatchObject({ title: 'Ideas', bounds: small.bounds, part: 1, parts: 1 })
  })

  it('splits a large place into stops that show every note whole and large enough', () => {
    const things = grid(10, 6)
    const stops = plan([{ id: 'a', title: 'Ideas', bounds: { x: -50, y: -50, w: 2400, h: 1500 } }], things)
    expect(stops.length).toBeGreaterThan(4)
    expect(stops.length).toBeLessThanOrEqual(12)
    for (const { bounds } of things) {
      const shown = stops.filter(
        (stop) =>
          bounds.x >= stop.bounds.x &&
          bounds.y >= stop.bounds.y &&
          bounds.x + 200 <= stop.bounds.x + stop.bounds.w &&
          bounds.y + 200 <= stop.bounds.y + stop.bounds.h,
      )
      expect(shown.length).toBeGreaterThan(0)
    }
    expect(stops.map(({ part }) => part)).toEqual(stops.map((_, at) => at + 1))
    for (const { bounds } of stops) {
      const zoom = Math.min(canvas.w / bounds.w, canvas.h / bounds.h)
      expect(zoom * 22).toBeGreaterThanOrEqual(readable * 0.9 ** 3)
    }
  })

  it('gives what lies in a frame to the frame, and passes over what is empty', () => {
    const stops = plan(
      [
        { id: 'region', title: 'Groups', bounds: { x: 0, y: 0, w: 3000, h: 2000 } },
        { id: 'frame', title: 'Traffic', bounds: { x: 100, y: 100, w: 500, h: 300 } },
        { id: 'empty', title: 'Parking', bounds: { x: 5000, y: 0, w: 500, h: 500 } },
      ],
      [note('n', 120, 120)],
    )
    expect(stops.map(({ title }) => title)).toEqual(['Traffic'])
  })

  it('comes to what lies in no place at the end', () => {
    const place = { id: 'a', title: 'Ideas', bounds: { x: 0, y: 0, w: 400, h: 400 } }
    const stops = plan([place], [note('in', 50, 50), note('out', 2000, 0)])
    expect(stops.map(({ title }) => title)).toEqual(['Ideas', ''])
    expect(plan([], [note('out', 2000, 0)]).map(({ key }) => key)).toEqual(['rest 1'])
  })

  it('begins with what stands above all places: the question', () => {
    const place = { id: 'a', title: 'Ideas', bounds: { x: 0, y: 0, w: 400, h: 400 } }
    const stops = plan([place], [note('in', 50, 50), note('question', 0, -300)])
    expect(stops.map(({ key }) => key)).toEqual(['head 1', 'a 1'])
  })

  it('goes to the empty places of an empty board', () => {
    const place = { id: 'a', title: 'Ideas', bounds: { x: 0, y: 0, w: 400, h: 400 } }
    expect(plan([place], [])).toHaveLength(1)
    expect(plan([], [])).toEqual([])
  })

  it('has a stop for what is larger than a stop, and never more than twelve in one place', () => {
    const picture = { id: 'p', bounds: { x: 0, y: 0, w: 4000, h: 3000 }, font: null }
    const board = { id: 'a', title: '', bounds: { x: -10, y: -10, w: 12_000, h: 12_000 } }
    expect(plan([board], [picture])).toHaveLength(1)
    expect(plan([board], grid(40, 30)).length).toBeLessThanOrEqual(12)
  })
})

describe('the zoom to read at', () => {
  it('makes the smallest letters large enough, but not larger than a note may be', () => {
    expect(readableZoom([note('a', 0, 0, 20), note('b', 0, 0, 32)], { canvas, readable })).toBe(2)
    expect(readableZoom([note('a', 0, 0, 3)], { canvas, readable })).toBeCloseTo(40 / 14)
    expect(readableZoom([note('a', 0, 0, 14)], { canvas: { w: 400, h: 300 }, readable })).toBeCloseTo(1.2)
  })
})
