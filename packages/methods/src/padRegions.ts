import type { TLRecord } from '@tldraw/tlschema'
import { backdropsOf, noteRegions } from './placeNote.ts'
import { templateById } from './templates/index.ts'
import type { Bounds } from './types.ts'

/** A part of a board that notes can be sent to, where it stands now. */
export interface StandingRegion {
  id: string
  name: string
  bounds: Bounds
}

/** The regions that notes can be sent to on this very board (`noteRegions`), named in the reader's language. */
export function regionsOnBoard(
  records: ReadonlyMap<string, TLRecord>,
  template: string,
  locale: string,
): StandingRegion[] {
  const known = new Map(templateById(template).regions.map((region) => [region.id, region]))
  const standing = backdropsOf(records)
  return noteRegions(template, locale).flatMap(({ id, name }) => {
    const region = known.get(id)
    // A circle that this board does not have takes no notes; a sheet that was deleted still has its place.
    const bounds = standing.get(id) ?? (region?.round ? undefined : region?.bounds)
    return bounds ? { id, name, bounds } : []
  })
}

/** So much of a view lies in a region at least, for the view to show that region and not the board. */
const leastShare = 0.35

/** The region that fills most of a view, as somebody would say who looks at it; null: they look at all of it. */
export function regionShown<R extends Pick<StandingRegion, 'bounds'>>(
  regions: readonly R[],
  view: Bounds,
): R | null {
  let best: R | null = null
  let most = leastShare * view.w * view.h
  for (const region of regions) {
    const shared = sharedArea(region.bounds, view)
    if (shared < most) continue
    best = region
    most = shared
  }
  return best
}

function sharedArea(a: Bounds, b: Bounds): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  return Math.max(0, w) * Math.max(0, h)
}

/** The smallest of the regions that a point lies in; null outside of all. */
export function regionAt<R extends Pick<StandingRegion, 'bounds'>>(
  regions: readonly R[],
  { x, y }: { x: number; y: number },
): R | null {
  const around = regions.filter(({ bounds }) => sharedArea(bounds, { x, y, w: 1, h: 1 }) > 0)
  const area = ({ bounds }: R) => bounds.w * bounds.h
  return around.sort((one, other) => area(one) - area(other))[0] ?? null
}
