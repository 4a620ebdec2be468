import { treeBands, treeBounds, treeColumn, treeCore, treeHeading, treeInbox } from './treeParts.ts'
import type { Template } from './types.ts'

const bands = (['end.2', 'end.1', 'core', 'means.1', 'means.2'] as const).map((id) => ({
  id,
  labelKey: `objectives-tree.${id}` as const,
  hintKey: `objectives-tree.${id}.hint` as const,
}))

const script = ([1, 2, 3, 4] as const).map((no) => `objectives-tree.script.${no}` as const)

/** Objectives tree (METHODS.md): the problem tree as the state that people want; means at the bottom, ends above. */
export const objectivesTree: Template = {
  id: 'objectives-tree',
  step: 'identify',
  reads: 'objectives-tree',
  minutes: 30,
  groupSize: [4, 8],
  nameKey: 'objectives-tree.name',
  descriptionKey: 'objectives-tree.description',
  script,
  bounds: treeBounds,
  regions: [...treeBands(bands, 'light-green'), treeInbox('common.inbox')],
  pieces: [
    treeHeading('objectives-tree.name'),
    {
      kind: 'guide',
      id: 'guide',
      titleKey: 'objectives-tree.guide',
      lineKeys: ([1, 2, 3, 4, 5] as const).map((no) => `objectives-tree.rule.${no}` as const),
      bounds: { ...treeColumn, y: 0, h: 1104 },
      scale: 1.125,
    },
    {
      kind: 'guide',
      id: 'steps',
      titleKey: 'common.guide',
      lineKeys: script,
      bounds: { ...treeColumn, y: 1120, h: 880 },
      scale: 1.125,
    },
    treeCore('light-green'),
  ],
}
