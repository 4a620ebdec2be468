import { type PlannedCard, planTree, riverPollution } from '@sheshi/methods/testing'
import type { Person, Place } from './person.ts'

/** The published tree as cards with places on the problem-tree template. */
export const riverCards: readonly PlannedCard[] = planTree(riverPollution)

const byKey = new Map(riverCards.map((card) => [card.key, card]))

const middle = (card: PlannedCard): Place => ({ x: card.x + 100, y: card.y + 100 })

/** Fills in the ready card of the core problem. */
export async function writeCore(person: Person): Promise<PlannedCard> {
  const core = riverCards.find((card) => card.side === 'core')
  if (!core) throw new Error('the published tree has no core')
  await person.writeInto(middle(core), core.text)
  return core
}

/** Writes the cards, and from each an arrow: from the cause to the effect. */
export async function addCards(person: Person, planned: readonly PlannedCard[]): Promise<void> {
  for (const card of planned) {
    await person.writeNote(card.text, middle(card))
    const parent = byKey.get(card.parent ?? '')
    if (!parent) throw new Error(`${card.key} hangs nowhere`)
    await person.sees(parent.text)
    const [from, to] = card.side === 'cause' ? [card, parent] : [parent, card]
    await person.drawArrow(middle(from), middle(to))
  }
}
