/** The languages that labels are written in. */
export const locales = ['en', 'it', 'sq'] as const
export type Locale = (typeof locales)[number]

/** A rectangle in board pixels at 100 %. */
export interface Bounds {
  x: number
  y: number
  w: number
  h: number
}

/** True where a point lies in a rectangle; the right and bottom edges belong to the neighbour. */
export function holds(bounds: Bounds, point: { x: number; y: number }): boolean {
  const { x, y, w, h } = bounds
  return point.x >= x && point.x < x + w && point.y >= y && point.y < y + h
}

/** True where a point lies in the ellipse that fits into a rectangle. */
export function holdsRound({ x, y, w, h }: Bounds, point: { x: number; y: number }): boolean {
  return ((point.x - x - w / 2) / (w / 2)) ** 2 + ((point.y - y - h / 2) / (h / 2)) ** 2 < 1
}

/** True where two rectangles share more than an edge. */
export function overlap(a: Bounds, b: Bounds): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

/** The smallest rectangle around some; of none, an empty one. */
export function around(all: readonly Bounds[]): Bounds {
  if (all.length === 0) return { x: 0, y: 0, w: 0, h: 0 }
  const x = Math.min(...all.map((each) => each.x))
  const y = Math.min(...all.map((each) => each.y))
  const right = Math.max(...all.map((each) => each.x + each.w))
  const bottom = Math.max(...all.map((each) => each.y + each.h))
  return { x, y, w: right - x, h: bottom - y }
}
