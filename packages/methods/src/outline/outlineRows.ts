import type { Section } from '../outline.types.ts'
import { cardsIn } from './allCards.ts'

/** A line of an outline as one reads it from top to bottom: a section, or a card under what it hangs on. */
export interface Row {
  id: string
  level: number
  kind: 'section' | 'card'
  text: string
}

/** The lines of sections and all that is in them; cards that hang deeper than `deepest` are shown on that level. */
export function outlineRows(sections: readonly Section[], deepest: number, level = 0): Row[] {
  return sections.flatMap((section) => {
    const cards = cardsIn([{ ...section, sections: [] }])
    return [
      { id: section.id, level, kind: 'section' as const, text: section.title },
      ...cards.map(({ card, path }): Row => {
        const { id, text } = card
        return { id, level: Math.min(deepest, level + path.length), kind: 'card', text }
      }),
      ...outlineRows(section.sections, deepest, level + 1),
    ]
  })
}
