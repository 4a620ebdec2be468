import type { Card, Outline } from '../outline.types.ts'
import { type BoardView, byRows, type Placed, toCard } from './board.ts'

/** What is odd on a board whatever its method: cards whose place cannot be told, and marks that make no sense. */
export function oddNotes({ lost, strange }: BoardView): Outline['notes'] {
  const notes: Outline['notes'] = []
  if (lost.length > 0) notes.push({ code: 'unreadable', cards: lost.map(({ id }) => id) })
  if (strange.length > 0) notes.push({ code: 'strange-data', cards: strange })
  return notes
}

/** Names that people gave to frames are words too, where the method has no groups. */
export const namedFrames = (view: BoardView): Placed[] =>
  view.frames.filter(({ text, untouched }) => text !== '' && !untouched)

/** All words of a board whose method knows no frames, in reading order. */
export const allWords = (view: BoardView): Placed[] => [...view.cards, ...namedFrames(view)].sort(byRows)

/** What is the same in the outline of every method. Arrows mean nothing where the method does not use them: they are ink. */
export function outlineHead(
  view: BoardView,
  locale: string,
  loose: Placed[],
): { locale: string; notes: Outline['notes']; loose: Card[]; ink: number; images: number } {
  return {
    locale,
    notes: oddNotes(view),
    loose: [...loose.map(toCard), ...view.lost],
    ink: view.ink + view.links.length,
    images: view.images,
  }
}
