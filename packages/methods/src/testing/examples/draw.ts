import { connect, indexes, makeShape, pageBounds, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'
import { templateById } from '../../templates/index.ts'
import type { Region, Template, TemplateId } from '../../templates/types.ts'
import { noteFit } from '../../textFit.ts'
import type { Bounds, Locale } from '../../types.ts'
import { boardOf } from '../board.ts'

/** A card of an example, and where people put it: in a region, on the axes of a map, in a frame, or on a ready card. */
export interface ExampleCard {
  id: string
  text: string
  /** A region of the template; with a `+`, where two circles overlap. */
  in?: string
  /** From 0 to 1, as the outline says it. */
  onAxes?: [x: number, y: number]
  /** A frame of the template. */
  frame?: string
  /** A ready card of the template that is written on; no note is added. */
  fill?: string
  /** The middle of the note on the page. */
  at?: [x: number, y: number]
  meta?: JsonObject
}

/** A board as a group might leave it after a session. */
export interface Example {
  template: TemplateId
  locale: Locale
  title: string
  cards: ExampleCard[]
  /** Frames of the template that got a name. */
  frames?: { id: string; name: string }[]
  /** From card to card, or to a frame of the template. */
  arrows?: [from: string, to: string][]
  /** Regions or frames of the template with a sketch in them. */
  sketches?: string[]
}

const side = 200
const gap = 16

/** The records of an example's board: the template as the server seeds it, with what people put on it. */
export function drawExample(example: Example): Map<string, TLRecord> {
  const records = boardOf(example.template, example.locale)
  const template = templateById(example.template)
  const order = indexes(records.size + example.cards.length + 2 * (example.arrows?.length ?? 0) + 99).slice(
    records.size,
  )
  const next = (): TLShape['index'] => {
    const index = order.shift()
    if (!index) throw new Error('fewer indices than shapes')
    return index
  }
  const put = (record: TLRecord) => records.set(record.id, record)
  const taken = new Map<string, number>()
  for (const { id, name } of example.frames ?? []) put(renamed(shapeOf(records, id), name))
  for (const card of example.cards) {
    const shape = card.fill === undefined ? null : shapeOf(records, `card.${card.fill}`)
    if (shape) put(filled(shape, card))
    else put(drawNote(card, placeOf(card, template, { records, taken }), next()))
  }
  for (const place of example.sketches ?? []) put(sketch(place, { template, records }, next()))
  for (const [from, to] of example.arrows ?? []) {
    const ends = [from, to].map((name) => onPage(records, find(records, example, name))) as [TLShape, TLShape]
    for (const record of connect(ends[0], ends[1], { id: `shape:${from}-${to}`, index: next() })) put(record)
  }
  return records
}

/** A shape of the template. */
function shapeOf(records: ReadonlyMap<string, TLRecord>, name: string): TLShape {
  const shape = records.get(`shape:template-${name}`)
  if (shape?.typeName !== 'shape') throw new Error(`the template has no “${name}”`)
  return shape
}

function find(records: ReadonlyMap<string, TLRecord>, { cards }: Example, name: string): TLShape {
  const card = cards.find(({ id }) => id === name)
  const shape = card && card.fill === undefined ? records.get(`shape:${name}`) : null
  return shape?.typeName === 'shape' ? shape : shapeOf(records, card?.fill ? `card.${card.fill}` : name)
}

/** The same as if it lay on the page, so that an arrow can be drawn there. */
function onPage(records: ReadonlyMap<string, TLRecord>, shape: TLShape): TLShape {
  const { x, y } = pageBounds(records, shape.id) ?? shape
  return { ...shape, x, y, parentId: 'page:page' as TLShape['parentId'] }
}

const renamed = (shape: TLShape, name: string): TLRecord =>
  ({ ...shape, props: { ...shape.props, name } }) as TLRecord

/** A note takes the room its words need; a ready sheet has its size. */
function filled(shape: TLShape, { text, meta }: ExampleCard): TLRecord {
  const fit = shape.type === 'note' ? noteFit(text) : {}
  const props = { ...shape.props, richText: richText(text), ...fit }
  return { ...shape, props, meta: { ...shape.meta, ...meta } } as TLRecord
}

interface Place {
  parentId: string
  x: number
  y: number
  scale: number
  color: Region['noteColor']
}

function drawNote({ id, text, meta = {} }: ExampleCard, place: Place, index: TLShape['index']): TLShape {
  const { parentId, x, y, scale, color } = place
  const props = { richText: richText(text), font: 'sans', color, scale, ...noteFit(text) } as const
  return makeShape({ type: 'note', id: `shape:${id}`, parentId, x, y, index, props, meta })
}

interface Ground {
  records: ReadonlyMap<string, TLRecord>
  /** How many cards lie in each place already. */
  taken: Map<string, number>
}

function placeOf(card: ExampleCard, template: Template, { records, taken }: Ground): Place {
  const middle = (x: number, y: number, color: Place['color'] = 'yellow'): Place => {
    return { parentId: 'page:page', x: x - side / 2, y: y - side / 2, scale: 1, color }
  }
  if (card.at) return middle(...card.at)
  if (card.onAxes) {
    const { x, y, w, h } = template.axes?.bounds ?? template.bounds
    return middle(x + w * card.onAxes[0], y + h * (1 - card.onAxes[1]))
  }
  const name = card.frame ?? card.in ?? 'inbox'
  const nth = taken.get(name) ?? 0
  taken.set(name, nth + 1)
  if (card.frame !== undefined) {
    const frame = shapeOf(records, card.frame)
    const { w, h } = frame.props as { w: number; h: number }
    return { ...cellOf({ x: 0, y: 0, w, h }, 0, nth), parentId: frame.id, color: 'yellow' }
  }
  const regions = name.split('+').map((id) => regionOf(template, id))
  const [region] = regions
  if (region?.round) {
    const point = inCircles(template, regions, nth)
    return middle(point.x, point.y, region.noteColor)
  }
  if (!region) throw new Error(`nowhere to put “${card.id}”`)
  const head = { none: 0, rim: 0, left: 0, top: 72 }[region.title.at]
  const strip = region.title.at === 'left' ? 400 : 0
  const { x, y, w, h } = region.bounds
  const cell = cellOf({ x: x + strip, y, w: w - strip, h }, head, nth)
  return { ...cell, parentId: 'page:page', color: region.noteColor }
}

function regionOf(template: Template, id: string): Region {
  const region = template.regions.find((each) => each.id === id)
  if (!region) throw new Error(`${template.id} has no region “${id}”`)
  return region
}

/** The nth place of a rectangle under its title; smaller notes where a whole one would not fit. */
function cellOf({ x, y, w, h }: Bounds, head: number, nth: number): Pick<Place, 'x' | 'y' | 'scale'> {
  const scale = Math.min(1, (w - gap) / side, (h - head - gap) / side)
  const pitch = side * scale + gap
  const columns = Math.max(1, Math.floor((w - gap / 2) / pitch))
  const [column, row] = [nth % columns, Math.floor(nth / columns)]
  return { x: x + gap / 2 + column * pitch, y: y + head + gap / 2 + row * pitch, scale }
}

/** Outwards of the middle of all circles, so that it lies only in those named. */
function inCircles(template: Template, regions: Region[], nth: number): { x: number; y: number } {
  const middle = meanOf(template.regions.filter(({ round }) => round).map(centreOf))
  const { x, y } = meanOf(regions.map(centreOf))
  const length = Math.hypot(x - middle.x, y - middle.y)
  const outwards = regions.length > 1 ? 24 : 200
  const aside = [(nth % 2) * 224 - 112, Math.floor(nth / 2) * 224 - 56] as const
  return {
    x: x + ((x - middle.x) / length) * outwards + (regions.length > 1 ? 0 : aside[0]),
    y: y + ((y - middle.y) / length) * outwards + (regions.length > 1 ? nth * 112 : aside[1]),
  }
}

const centreOf = ({ bounds: { x, y, w, h } }: Region) => ({ x: x + w / 2, y: y + h / 2 })

function meanOf(points: { x: number; y: number }[]): { x: number; y: number } {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 })
  return { x: sum.x / points.length, y: sum.y / points.length }
}

/** A few strokes in the middle of a region or a frame, as a pen leaves them. */
function sketch(
  name: string,
  { template, records }: { template: Template; records: ReadonlyMap<string, TLRecord> },
  index: TLShape['index'],
): TLShape {
  const frame = template.pieces.some((piece) => piece.kind === 'frame' && piece.id === name)
    ? shapeOf(records, name)
    : null
  const { x, y, w, h } = frame
    ? { x: 0, y: 0, ...(frame.props as { w: number; h: number }) }
    : regionOf(template, name).bounds
  const points = Array.from({ length: 24 }, (_, at) => {
    return { x: (w / 48) * at, y: (h / 6) * Math.sin(at / 3), z: 0.5 }
  })
  const props = { segments: [{ type: 'free' as const, points }], isComplete: true }
  const place = { id: `shape:sketch-${name}`, parentId: frame?.id ?? 'page:page', index, props }
  return makeShape({ type: 'draw', ...place, x: x + w / 4, y: y + h / 2 })
}
