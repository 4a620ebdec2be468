import { noteLimits } from '@sheshi/records/plain'
import { describe, expect, it } from 'vitest'
import { onSheet, type Point, packSketch, simplify } from './sketch.ts'

const circle = (count: number): Point[] =>
  Array.from({ length: count }, (_, at) => [
    Math.round(500 + 400 * Math.cos((at / count) * 2 * Math.PI)),
    Math.round(500 + 400 * Math.sin((at / count) * 2 * Math.PI)),
  ])
const nearest = ([x, y]: Point, line: readonly Point[]) =>
  Math.min(...line.map(([otherX, otherY]) => Math.hypot(x - otherX, y - otherY)))

describe('a line', () => {
  it('keeps its ends and corners, and leaves out what lies between', () => {
    const straight = Array.from({ length: 50 }, (_, at): Point => [at, at])
    expect(simplify(straight, 2)).toEqual([
      [0, 0],
      [49, 49],
    ])
    expect(simplify([...straight, [100, 0]], 2)).toEqual([
      [0, 0],
      [49, 49],
      [100, 0],
    ])
    for (const points of [
      [],
      [[1, 1]],
      [
        [1, 1],
        [1, 1],
      ],
    ] as Point[][])
      expect(simplify(points, 2)).toEqual(points)
  })

  it('that closes stays round', () => {
    const drawn = circle(400)
    const kept = simplify(drawn, 2)
    expect(kept.length).toBeGreaterThan(20)
    expect(kept.length).toBeLessThan(120)
    expect(Math.max(...drawn.map((point) => nearest(point, kept)))).toBeLessThan(80)
  })
})

describe('a sketch', () => {
  it('is sent within the bounds of a note, however much was drawn', () => {
    const scribble = Array.from({ length: 300 }, (_, at): Point => [(at * 37) % 1000, (at * 91) % 1000])
    const packed = packSketch(Array.from({ length: 250 }, () => ({ color: 'black', points: scribble })))
    expect(packed.length).toBe(noteLimits.strokes)
    expect(packed.reduce((sum, { points }) => sum + points.length, 0)).toBeLessThanOrEqual(noteLimits.points)
  })

  it('is drawn on a sheet, also where the finger leaves it', () => {
    const sheet = { x: 10, y: 20, side: 300 }
    expect(onSheet({ x: 160, y: 170 }, sheet)).toEqual([500, 500])
    expect(onSheet({ x: -50, y: 999 }, sheet)).toEqual([0, 1000])
  })
})
