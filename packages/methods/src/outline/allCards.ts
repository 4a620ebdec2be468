import type { Card, Outline, Section, SectionCard } from '../outline.types.ts'
import { sectionsOf } from './sections.ts'

/** A card with where the outline holds it: the section, then the ids of what it hangs under or is grouped in. */
export interface CardAt {
  card: Card
  path: string[]
}

/** Every card of an outline exactly once, in the outline's order: for counting, and to compare two exports. */
export function allCards(outline: Outline): CardAt[] {
  return sectionsOf(outline, outline.locale).flatMap((section) => cardsIn(section, []))
}

/** Every card of a section and of those in it, each before what hangs under it. */
export function cardsIn(section: Section, above: string[]): CardAt[] {
  const path = [...above, section.id]
  return [...hanging(section.cards, path), ...section.sections.flatMap((inner) => cardsIn(inner, path))]
}

/** With a stack of its own: a chain of thousands of causes must not end the call stack. */
function hanging(top: SectionCard[], path: string[]): CardAt[] {
  const found: CardAt[] = []
  const stack = [...top].reverse().map((card) => ({ card, path }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, path: above } = next
    found.push({ card: plain(card), path: above })
    if (card.children.length === 0) continue
    const below = [...above, card.id]
    for (const child of [...card.children].reverse()) stack.push({ card: child, path: below })
  }
  return found
}

const plain = ({ id, text, sector, by }: SectionCard): Card => ({
  id,
  text,
  ...(sector === undefined ? {} : { sector }),
  ...(by === undefined ? {} : { by }),
})
