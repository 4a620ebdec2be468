import { indexes, makeShape, richText } from '@sheshi/board'
import type { TLRecord } from '@tldraw/tlschema'
import { inAllLocales, type LabelKey, label } from '../labels/index.ts'
import { heightOf } from '../textFit.ts'
import { backdrop, type Draft, fontSizes, idOf, line, padding, text } from './draft.ts'
import { drawAxes, drawGrid } from './drawTable.ts'
import { templateById } from './index.ts'
import type { CardPiece, FramePiece, GuidePiece, Piece, Region, StampPiece, TextPiece } from './types.ts'
import { inVariant } from './variants.ts'

/** Width of the strip at the left of a band that holds its title. */
export const titleStrip = 400
/** Of the name at the rim of a round region, and how far its middle is from the rim. */
const rim = { w: 400, inside: 112 }
/** Pieces of paper in one pile, each a little aside so that it is seen as a pile. */
const pile = [16, 8, 0]

/** `variant`: the id of one of the template's other forms. */
export interface BuildOptions {
  variant?: string | undefined
}

/**
 * The records of a new board, to be put on its first page: valid by tldraw's schema, with the same ids each time.
 * `locale` decides the words; another language shows them by `meta.labelKey`. Throws a RangeError for an unknown template
 * or variant.
 */
export function buildTemplate(id: string, locale: string, { variant }: BuildOptions = {}): TLRecord[] {
  const { regions, pieces, grid, axes } = inVariant(templateById(id), variant)
  const drafts = [
    ...pieces.filter(isGround).flatMap((piece) => drawPiece(piece, locale)),
    ...regions.flatMap((region) => drawRegion(region, locale)),
    ...(grid ? drawGrid(grid, regions, locale) : []),
    ...(axes ? drawAxes(axes, locale) : []),
    ...pieces.filter((piece) => !isGround(piece)).flatMap((piece) => drawPiece(piece, locale)),
  ]
  return indexes(drafts.length).flatMap((index, at) => drafts[at]?.(index) ?? [])
}

/** Sheets lie under the regions. */
const isGround = ({ kind }: Piece): boolean => kind === 'sheet'

function drawRegion(region: Region, locale: string): Draft[] {
  const { id, labelKey, hintKey, bounds, title } = region
  const sheet = backdrop(id, bounds, region, { region: id, labelKey })
  if (title.at === 'none') return [sheet]
  if (title.at === 'rim') return [sheet, drawRimTitle(region, locale)]
  const at = { x: bounds.x + padding, y: bounds.y + (region.kind === 'caption' ? 0 : 20) }
  const w = (title.at === 'left' ? titleStrip : bounds.w) - 2 * padding
  const drafts = [
    sheet,
    text(`${id}.title`, label(labelKey, locale), { ...at, w, size: title.size }, { labelKey }),
  ]
  if (hintKey) {
    const size = title.at === 'left' ? ({ size: 'm', scale: 1.25 } as const) : ({ size: 'm' } as const)
    const room = title.at === 'left' ? 104 : tallest(hintKey, w, fontSizes.m) + 16
    const place = { x: at.x, y: bounds.y + bounds.h - room, w, ...size }
    drafts.push(text(`${id}.hint`, label(hintKey, locale), place, { labelKey: hintKey }))
  }
  return drafts
}

/** The name inside the rim of a round region, on the side where it has the board's edge and not its neighbours. */
function drawRimTitle({ id, labelKey, bounds, title }: Region, locale: string): Draft {
  const angle = ((title.angle ?? 0) * Math.PI) / 180
  const x = bounds.x + bounds.w / 2 + (bounds.w / 2 - rim.inside * rimReach(angle)) * Math.cos(angle)
  const y = bounds.y + bounds.h / 2 + (bounds.h / 2 - rim.inside) * Math.sin(angle)
  const top = y - tallest(labelKey, rim.w, fontSizes[title.size]) / 2
  const place = { x: Math.round(x - rim.w / 2), y: Math.round(top), w: rim.w, size: title.size }
  return text(`${id}.title`, label(labelKey, locale), { ...place, align: 'middle' }, { labelKey })
}

/** Words are wider than high: at the sides they must stand farther from the rim. */
const rimReach = (angle: number): number => 1 + Math.abs(Math.cos(angle))

/** The height of a label in whichever language needs most. */
const tallest = (labelKey: LabelKey, w: number, fontSize: number): number =>
  Math.max(...Object.values(inAllLocales(labelKey)).map((words) => heightOf(words, w, fontSize)))

function drawPiece(piece: Piece, locale: string): Draft[] {
  switch (piece.kind) {
    case 'text':
      return [drawText(piece, locale)]
    case 'sheet':
      return [backdrop(piece.id, piece.bounds, piece, { guide: piece.id })]
    case 'line':
      return [line(piece)]
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
    y += Math.ceil(tallest(labelKey, w, fontSizes[size] * factor) / 8) * 8 + 16
    return draft
  }
  return [
    backdrop(id, bounds, { color: 'white' }, { guide: id }),
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
  const meta = { card: piece.id, ...(labelKey ? { labelKey } : {}), ...piece.meta }
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
