import { treeBands, treeBounds, treeColumn, treeCore, treeHeading, treeInbox } from './treeParts.ts'
import type { Region, Template } from './types.ts'

const bands = (['effect.2', 'effect.1', 'core', 'cause.1', 'cause.2'] as const).map((id) => ({
  id,
  labelKey: `problem-tree.${id}` as const,
  hintKey: `problem-tree.${id}.hint` as const,
}))

/** A list in the column at the right. */
function list(id: 'groups' | 'evidence', y: number): Region {
  return {
    id,
    kind: 'cards',
    labelKey: `problem-tree.${id}`,
    bounds: { ...treeColumn, y, h: 620 },
    title: { at: 'top', size: 'xl' },
    color: 'light-violet',
    noteColor: 'light-violet',
  }
}

/** Problem tree (METHODS.md, after the Commission's PCM guidelines): effects above, causes at the bottom. */
export const problemTree: Template = {
  id: 'problem-tree',
  step: 'identify',
  reads: 'problem-tree',
  minutes: 90,
  groupSize: [4, 8],
  nameKey: 'problem-tree.name',
  descriptionKey: 'problem-tree.description',
  script: ([1, 2, 3, 4, 5] as const).map((no) => `problem-tree.script.${no}` as const),
  bounds: treeBounds,
  regions: [
    ...treeBands(bands, 'light-red'),
    list('groups', 0),
    list('evidence', 636),
    treeInbox('problem-tree.inbox'),
  ],
  pieces: [
    treeHeading('problem-tree.name'),
    {
      kind: 'guide',
      id: 'guide',
      titleKey: 'problem-tree.guide',
      lineKeys: ([1, 2, 3, 4, 5] as const).map((no) => `problem-tree.rule.${no}` as const),
      bounds: { ...treeColumn, y: 1272, h: 728 },
      scale: 1.125,
    },
    treeCore('light-red'),
  ],
}
