import type { Region, Template } from './types.ts'

type BandId = 'end.2' | 'end.1' | 'core' | 'means.1' | 'means.2'

/** The same geometry as the problem tree's, so that each objective stands where its problem stood. */
function band(id: BandId, y: number, h: number, color: Region['color']): Region {
  return {
    id,
    kind: 'cards',
    labelKey: `objectives-tree.${id}`,
    hintKey: `objectives-tree.${id}.hint`,
    bounds: { x: 0, y, w: 2664, h },
    title: { at: 'left', size: 'xl' },
    color,
    noteColor: color,
  }
}

const rules = ([1, 2, 3, 4, 5] as const).map((no) => `objectives-tree.rule.${no}` as const)

/** Objectives tree (METHODS.md): the problem tree as the state that people want; means at the bottom, ends above. */
export const objectivesTree: Template = {
  id: 'objectives-tree',
  step: 'identify',
  reads: 'objectives-tree',
  minutes: 30,
  groupSize: [4, 8],
  nameKey: 'objectives-tree.name',
  descriptionKey: 'objectives-tree.description',
  script: ([1, 2, 3, 4] as const).map((no) => `objectives-tree.script.${no}` as const),
  bounds: { x: -536, y: -160, w: 3736, h: 2160 },
  regions: [
    band('end.2', 0, 364, 'light-blue'),
    band('end.1', 380, 364, 'light-blue'),
    band('core', 760, 344, 'light-green'),
    band('means.1', 1120, 364, 'yellow'),
    band('means.2', 1500, 500, 'yellow'),
    {
      id: 'inbox',
      kind: 'inbox',
      labelKey: 'common.inbox',
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
      labelKey: 'objectives-tree.name',
      x: -536,
      y: -144,
      w: 2400,
      size: 'xl',
      scale: 2,
    },
    {
      kind: 'guide',
      id: 'guide',
      titleKey: 'objectives-tree.guide',
      lineKeys: rules,
      bounds: { x: 2680, y: 0, w: 520, h: 1104 },
      scale: 1.125,
    },
    {
      kind: 'guide',
      id: 'steps',
      titleKey: 'common.guide',
      lineKeys: ([1, 2, 3, 4] as const).map((no) => `objectives-tree.script.${no}` as const),
      bounds: { x: 2680, y: 1120, w: 520, h: 880 },
      scale: 1.125,
    },
    {
      kind: 'card',
      id: 'core',
      shape: 'note',
      bounds: { x: 1392, y: 792, w: 280, h: 280 },
      color: 'light-green',
      scale: 1.4,
    },
  ],
}
