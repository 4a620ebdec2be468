import type { Section } from '../outline.types.ts'
import type { Target } from '../placeNote.ts'
import { templateById } from '../templates/index.ts'
import type { Reading } from './state.ts'
import { treeSide } from './treeSpots.ts'
import { readyCard } from './words.ts'

/** Where a card goes so that it is in a section; null where no place alone brings it there. */
export function targetOf(state: Sections, section: string): Target | null {
  return targetsOf(state.sections, state).get(section) ?? null
}

/** The sections of an outline that a new card can be added to, or another one moved to, in the outline's order. */
export function spotsOf(state: Sections): string[] {
  const targets = targetsOf(state.sections, state)
  return everySection(state.sections)
    .map(({ id }) => id)
    .filter((id) => targets.has(id) || treeSide(state.template, id) !== null || readyFor(state, id) !== null)
}

/** The card that stands ready for a section of one card, not yet written on. */
export const readyFor = ({ records }: Pick<Sections, 'records'>, section: string) =>
  single.has(section) ? readyCard(records, section) : null

/** A board with its sections, in whatever language they were read. */
type Sections = Pick<Reading, 'sections' | 'records' | 'template'>

/** Each section with those in it, in the outline's order. */
export function everySection(sections: readonly Section[]): Section[] {
  return sections.flatMap((section) => [section, ...everySection(section.sections)])
}

/** Sections that hold one card at most. */
const single = new Set(['core', 'prompt', 'challenge'])

function targetsOf(sections: readonly Section[], { template, records }: Sections): Map<string, Target> {
  const targets = new Map<string, Target>()
  const taken = new Set<string>()
  for (const { id, kind, region, cards } of everySection(sections)) {
    if (single.has(id) && (cards.length > 0 || readyCard(records, id))) continue
    // Of two sections with one region, what is put there shows in the first: waiting ideas, not other notes.
    if (region !== null && !taken.has(region)) {
      taken.add(region)
      targets.set(id, { template, region })
    } else if (region === null && kind === 'named') {
      targets.set(id, { frame: `shape:${id}` })
    } else if (id === 'loose' && templateById(template).regions.length === 0) {
      targets.set(id, { template })
    }
  }
  return targets
}
