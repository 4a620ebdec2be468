import type { Card, Outline, Section, SectionCard } from '../outline.types.ts'
import { toCard } from './board.ts'
import { sectionsOf } from './sections.ts'

/** A card with where the outline holds it: the section, then the ids of what it hangs under or is grouped in. */
export interface CardAt {
  card: Card
  path: string[]
}

/** A card of a section, with the sections it is in from the top, and the path as `CardAt` has it. */
export interface CardIn {
  card: SectionCard
  sections: Section[]
  path: string[]
}

/** Every card of an outline exactly once, in the outline's order: for counting, and to compare two exports. */
export function allCards(outline: Outline): CardAt[] {
  const found = cardsIn(sectionsOf(outline, outline.locale))
  return found.map(({ card, path }) => ({ card: toCard(card), path }))
}

/** Every card of sections and of those in them, each before what hangs under it. */
export function cardsIn(sections: Section[], above: Section[] = []): CardIn[] {
  return sections.flatMap((section) => {
    const around = [...above, section]
    return [...hanging(section.cards, around), ...cardsIn(section.sections, around)]
  })
}

/** With a stack of its own: a chain of thousands of causes must not end the call stack. */
function hanging(top: SectionCard[], sections: Section[]): CardIn[] {
  const found: CardIn[] = []
  const start = sections.map(({ id }) => id)
  const stack = [...top].reverse().map((card) => ({ card, path: start }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, path } = next
    found.push({ card, sections, path })
    if (card.children.length === 0) continue
    const below = [...path, card.id]
    for (const child of [...card.children].reverse()) stack.push({ card: child, path: below })
  }
  return found
}
