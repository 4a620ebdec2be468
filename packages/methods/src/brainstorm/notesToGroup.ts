import type { Template } from '../templates/types.ts'
import { type Bounds, holds } from '../types.ts'
import type { Standing } from './nearness.ts'

/** As far as a region that is full grows beyond its backdrop. */
const reach = 1e5

/**
 * The notes that nearness can group, as `nearGroups` takes them with this gap. What lies in the cells of a table is
 * where it is because of the table. In a place where notes are laid out beside each other (the inbox, the parking lot)
 * only those lie together that people put on each other: they come smaller by the gap. `placed`: where the template's
 * regions stand now.
 */
export function notesToGroup(
  { regions }: Pick<Template, 'regions'>,
  placed: readonly Standing[],
  notes: readonly Standing[],
  gap: number,
): Standing[] {
  const known = regions.map((region) => ({
    ...region,
    standing: grown(placed.find(({ id }) => id === region.id)?.bounds ?? region.bounds, region.grows),
  }))
  return notes.flatMap(({ id, bounds }) => {
    const middle = { x: bounds.x + bounds.w / 2, y: bounds.y + bounds.h / 2 }
    const region = known.find(({ standing, kind }) => kind !== 'frames' && holds(standing, middle))
    if (region?.cell) return []
    return { id, bounds: region ? smaller(bounds, Math.max(0, gap) / 2 + 8) : bounds }
  })
}

function grown({ x, y, w, h }: Bounds, grows: 'left' | 'down' | undefined): Bounds {
  if (grows === 'left') return { x: x - reach, y, w: w + reach, h }
  return { x, y, w, h: grows === 'down' ? h + reach : h }
}

const smaller = ({ x, y, w, h }: Bounds, by: number): Bounds => ({
  x: x + by,
  y: y + by,
  w: Math.max(0, w - 2 * by),
  h: Math.max(0, h - 2 * by),
})
