import { around, type Bounds, overlap } from '../types.ts'
import { freeRectangle } from './freeRectangle.ts'
import type { Standing } from './nearness.ts'

/** Between a group's frame and what is in it, and between notes that are put together. */
const padding = 32
const gap = 24
/** Room for a frame's name above it. */
const head = 56

/** A group to be made: its frame, and where what does not stay goes. */
export interface GroupPlan {
  frame: Bounds
  /** Top left corners on the page, by id; empty where everything stays where it is. */
  moves: Map<string, { x: number; y: number }>
}

/**
 * How some things become a group: a frame around them where they are; but where it would cover something else, they
 * are put together in rows, in the order they stand in, on the nearest free place.
 */
export function planGroup(things: readonly Standing[], others: readonly Bounds[]): GroupPlan {
  const hull = around(things.map(({ bounds }) => bounds))
  const frame = grown(hull, padding)
  if (!others.some((other) => overlap(frame, other))) return { frame, moves: new Map() }
  const { places, w, h } = inRows(inReadingOrder(things))
  const size = { w: w + 2 * padding, h: h + 2 * padding + head }
  const place = freeRectangle({ x: hull.x + hull.w / 2, y: hull.y + hull.h / 2 }, size, others)
  const moves = [...places].map(([id, { x, y }]): [string, { x: number; y: number }] => [
    id,
    { x: place.x + padding + x, y: place.y + head + padding + y },
  ])
  return { frame: { ...place, y: place.y + head, h: place.h - head }, moves: new Map(moves) }
}

/** Where things of these sizes stand in rows, about as wide as high together; from 0, 0. */
export function inRows(things: readonly Standing[]): {
  places: Map<string, { x: number; y: number }>
  w: number
  h: number
} {
  const columns = Math.max(1, Math.ceil(Math.sqrt(things.length)))
  const places = new Map<string, { x: number; y: number }>()
  let [y, widest] = [0, 0]
  for (let start = 0; start < things.length; start += columns) {
    let x = 0
    const row = things.slice(start, start + columns)
    for (const { id, bounds } of row) {
      places.set(id, { x, y })
      x += bounds.w + gap
    }
    widest = Math.max(widest, x - gap)
    y += Math.max(...row.map(({ bounds }) => bounds.h)) + gap
  }
  return { places, w: widest, h: Math.max(0, y - gap) }
}

const grown = ({ x, y, w, h }: Bounds, by: number): Bounds => ({
  x: Math.round(x - by),
  y: Math.round(y - by),
  w: Math.round(w + 2 * by),
  h: Math.round(h + 2 * by),
})

const inReadingOrder = (things: readonly Standing[]): Standing[] =>
  [...things].sort(
    (a, b) =>
      Math.floor(a.bounds.y / 104) - Math.floor(b.bounds.y / 104) ||
      a.bounds.x - b.bounds.x ||
      a.bounds.y - b.bounds.y,
  )
