import type { LabelKey } from '../labels/index.ts'
import type { Bounds } from '../types.ts'
import type { CardPiece, GuidePiece, Region, TextPiece } from './types.ts'

/**
 * What most boards have around their middle, always in the same places: the name above it, new notes at the left, how
 * it goes at the right. The middle begins at 0, 0.
 */
const side = 480
const gap = 16
/** Of the board's name above it. */
export const headingHeight = 160

/** The whole board around a middle of this size. `left`: more room at the left, for the names of rows or an axis. */
export function boardAround({ w, h }: { w: number; h: number }, left = 0): Bounds {
  const x = -side - gap - left
  return { x, y: -headingHeight, w: w + gap + side - x, h: h + headingHeight }
}

/** The method's name above the board. */
export function heading(labelKey: LabelKey, { x, y, w }: Bounds): TextPiece {
  return { kind: 'text', id: 'heading', labelKey, x, y: y + gap, w, size: 'xl', scale: 2 }
}

/** Where notes from phones land: at the left of the board, as high as its middle, growing to the left. */
export function inbox({ x, y, h }: Bounds, labelKey: LabelKey = 'common.inbox'): Region {
  return {
    id: 'inbox',
    kind: 'inbox',
    labelKey,
    bounds: { x, y: y + headingHeight, w: side, h: h - headingHeight },
    title: { at: 'top', size: 'xl' },
    color: 'grey',
    noteColor: 'light-green',
    grows: 'left',
  }
}

/** How the method goes, at the right of the board; `h` where it is not as high as the middle. */
export function howWeWork(lineKeys: LabelKey[], { x, y, w, h }: Bounds, height?: number): GuidePiece {
  const bounds = { x: x + w - side, y: y + headingHeight, w: side, h: height ?? h - headingHeight }
  return { kind: 'guide', id: 'guide', titleKey: 'common.guide', lineKeys, bounds, scale: 1.25 }
}

/** A rectangle that takes notes, its name at the top. */
export function field(
  id: string,
  labelKey: LabelKey,
  bounds: Bounds,
  color: Region['color'],
  more: Partial<Region> = {},
): Region {
  return {
    id,
    kind: 'cards',
    labelKey,
    bounds,
    title: { at: 'top', size: 'l' },
    color,
    noteColor: color === 'grey' ? 'yellow' : color,
    ...more,
  }
}

/** A line of a form: a region with its name at the top, and a sheet in it that stands ready to be written on. */
export function blank(region: Region, scale = 1.25): CardPiece {
  const { x, y, w, h } = region.bounds
  const head = region.title.size === 'm' ? 60 : 80
  const bounds = { x: x + gap, y: y + head, w: w - 2 * gap, h: h - head - gap }
  return { kind: 'card', id: region.id, shape: 'geo', bounds, color: 'grey', scale }
}

/** The question that everything answers, across the top of the board, to be written on. */
export function question(w: number): { region: Region; card: CardPiece } {
  const region = field('question', 'common.question', { x: 0, y: 0, w, h: 224 }, 'yellow')
  return { region, card: blank(region, 2) }
}
