interface Point {
  x: number
  y: number
}

/** Something that lies on the board, turned by `rotation` about its top left corner. */
export interface Lying {
  id: string
  x: number
  y: number
  w: number
  h: number
  rotation: number
}

/**
 * What a finger touches, of things in the order in which they lie on each other: the topmost one under it, else the
 * nearest one within `slack`, for a fingertip covers what it points at.
 */
export function touched(things: readonly Lying[], point: Point, slack: number): Lying | null {
  let best: Lying | null = null
  let least = slack
  for (const thing of [...things].reverse()) {
    const distance = distanceTo(thing, point)
    if (distance === 0) return thing
    if (distance < least) {
      best = thing
      least = distance
    }
  }
  return best
}

/** How far a point is from the rectangle of a thing; 0 on it. */
function distanceTo({ x, y, w, h, rotation }: Lying, point: Point): number {
  const [cos, sin] = [Math.cos(-rotation), Math.sin(-rotation)]
  const across = (point.x - x) * cos - (point.y - y) * sin
  const down = (point.x - x) * sin + (point.y - y) * cos
  return Math.hypot(Math.max(-across, 0, across - w), Math.max(-down, 0, down - h))
}

/** tldraw's camera: the page is moved by `x` and `y`, then made `z` times as large. */
interface Camera extends Point {
  z: number
}

/** The camera that keeps the paper under one or two fingers as they move; `from` and `to` in pixels of the canvas. */
export function pinch(
  camera: Camera,
  from: readonly Point[],
  to: readonly Point[],
  { smallest, largest }: { smallest: number; largest: number },
): Camera {
  const [before, after] = [middle(from), middle(to)]
  const stretch = spread(from) > 0 ? spread(to) / spread(from) : 1
  const z = Math.min(largest, Math.max(smallest, camera.z * stretch))
  return {
    x: camera.x + after.x / z - before.x / camera.z,
    y: camera.y + after.y / z - before.y / camera.z,
    z,
  }
}

const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
})

function spread([one, other]: readonly Point[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0
}
