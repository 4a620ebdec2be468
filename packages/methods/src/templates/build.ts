import { indexes, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { inAllLocales, type LabelKey, label } from '../labels/index.ts'
import { heightOf } from '../textFit.ts'
import { templateById } from './index.ts'
import type { CardPiece, FramePiece, GuidePiece, Piece, Region, StampPiece, TextPiece } from './types.ts'

/** A shape that waits for its place in the order of drawing. */
type Draft = (index: IndexKey) => TLShape

/** Room between a backdrop's edge and its words. */
const padding = 24
/** Width of the strip at the left of a band that holds its title. */
export const titleStrip = 400
/** tldraw's font sizes of text shapes. */
const fontSizes = { m: 24, l: 36, xl: 44 }
/** Pieces of paper in one pile, each a little aside so that it is seen as a pile. */
const pile = [16, 8, 0]

/**
 * The records of a new board, to be put on its first page: valid by tldraw's schema, with the same ids each time.
 * `locale` decides the words; another language shows them by `meta.labelKey`. Throws a RangeError for an unknown template.
 */
export function buildTemplate(id: string, locale: string): TLRecord[] {
  const template = templateById(id)
  const drafts = [
    ...template.regions.flatMap((region) => drawRegion(region, locale)),
    ...template.pieces.flatMap((piece) => drawPiece(piece, locale)),
  ]
  return indexes(drafts.length).flatMap((index, at) => drafts[at]?.(index) ?? [])
}

function drawRegion(region: Region, locale: string): Draft[] {
  const { id, labelKey, hintKey, bounds, title } = region
  const at = { x: bounds.x + padding, y: bounds.y + (region.kind === 'caption' ? 0 : 20) }
  const w = (title.at === 'left' ? titleStrip : bounds.w) - 2 * padding
  const drafts = [
    backdrop(id, bounds, region.color, { region: id, labelKey }),
    text(`${id}.title`, label(labelKey, locale), { ...at, w, size: title.size }, { labelKey }),
  ]
  if (hintKey) {
    const place = { x: at.x, y: bounds.y + bounds.h - 104, w, size: 'm' as const, scale: 1.25 }
    drafts.push(text(`${id}.hint`, label(hintKey, locale), place, { labelKey: hintKey }))
  }
  return drafts
}

function drawPiece(piece: Piece, locale: string): Draft[] {
  switch (piece.kind) {
    case 'text':
      return [drawText(piece, locale)]
    case 'guide':
      return drawGuide(piece, locale)
    case 'frame':
      return [drawFrame(piece, locale)]
    case 'card':
      return [drawCard(piece, locale)]
    case 'stamp':
      return pile.map((aside) => drawStamp(piece, aside, locale))
  }
}

function drawText(piece: TextPiece, locale: string): Draft {
  const { id, labelKey } = piece
  return text(id, label(labelKey, locale), piece, { labelKey })
}

/** Each line stands below the last one in whichever language is longest, so that no translation covers the next. */
function drawGuide(piece: GuidePiece, locale: string): Draft[] {
  const { id, titleKey, lineKeys, bounds, titleSize = 'xl', scale = 1 } = piece
  const x = bounds.x + padding
  const w = bounds.w - 2 * padding
  let y = bounds.y + 20
  const next = (name: string, labelKey: LabelKey, size: 'm' | 'l' | 'xl', factor: number): Draft => {
    const draft = text(name, label(labelKey, locale), { x, y, w, size, scale: factor }, { labelKey })
    const heights = Object.values(inAllLocales(labelKey)).map((words) =>
      heightOf(words, w, fontSizes[size] * factor),
    )
    y += Math.ceil(Math.max(...heights) / 8) * 8 + 16
    return draft
  }
  return [
    backdrop(id, bounds, 'white', { guide: id }),
    next(`${id}.title`, titleKey, titleSize, 1),
    ...lineKeys.map((labelKey, at) => next(`${id}.${at + 1}`, labelKey, 'm', scale)),
  ]
}

function drawFrame(piece: FramePiece, locale: string): Draft {
  const { id, labelKey, bounds, no, device } = piece
  const { x, y, w, h } = bounds
  const meta = { frame: id, labelKey, ...(no ? { no } : {}), ...(device ? { device } : {}) }
  const props = { w, h, name: label(labelKey, locale) }
  return (index) => makeShape({ type: 'frame', id: idOf(id), x, y, index, props, meta })
}

function drawCard(piece: CardPiece, locale: string): Draft {
  const { labelKey, color, scale = 1 } = piece
  const { x, y, w, h } = piece.bounds
  const words = richText(labelKey ? label(labelKey, locale) : '')
  const meta = { card: piece.id, ...(labelKey ? { labelKey } : {}) }
  const id = idOf(`card.${piece.id}`)
  const look = { color, font: 'sans', richText: words, scale } as const
  if (piece.shape === 'note')
    return (index) => makeShape({ type: 'note', id, x, y, index, props: look, meta })
  const fill = color === 'grey' ? 'semi' : 'solid'
  const props = { ...look, geo: 'rectangle', fill, dash: 'solid', size: 's', w, h } as const
  return (index) => makeShape({ type: 'geo', id, x, y, index, props, meta })
}

function drawStamp(piece: StampPiece, aside: number, locale: string): Draft {
  const { id, labelKey, geo, bounds, color } = piece
  const tint =
    color === 'white' ? ({ color: 'black', fill: 'semi' } as const) : ({ color, fill: 'solid' } as const)
  const verticalAlign = geo === 'x-box' ? 'end' : 'middle'
  const look = {
    geo,
    labelColor: 'black',
    dash: 'draw',
    size: geo === 'x-box' ? 's' : 'm',
    font: 'draw',
    verticalAlign,
    ...tint,
  } as const
  const props = { ...look, w: bounds.w, h: bounds.h, richText: richText(label(labelKey, locale)) }
  const meta = { stamp: id, labelKey }
  const place = { id: idOf(`${id}.${aside}`), x: bounds.x + aside, y: bounds.y + aside }
  return (index) => makeShape({ type: 'geo', ...place, index, props, meta })
}

/** A locked sheet behind the cards: a click goes through it, a drop lands on it, no arrow clings to it. */
function backdrop(
  name: string,
  { x, y, w, h }: Region['bounds'],
  color: Region['color'],
  meta: Record<string, string>,
): Draft {
  const props = { geo: 'rectangle', color, fill: 'solid', dash: 'solid', size: 's', w, h } as const
  return (index) => makeShape({ type: 'geo', id: idOf(name), x, y, index, props, meta, isLocked: true })
}

/** A locked text of a fixed width. */
function text(
  name: string,
  words: string,
  { x, y, w, size, scale = 1 }: Pick<TextPiece, 'x' | 'y' | 'w' | 'size' | 'scale'>,
  meta: Record<string, string>,
): Draft {
  // tldraw multiplies the width of a text by its scale.
  const look = { w: w / scale, size, scale, autoSize: false, font: 'sans', color: 'black' } as const
  const props = { ...look, richText: richText(words) }
  return (index) => makeShape({ type: 'text', id: idOf(name), x, y, index, props, meta, isLocked: true })
}

/** The same each time, so that the same template is the same document. */
const idOf = (name: string): string => `shape:template-${name}`
