import type { BrainstormOutline, Card, Group } from '../outline.types.ts'
import type { Template } from '../templates/types.ts'
import { type BoardView, type PlacedFrame, toCard } from './board.ts'
import { outlineHead } from './notes.ts'

/** Frames as groups of the cards in them, and what is in none. Frames nobody named or used are left out. */
export function groupByFrames(view: BoardView): { groups: Group[]; rest: BoardView['cards'] } {
  const ideas = new Map<PlacedFrame, Card[]>(view.frames.map((frame) => [frame, []]))
  const rest: BoardView['cards'] = []
  for (const card of view.cards) {
    const frame = view.frameOf(card)
    if (frame) ideas.get(frame)?.push(toCard(card))
    else rest.push(card)
  }
  const groups = [...ideas]
    .filter(([frame, cards]) => cards.length > 0 || (frame.text !== '' && !frame.untouched))
    .map(([frame, cards]): Group => ({ id: frame.id, title: frame.text, ideas: cards }))
  return { groups, rest }
}

/** A brainstorm: the question, the clusters with their ideas, what is not grouped yet, and the parking lot. */
export function readBrainstorm(view: BoardView, { id }: Template, locale: string): BrainstormOutline {
  const prompt = view.cards.find(({ shape }) => shape.meta.card === 'prompt')
  const { groups, rest } = groupByFrames({ ...view, cards: view.cards.filter((card) => card !== prompt) })
  const places = rest.map((card) => ({ card, region: view.regionOf(card) }))
  const where = (belongs: (region: string | null) => boolean) =>
    places.filter(({ region }) => belongs(region)).map(({ card }) => card)
  return {
    template: id as BrainstormOutline['template'],
    ...outlineHead(
      view,
      locale,
      where((region) => region === null),
    ),
    prompt: prompt?.text ?? '',
    promptId: prompt?.id ?? null,
    // Notes on the wall or between the clusters are written and not yet grouped, as those in the inbox are.
    inbox: where((region) => region !== null && region !== 'parking').map(toCard),
    clusters: groups,
    parking: where((region) => region === 'parking').map(toCard),
  }
}
