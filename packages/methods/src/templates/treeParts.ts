import type { LabelKey } from '../labels/index.ts'
import type { Bounds } from '../types.ts'
import type { CardPiece, Region, TextPiece } from './types.ts'

/**
 * What problem tree and objectives tree have in common: each objective stands where its problem stood, five bands from
 * the farthest effect down to the deepest cause, with new notes at the left and a column for lists and rules at the right.
 */
export const treeBounds: Bounds = { x: -536, y: -160, w: 3736, h: 2160 }
/** The column at the right: where it begins, and how wide it is. */
export const treeColumn = { x: 2680, w: 520 }

const heights = [
  { y: 0, h: 364 },
  { y: 380, h: 364 },
  { y: 760, h: 344 },
  { y: 1120, h: 364 },
  { y: 1500, h: 500 },
]

interface BandWords {
  id: string
  labelKey: LabelKey
  hintKey: LabelKey
}

/** The bands from top to bottom, their titles in a strip at the left so that no card covers them. */
export function treeBands(words: readonly BandWords[], core: Region['color']): Region[] {
  const colors: Region['color'][] = ['light-blue', 'light-blue', core, 'yellow', 'yellow']
  return heights.flatMap(({ y, h }, at): Region[] => {
    const [band, color] = [words[at], colors[at]]
    if (!band || !color) throw new RangeError('a tree has five bands')
    const title = { at: 'left', size: 'xl' } as const
    return [{ ...band, kind: 'cards', bounds: { x: 0, y, w: 2664, h }, title, color, noteColor: color }]
  })
}

/** Where notes from phones land. */
export function treeInbox(labelKey: LabelKey): Region {
  return {
    id: 'inbox',
    kind: 'inbox',
    labelKey,
    bounds: { x: -536, y: 0, w: 520, h: 2000 },
    title: { at: 'top', size: 'xl' },
    color: 'grey',
    noteColor: 'light-green',
    grows: 'left',
  }
}

/** The method's name above the tree. */
export const treeHeading = (labelKey: LabelKey): TextPiece => ({
  kind: 'text',
  id: 'heading',
  labelKey,
  x: -536,
  y: -144,
  w: 2400,
  size: 'xl',
  scale: 2,
})

/** The trunk: one card, ready to be written on. */
export const treeCore = (color: CardPiece['color']): CardPiece => ({
  kind: 'card',
  id: 'core',
  shape: 'note',
  bounds: { x: 1392, y: 792, w: 280, h: 280 },
  color,
  scale: 1.4,
})
