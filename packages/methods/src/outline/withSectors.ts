import type { Outline } from '../outline.types.ts'

/**
 * An outline for readers outside the room: a card says which sector it comes from only where that sector is among those
 * shown, because a sector of one or two people is a name. Who wrote a card is left out unless `names` are wanted.
 */
export function withSectors(
  outline: Outline,
  shown: ReadonlySet<string>,
  { names = true }: { names?: boolean } = {},
): Outline {
  const hide = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(hide)
    if (typeof part !== 'object' || part === null) return part
    // A circle of a helix map has a sector, too; it is a card only where it has words.
    const card = 'text' in part
    const kept = Object.entries(part).filter(([key, value]) => {
      if (card && key === 'sector') return typeof value === 'string' && shown.has(value)
      return names || !card || key !== 'by'
    })
    return Object.fromEntries(kept.map(([key, value]) => [key, hide(value)]))
  }
  return hide(outline) as Outline
}
