import type { BrainstormOutline, Card, Group } from '../outline.types.ts'
import { type BoardView, type PlacedFrame, toCard } from './board.ts'

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
export function readBrainstorm(view: BoardView, locale: string): BrainstormOutline {
  const isPrompt = (card: BoardView['cards'][number]) => card.shape.meta.card === 'prompt'
  const prompt = view.cards.find(isPrompt)
  const { groups, rest } = groupByFrames({ ...view, cards: view.cards.filter((card) => card !== prompt) })
  const inRegion = (...regions: (string | null)[]) =>
    rest.filter((card) => regions.includes(view.regionOf(card))).map(toCard)
  const known = ['inbox', 'clusters', 'parking']
  const loose = rest.filter((card) => !known.includes(view.regionOf(card) ?? '')).map(toCard)
  return {
    template: 'brainstorm',
    locale,
    prompt: prompt?.text ?? '',
    promptId: prompt?.id ?? null,
    // Notes between the clusters are written and not yet grouped, as those in the inbox are.
    inbox: inRegion('inbox', 'clusters'),
    clusters: groups,
    parking: inRegion('parking'),
    loose: [...loose, ...view.lost],
    notes: lostNotes(view),
    ink: view.ink + view.links.length,
    images: view.images,
  }
}

/** The remark on cards whose place cannot be told. */
export function lostNotes({ lost }: BoardView): BrainstormOutline['notes'] {
  return lost.length > 0 ? [{ code: 'unreadable', cards: lost.map(({ id }) => id) }] : []
}
