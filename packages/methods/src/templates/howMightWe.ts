import { boardAround, field, heading, howWeWork } from './parts.ts'
import type { FramePiece, GuidePiece, Template } from './types.ts'

/** Two guides stand under each other, with many lines. */
const guideWidth = 640
const { y, h } = boardAround({ w: 2400, h: 1888 })
/** Nothing at the left: the wall of questions grows there. */
const bounds = { x: 0, y, w: 2416 + guideWidth, h }

const themes = ([1, 2, 3, 4] as const).map((no): FramePiece => {
  const place = { x: 24 + (no - 1) * 464, y: 1336, w: 440, h: 528 }
  return { kind: 'frame', id: `cluster.${no}`, labelKey: `how-might-we.cluster.${no}`, bounds: place }
})

const turns: GuidePiece = {
  kind: 'guide',
  id: 'turns',
  titleKey: 'how-might-we.turns',
  lineKeys: ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const).map((no) => `how-might-we.turn.${no}` as const),
  bounds: { x: 2416, y: 864, w: guideWidth, h: 1024 },
  scale: 1.25,
}

const script = ([1, 2, 3, 4, 5] as const).map((no) => `how-might-we.script.${no}` as const)

/** How might we: one problem turned into many questions, with the d.school's ways to turn it (METHODS.md). */
export const howMightWe: Template = {
  id: 'how-might-we',
  step: 'innovate',
  reads: 'brainstorm',
  minutes: 60,
  groupSize: [1, 6],
  nameKey: 'how-might-we.name',
  descriptionKey: 'how-might-we.description',
  script,
  bounds,
  regions: [
    {
      id: 'inbox',
      kind: 'inbox',
      labelKey: 'how-might-we.wall',
      bounds: { x: 0, y: 240, w: 2400, h: 776 },
      title: { at: 'top', size: 'xl' },
      color: 'light-blue',
      noteColor: 'yellow',
      grows: 'left',
    },
    field('clusters', 'how-might-we.clusters', { x: 0, y: 1032, w: 1896, h: 856 }, 'grey', {
      kind: 'frames',
      title: { at: 'top', size: 'xl' },
    }),
    field('parking', 'how-might-we.parking', { x: 1912, y: 1032, w: 488, h: 856 }, 'light-violet', {
      hintKey: 'how-might-we.parking.hint',
      title: { at: 'top', size: 'xl' },
    }),
  ],
  pieces: [
    heading('how-might-we.name', bounds),
    turns,
    { ...howWeWork(script, bounds), bounds: { x: 2416, y: 0, w: guideWidth, h: 848 } },
    {
      kind: 'card',
      id: 'prompt',
      shape: 'geo',
      labelKey: 'how-might-we.prompt',
      bounds: { x: 0, y: 0, w: 2400, h: 224 },
      color: 'yellow',
      scale: 2.75,
    },
    ...themes,
  ],
}
