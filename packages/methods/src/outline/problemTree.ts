import type { ProblemTreeOutline } from '../outline.types.ts'
import { type BoardView, toCard } from './board.ts'
import { outlineHead } from './notes.ts'
import { objectiveBands, objectivesIn } from './objectivesTree.ts'
import { splitTrees } from './splitTrees.ts'
import { type Bands, readTree } from './tree.ts'

/** How the bands of a problem tree lie. */
export const problemBands: Bands = {
  heights: { 'effect.2': 2, 'effect.1': 1, core: 0, 'cause.1': -1, 'cause.2': -2 },
  asides: new Set(['groups', 'evidence']),
}

/** The problem tree as it stands: its causes and effects follow the arrows, and the bands where arrows are missing. */
export function readProblemTree(view: BoardView, locale: string): ProblemTreeOutline {
  const { problems, objectives } = splitTrees(view)
  const { core, below, above, inAside, ...tree } = readTree(problems, problemBands)
  const goals = objectives && readTree(objectives, objectiveBands)
  return {
    template: 'problem-tree',
    ...outlineHead(view, locale, [...tree.loose, ...(goals?.loose ?? [])]),
    notes: [...tree.notes, ...(goals?.notes ?? [])],
    ink: view.ink + tree.unused + (goals?.unused ?? 0),
    core: core?.text ?? null,
    coreId: core?.id ?? null,
    causes: below,
    effects: above,
    affectedGroups: inAside('groups').map(toCard),
    evidence: inAside('evidence').map(toCard),
    ...(goals ? { objectives: objectivesIn(goals) } : {}),
  }
}
