import { type Bounds, overlap } from '../types.ts'

const step = 80
const rings = 40

/** The place nearest to `middle`, in rings around it, where a rectangle covers nothing of `taken`; else below it all. */
export function freeRectangle(
  middle: { x: number; y: number },
  { w, h }: { w: number; h: number },
  taken: readonly Bounds[],
): Bounds {
  const centre = { x: Math.round(middle.x - w / 2), y: Math.round(middle.y - h / 2), w, h }
  for (let ring = 0; ring <= rings; ring += 1) {
    for (const [column, row] of around(ring)) {
      const place = { ...centre, x: centre.x + column * step, y: centre.y + row * step }
      if (!taken.some((other) => overlap(place, other))) return place
    }
  }
  return { ...centre, y: Math.max(...taken.map((other) => other.y + other.h)) + step }
}

/** The steps at a distance from the middle, the nearest first. */
function around(ring: number): [column: number, row: number][] {
  const places: [number, number][] = []
  for (let column = -ring; column <= ring; column += 1) {
    for (let row = -ring; row <= ring; row += 1) {
      if (Math.max(Math.abs(column), Math.abs(row)) === ring) places.push([column, row])
    }
  }
  return places.sort((a, b) => Math.hypot(...a) - Math.hypot(...b))
}
