import type { Region, Template } from './types.ts'

type BandId = 'effect.2' | 'effect.1' | 'core' | 'cause.1' | 'cause.2'

/** A band across the tree, its title in a strip at the left so that no card covers it. */
function band(id: BandId, y: number, h: number, color: Region['color']): Region {
  return {
    id,
    kind: 'cards',
    labelKey: `problem-tree.${id}`,
    hintKey: `problem-tree.${id}.hint`,
    bounds: { x: 0, y, w: 2664, h },
    title: { at: 'left', size: 'xl' },
    color,
    noteColor: color,
  }
}

/** A list in the column at the right. */
function list(id: 'groups' | 'evidence', y: number): Region {
  return {
    id,
    kind: 'cards',
    labelKey: `problem-tree.${id}`,
    bounds: { x: 2680, y, w: 520, h: 620 },
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
  script: [
    'problem-tree.script.1',
    'problem-tree.script.2',
    'problem-tree.script.3',
    'problem-tree.script.4',
    'problem-tree.script.5',
  ],
  bounds: { x: -536, y: -160, w: 3736, h: 2160 },
  regions: [
    band('effect.2', 0, 364, 'light-blue'),
    band('effect.1', 380, 364, 'light-blue'),
    band('core', 760, 344, 'light-red'),
    band('cause.1', 1120, 364, 'yellow'),
    band('cause.2', 1500, 500, 'yellow'),
    list('groups', 0),
    list('evidence', 636),
    {
      id: 'inbox',
      kind: 'inbox',
      labelKey: 'problem-tree.inbox',
      bounds: { x: -536, y: 0, w: 520, h: 2000 },
      title: { at: 'top', size: 'xl' },
      color: 'grey',
      noteColor: 'light-green',
      grows: 'left',
    },
  ],
  pieces: [
    {
      kind: 'text',
      id: 'heading',
      labelKey: 'problem-tree.name',
      x: -536,
      y: -144,
      w: 2400,
      size: 'xl',
      scale: 2,
    },
    {
      kind: 'guide',
      id: 'guide',
      titleKey: 'problem-tree.guide',
      lineKeys: [
        'problem-tree.rule.1',
        'problem-tree.rule.2',
        'problem-tree.rule.3',
        'problem-tree.rule.4',
        'problem-tree.rule.5',
      ],
      bounds: { x: 2680, y: 1272, w: 520, h: 728 },
      scale: 1.125,
    },
    {
      kind: 'card',
      id: 'core',
      shape: 'note',
      bounds: { x: 1392, y: 792, w: 280, h: 280 },
      color: 'light-red',
      scale: 1.4,
    },
  ],
}
