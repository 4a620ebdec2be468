import { describe, expect, it } from 'vitest'
import { type Lying, pinch, touched } from './hits.ts'

const note = (id: string, x: number, y: number, rotation = 0): Lying => ({
  id,
  x,
  y,
  w: 200,
  h: 200,
  rotation,
})
const hit = (things: Lying[], x: number, y: number, slack = 0) => touched(things, { x, y }, slack)?.id ?? null

describe('what a finger touches', () => {
  it('is the topmost thing under it', () => {
    const things = [note('below', 0, 0), note('above', 100, 100)]
    expect(hit(things, 150, 150)).toBe('above')
    expect(hit(things, 50, 50)).toBe('below')
    expect(hit(things, 250, 50)).toBeNull()
  })

  it('is the nearest thing where it is just beside', () => {
    const things = [note('left', 0, 0), note('right', 220, 0)]
    expect(hit(things, 206, 100, 15)).toBe('left')
    expect(hit(things, 216, 100, 15)).toBe('right')
    expect(hit(things, 210, 300, 15)).toBeNull()
  })

  it('is found where things are turned', () => {
    const turned = [note('turned', 0, 0, Math.PI / 2)]
    expect(hit(turned, -100, 100)).toBe('turned')
    expect(hit(turned, 100, 100)).toBeNull()
  })
})

describe('fingers that move the picture', () => {
  const bounds = { smallest: 0.1, largest: 4 }
  const pageAt = (camera: { x: number; y: number; z: number }, { x, y }: { x: number; y: number }) => ({
    x: x / camera.z - camera.x,
    y: y / camera.z - camera.y,
  })

  it('keep the paper under one finger', () => {
    const camera = { x: 10, y: 20, z: 0.5 }
    const moved = pinch(camera, [{ x: 100, y: 100 }], [{ x: 150, y: 70 }], bounds)
    expect(moved.z).toBe(0.5)
    expect(pageAt(moved, { x: 150, y: 70 })).toEqual(pageAt(camera, { x: 100, y: 100 }))
  })

  it('keep the paper under two, nearer as they part, and within bounds', () => {
    const camera = { x: 0, y: 0, z: 1 }
    const from = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ]
    const to = [
      { x: 100, y: 100 },
      { x: 300, y: 100 },
    ]
    const moved = pinch(camera, from, to, bounds)
    expect(moved.z).toBe(2)
    for (const at of [0, 1])
      expect(pageAt(moved, to[at] ?? { x: 0, y: 0 })).toEqual(pageAt(camera, from[at] ?? { x: 0, y: 0 }))
    expect(pinch(camera, from, [to[0] ?? { x: 0, y: 0 }, { x: 9000, y: 100 }], bounds).z).toBe(4)
  })
})
