import type { ObjectivesTreeOutline } from '../outline.types.ts'
import type { BoardView } from './board.ts'
import { outlineHead } from './notes.ts'
import { type Bands, readTree } from './tree.ts'

const bands: Bands = {
  heights: { 'end.2': 2, 'end.1': 1, core: 0, 'means.1': -1, 'means.2': -2 },
  asides: new Set(),
}

/** The objectives tree: means below, ends above, each with the problem it was made from. */
export function readObjectivesTree(view: BoardView, locale: string): ObjectivesTreeOutline {
  const { core, below, above, loose, notes, unused } = readTree(view, bands)
  return {
    template: 'objectives-tree',
    ...outlineHead(view, locale, loose),
    notes,
    ink: view.ink + unused,
    core: core?.text ?? null,
    coreId: core?.id ?? null,
    fromProblemId: core?.fromProblemId ?? null,
    means: below,
    ends: above,
  }
}
