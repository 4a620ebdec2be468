import type { FramePiece, Template } from './types.ts'

const clusterKeys = [
  'brainstorm.cluster.1',
  'brainstorm.cluster.2',
  'brainstorm.cluster.3',
  'brainstorm.cluster.4',
  'brainstorm.cluster.5',
  'brainstorm.cluster.6',
] as const

/**
 * Three across and two down. tldraw writes a frame's name above it, in the same size on the screen at every zoom: a
 * laptop that shows the whole board needs 120 units for it.
 */
const clusters = clusterKeys.map((labelKey, at): FramePiece => {
  const bounds = { x: 520 + (at % 3) * 464, y: 376 + Math.floor(at / 3) * 648, w: 432, h: 528 }
  return { kind: 'frame', id: `cluster.${at + 1}`, labelKey, bounds }
})

/** Private brainstorm and affinity: write alone, reveal, group in silence, name the groups (METHODS.md). */
export const brainstorm: Template = {
  id: 'brainstorm',
  step: 'innovate',
  reads: 'brainstorm',
  minutes: 30,
  groupSize: [3, 30],
  nameKey: 'brainstorm.name',
  descriptionKey: 'brainstorm.description',
  script: [
    'brainstorm.script.1',
    'brainstorm.script.2',
    'brainstorm.script.3',
    'brainstorm.script.4',
    'brainstorm.script.5',
  ],
  bounds: { x: 0, y: -224, w: 2400, h: 1824 },
  regions: [
    {
      id: 'inbox',
      kind: 'inbox',
      labelKey: 'brainstorm.inbox',
      bounds: { x: 0, y: 176, w: 480, h: 1424 },
      title: { at: 'top', size: 'xl' },
      color: 'light-blue',
      noteColor: 'yellow',
      grows: 'left',
    },
    {
      id: 'clusters',
      kind: 'frames',
      labelKey: 'brainstorm.clusters',
      bounds: { x: 496, y: 176, w: 1408, h: 1424 },
      title: { at: 'top', size: 'xl' },
      color: 'grey',
      noteColor: 'yellow',
    },
    {
      id: 'parking',
      kind: 'cards',
      labelKey: 'brainstorm.parking',
      bounds: { x: 1920, y: 1200, w: 480, h: 400 },
      title: { at: 'top', size: 'xl' },
      color: 'light-violet',
      noteColor: 'light-violet',
    },
  ],
  pieces: [
    {
      kind: 'text',
      id: 'heading',
      labelKey: 'brainstorm.name',
      x: 0,
      y: -208,
      w: 2400,
      size: 'xl',
      scale: 2,
    },
    {
      kind: 'guide',
      id: 'guide',
      titleKey: 'brainstorm.guide',
      lineKeys: [
        'brainstorm.script.1',
        'brainstorm.script.2',
        'brainstorm.script.3',
        'brainstorm.script.4',
        'brainstorm.script.5',
      ],
      bounds: { x: 1920, y: 176, w: 480, h: 1008 },
      scale: 1.25,
    },
    {
      kind: 'card',
      id: 'prompt',
      shape: 'geo',
      labelKey: 'brainstorm.prompt',
      // High enough for a question of two rows.
      bounds: { x: 0, y: -64, w: 2400, h: 224 },
      color: 'yellow',
      scale: 2.75,
    },
    ...clusters,
  ],
}
