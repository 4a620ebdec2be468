import { makeShape, richText } from '@sheshi/board'
import type { TLShape } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import type { Bounds } from '../types.ts'
import type { LinePiece, Region, TextPiece } from './types.ts'

/** A shape that waits for its place in the order of drawing. */
export type Draft = (index: IndexKey) => TLShape

/** Room between a backdrop's edge and its words. */
export const padding = 24
/** tldraw's font sizes of text shapes. */
export const fontSizes = { s: 18, m: 24, l: 36, xl: 44 }

/** The same each time, so that the same template is the same document. */
export const idOf = (name: string): string => `shape:template-${name}`

/** A locked sheet behind the cards: a click goes through it, a drop lands on it, no arrow clings to it. */
export function backdrop(
  name: string,
  { x, y, w, h }: Bounds,
  { color, round = false }: Pick<Region, 'color' | 'round'>,
  meta: Record<string, string>,
): Draft {
  const geo = round ? 'ellipse' : 'rectangle'
  const props = { geo, color, fill: 'solid', dash: 'solid', size: 's', w, h } as const
  // Round ones lie on each other: what is in both has the colours of both.
  const opacity = round ? 0.6 : 1
  return (index) =>
    makeShape({ type: 'geo', id: idOf(name), x, y, index, opacity, props, meta, isLocked: true })
}

/** A locked text of a fixed width. */
export function text(
  name: string,
  words: string,
  place: Pick<TextPiece, 'x' | 'y' | 'w' | 'size' | 'scale' | 'align'>,
  meta: Record<string, string>,
): Draft {
  const { x, y, w, size, scale = 1, align = 'start' } = place
  // tldraw multiplies the width of a text by its scale.
  const look = { w: w / scale, size, scale, autoSize: false, font: 'sans', color: 'black' } as const
  const props = { ...look, textAlign: align, richText: richText(words) }
  return (index) => makeShape({ type: 'text', id: idOf(name), x, y, index, props, meta, isLocked: true })
}

/** A locked line; marked as the template's own, so that nobody counts it as something drawn. */
export function line(
  { id, from, to, dashed = false }: Omit<LinePiece, 'kind'>,
  arrowheadEnd: 'none' | 'arrow' = 'none',
): Draft {
  const end = { x: to.x - from.x, y: to.y - from.y }
  const props = { start: { x: 0, y: 0 }, end, arrowheadEnd, dash: dashed ? 'dashed' : 'solid' } as const
  const place = { id: idOf(id), x: from.x, y: from.y, meta: { guide: id }, isLocked: true }
  return (index) => makeShape({ type: 'arrow', ...place, index, props })
}
