import { expect, it } from 'vitest'
import { cameraFor } from './showBounds.ts'

const limits = { smallest: 0.05, closest: 1 }

/** Where a page point is on the canvas, as tldraw computes it. */
const onCanvas = (x: number, y: number, camera: { x: number; y: number; z: number }) => ({
  x: (x + camera.x) * camera.z,
  y: (y + camera.y) * camera.z,
})

it('puts the bounds whole and centred into the free part of the canvas', () => {
  const bounds = { x: -700, y: 300, w: 3200, h: 2000 }
  const camera = cameraFor(bounds, { w: 1366, h: 712 }, { top: 48, right: 170, bottom: 72, left: 16 }, limits)
  const start = onCanvas(-700, 300, camera)
  const end = onCanvas(2500, 2300, camera)
  expect(start.x).toBeGreaterThanOrEqual(16 - 1e-6)
  expect(start.y).toBeCloseTo(48)
  expect(end.x).toBeLessThanOrEqual(1366 - 170 + 1e-6)
  expect(end.y).toBeCloseTo(712 - 72)
  expect(start.x + end.x).toBeCloseTo(16 + (1366 - 170))
})

it('does not come nearer than allowed, nor go farther than tldraw can', () => {
  const none = { top: 0, right: 0, bottom: 0, left: 0 }
  expect(cameraFor({ x: 0, y: 0, w: 10, h: 10 }, { w: 1000, h: 500 }, none, limits).z).toBe(1)
  expect(cameraFor({ x: 0, y: 0, w: 0, h: 0 }, { w: 1000, h: 500 }, none, limits).z).toBe(1)
  expect(cameraFor({ x: 0, y: 0, w: 1e6, h: 10 }, { w: 1000, h: 500 }, none, limits).z).toBe(0.05)
})
