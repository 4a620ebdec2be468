import type { BlankOutline } from '../outline.types.ts'
import type { BoardView } from './board.ts'
import { groupByFrames } from './brainstorm.ts'
import { outlineHead } from './notes.ts'

/** A board without a method: its frames as groups, everything else with words loose. */
export function readBlank(view: BoardView, locale: string): BlankOutline {
  const { groups, rest } = groupByFrames(view)
  return { template: 'blank', ...outlineHead(view, locale, rest), clusters: groups }
}
