import { type Outline, type Section, type SectionCard, sectionsOf } from '@sheshi/methods'
import type { OutlineCard, OutlineChanges, OutlinePlace } from '@sheshi/records'

/** What is different in `after`: cards that came, went, were reworded, or hang somewhere else. Pure. */
export function compareOutlines(before: Outline, after: Outline): OutlineChanges {
  const earlier = new Map(cardsOf(before).map((card) => [card.id, card]))
  const later = new Map(cardsOf(after).map((card) => [card.id, card]))
  const changes: OutlineChanges = { added: [], removed: [], changed: [], moved: [] }
  for (const card of later.values()) {
    const was = earlier.get(card.id)
    if (!was) {
      changes.added.push(card)
      continue
    }
    const { id, text, place } = card
    if (was.text !== text) changes.changed.push({ id, before: was.text, after: text, place })
    if (!samePlace(was.place, place)) changes.moved.push({ id, text, from: was.place, to: place })
  }
  changes.removed = [...earlier.values()].filter((card) => !later.has(card.id))
  return changes
}

/** A parent that was only reworded is still the same place. */
const samePlace = (one: OutlinePlace, other: OutlinePlace): boolean =>
  one.section === other.section && one.under?.id === other.under?.id

/** Every card of an outline with its place, in reading order; a group or screen counts by the name it was given. */
export function cardsOf(outline: Outline): OutlineCard[] {
  return sectionsOf(outline, outline.locale).flatMap((section) => {
    const { id, title } = section
    return inSection(section, { section: id, title, under: null })
  })
}

function inSection(section: Section, place: OutlinePlace): OutlineCard[] {
  const inner = section.sections.flatMap((each) => {
    const group = { id: each.id, text: each.title }
    const named = each.kind === 'named' ? [{ ...group, place }] : []
    return [...named, ...inSection(each, { ...place, under: group })]
  })
  return [...hanging(section.cards, place), ...inner]
}

/** With a stack of its own: a chain of thousands of causes must not end the call stack. */
function hanging(cards: SectionCard[], place: OutlinePlace): OutlineCard[] {
  const found: OutlineCard[] = []
  const stack = [...cards].reverse().map((card) => ({ card, place }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { id, text, children } = next.card
    found.push({ id, text, place: next.place })
    const under = { id, text }
    for (const card of [...children].reverse()) stack.push({ card, place: { ...place, under } })
  }
  return found
}
