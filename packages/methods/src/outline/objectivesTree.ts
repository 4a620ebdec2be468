import type { ObjectivesTree, ObjectivesTreeOutline } from '../outline.types.ts'
import type { BoardView } from './board.ts'
import { outlineHead } from './notes.ts'
import { type Bands, type ReadTree, readTree } from './tree.ts'

/** How the bands of an objectives tree lie. */
export const objectiveBands: Bands = {
  heights: { 'end.2': 2, 'end.1': 1, core: 0, 'means.1': -1, 'means.2': -2 },
  asides: new Set(),
}

/** The objectives tree: means below, ends above, each with the problem it was made from. */
export function readObjectivesTree(view: BoardView, locale: string): ObjectivesTreeOutline {
  const tree = readTree(view, objectiveBands)
  return {
    template: 'objectives-tree',
    ...outlineHead(view, locale, tree.loose),
    notes: tree.notes,
    ink: view.ink + tree.unused,
    ...objectivesIn(tree),
  }
}

/** What an objectives tree says, also one that stands beside its problem tree. */
export function objectivesIn({ core, below, above }: ReadTree): ObjectivesTree {
  return {
    core: core?.text ?? null,
    coreId: core?.id ?? null,
    fromProblemId: core?.fromProblemId ?? null,
    means: below,
    ends: above,
  }
}
