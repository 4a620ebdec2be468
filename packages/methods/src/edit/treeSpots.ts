import type { CardIn } from '../outline/allCards.ts'
import { templateById } from '../templates/index.ts'
import type { Reading } from './state.ts'
import { spotOf } from './state.ts'

/** One side of a tree: its section of the outline, and its bands from the core outwards. */
export interface TreeSide {
  section: string
  side: 'below' | 'above'
  bands: readonly string[]
}

const sides: Readonly<Record<string, readonly TreeSide[]>> = {
  'problem-tree': [
    { section: 'causes', side: 'below', bands: ['cause.1', 'cause.2'] },
    { section: 'effects', side: 'above', bands: ['effect.1', 'effect.2'] },
  ],
  'objectives-tree': [
    { section: 'means', side: 'below', bands: ['means.1', 'means.2'] },
    { section: 'ends', side: 'above', bands: ['end.1', 'end.2'] },
  ],
}

/** The side of a template's tree that a section of the outline is; null for all other sections. */
export function treeSide(template: string, section: string): TreeSide | null {
  return sides[templateById(template).reads]?.find((each) => each.section === section) ?? null
}

/** The band for cards so far from the core (1: next to it); the last one takes all that are farther. */
export const bandAt = ({ bands }: TreeSide, level: number): string =>
  bands[Math.min(level, bands.length) - 1] ?? ''

/** The card in the middle of a tree; null where nobody has written it. */
export function coreOf({ outline }: Reading): string | null {
  return 'coreId' in outline ? outline.coreId : null
}

/** How far a card of a tree is from the core. */
export const levelOf = ({ path, sections }: CardIn): number => path.length - sections.length + 1

/** Where a card hangs in a tree: its side, and what it hangs under (the core, where no card). null outside of trees. */
export function hangs(state: Reading, id: string): { side: TreeSide; parent: string | null } | null {
  const at = state.cards.get(id)
  const spot = at && spotOf(at)
  const side = spot && treeSide(state.template, spot.section)
  return side ? { side, parent: spot.under ?? coreOf(state) } : null
}
