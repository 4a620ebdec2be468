import type { BlankOutline } from '../outline.types.ts'
import { type BoardView, toCard } from './board.ts'
import { groupByFrames, lostNotes } from './brainstorm.ts'

/** A board without a method: its frames as groups, everything else with words loose. */
export function readBlank(view: BoardView, locale: string): BlankOutline {
  const { groups, rest } = groupByFrames(view)
  return {
    template: 'blank',
    locale,
    clusters: groups,
    loose: [...rest.map(toCard), ...view.lost],
    notes: lostNotes(view),
    ink: view.ink + view.links.length,
    images: view.images,
  }
}
