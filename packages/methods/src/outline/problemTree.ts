import type { ProblemTreeOutline } from '../outline.types.ts'
import { type BoardView, toCard } from './board.ts'
import { outlineHead } from './notes.ts'
import { type Bands, readTree } from './tree.ts'

const bands: Bands = {
  heights: { 'effect.2': 2, 'effect.1': 1, core: 0, 'cause.1': -1, 'cause.2': -2 },
  asides: new Set(['groups', 'evidence']),
}

/** The problem tree as it stands: its causes and effects follow the arrows, and the bands where arrows are missing. */
export function readProblemTree(view: BoardView, locale: string): ProblemTreeOutline {
  const { core, below, above, inAside, loose, notes, unused } = readTree(view, bands)
  return {
    template: 'problem-tree',
    ...outlineHead(view, locale, loose),
    notes,
    ink: view.ink + unused,
    core: core?.text ?? null,
    coreId: core?.id ?? null,
    causes: below,
    effects: above,
    affectedGroups: inAside('groups').map(toCard),
    evidence: inAside('evidence').map(toCard),
  }
}
