import type { Bounds } from '../types.ts'

/** Beside a screen: a little apart, as wide as the template's gutters. */
const gutter = { apart: 16, w: 280, grid: 8 }
const captionHeight = 120

/** What belongs to a screen or a scene without lying in it: the gutter for remarks at its right, the caption below. */
export function annexOf({ x, y, w, h }: Bounds, kind: 'screen' | 'scene'): Bounds {
  if (kind === 'scene') return { x, y: y + h, w, h: captionHeight }
  const left = Math.ceil((x + w) / gutter.grid) * gutter.grid + gutter.apart
  return { x: left, y, w: gutter.w, h }
}
