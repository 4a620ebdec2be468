import type { Outline } from '../outline.types.ts'

/** Which sectors and cities may be named on a card. */
export interface ShownSplits {
  sectors: ReadonlySet<string>
  cities: ReadonlySet<string>
}

/**
 * An outline for readers outside the room: a card says which sector and city it comes from only where those are among
 * those shown, because a sector of one or two people is a name. Who wrote a card is left out unless `names` are wanted.
 */
export function withSectors(
  outline: Outline,
  { sectors, cities }: ShownSplits,
  { names = true }: { names?: boolean } = {},
): Outline {
  const hide = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(hide)
    if (typeof part !== 'object' || part === null) return part
    // A circle of a helix map has a sector, too; it is a card only where it has words.
    const card = 'text' in part
    const kept = Object.entries(part).filter(([key, value]) => {
      if (card && key === 'sector') return typeof value === 'string' && sectors.has(value)
      if (card && key === 'city') return typeof value === 'string' && cities.has(value)
      return names || !card || key !== 'by'
    })
    return Object.fromEntries(kept.map(([key, value]) => [key, hide(value)]))
  }
  return hide(outline) as Outline
}
