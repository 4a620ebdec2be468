import { pageBounds, pagePoint, plainText } from '@sheshi/board'
import type {
  TLArrowBinding,
  TLArrowShape,
  TLFrameShape,
  TLRecord,
  TLShape,
  TLShapeId,
} from '@tldraw/tlschema'
import { isLabelKey, isUntouched } from '../labels/index.ts'
import type { Card } from '../outline.types.ts'
import type { Region, Template } from '../templates/types.ts'
import { type Bounds, holds } from '../types.ts'

/** Something that stands at a place of a page, with its words (trimmed; of a frame: its name). */
export interface Placed extends Card {
  shape: TLShape
  page: string
  bounds: Bounds
}

/** A frame; `untouched` while it still has the name that the template gave it. */
export interface PlacedFrame extends Placed {
  shape: TLFrameShape
  untouched: boolean
}

/** An arrow with both ends bound to shapes: the ids (`shape:…`) in the direction it was drawn. */
export interface Link {
  from: TLShapeId
  to: TLShapeId
}

/** What a board holds, read from its records, before any method gives it a meaning. */
export interface BoardView {
  records: ReadonlyMap<string, TLRecord>
  /** Everything with words that is neither a frame nor untouched furniture of the template. */
  cards: Placed[]
  frames: PlacedFrame[]
  links: Link[]
  /** Cards whose place cannot be told (their parents are missing). */
  lost: Card[]
  ink: number
  images: number
  /** The smallest region that a thing's centre lies in, its growth included; null outside of all. */
  regionOf(placed: Placed): string | null
  /** Any shape by its id (`shape:…`), furniture too; null where it or its place is missing. */
  find(id: string): Placed | null
  /** The innermost frame that holds it, as its parent or else under its centre; null outside of all. */
  frameOf(placed: Placed): PlacedFrame | null
}

type Found = Omit<BoardView, 'regionOf' | 'frameOf' | 'find'>

/** A record's id as the outline names it: without `shape:`. */
export const cardId = (id: string): string => id.replace(/^shape:/, '')

/** Order of siblings of a tree: left to right, then top to bottom; ids decide the rest. */
export const byColumns = (a: Placed, b: Placed): number =>
  a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || compareIds(a, b)

/** Order of lists: in rows as one reads; half a note up or down is still the same row. */
export const byRows = (a: Placed, b: Placed): number =>
  Math.floor(a.bounds.y / 104) - Math.floor(b.bounds.y / 104) || a.bounds.x - b.bounds.x || byColumns(a, b)

const compareIds = (a: Card, b: Card): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Only what the outline keeps of a card. */
export const toCard = ({ id, text }: Card): Card => ({ id, text })

/** Reads a board once; the outlines are made from the answer. Pure. */
export function viewBoard(records: ReadonlyMap<string, TLRecord>, template: Template): BoardView {
  const shapes = [...records.values()].filter((record): record is TLShape => record.typeName === 'shape')
  const links = readLinks(records)
  const view: Found = {
    records,
    cards: [],
    frames: [],
    links: [...links.values()],
    lost: [],
    ink: 0,
    images: 0,
  }
  for (const shape of shapes) sortIn(view, shape, links)
  const regions = shapes.flatMap((shape) => placeRegion(records, shape, template))
  view.cards.sort(byRows)
  view.frames.sort(byRows)
  return {
    ...view,
    regionOf: (placed) => smallestAround(regions, placed)?.region ?? null,
    frameOf: (placed) => frameOf(view.records, view.frames, placed),
    find: (id) => {
      const shape = records.get(id)
      return shape?.typeName === 'shape' ? place(records, shape, wordsOf(shape)) : null
    },
  }
}

function sortIn(view: Found, shape: TLShape, links: Map<string, Link>): void {
  const text = wordsOf(shape)
  if (isFurniture(shape, text)) return
  if (shape.type === 'frame' || text) {
    const placed = place(view.records, shape, text)
    if (!placed && text) view.lost.push({ id: cardId(shape.id), text })
    else if (placed && shape.type !== 'frame') view.cards.push(placed)
    else if (placed) {
      view.frames.push({ ...placed, shape: shape as TLFrameShape, untouched: hasLabel(shape, text) })
    }
  } else if (shape.type === 'image' || shape.type === 'video') {
    view.images += 1
  } else if (isInk(shape) && !links.has(shape.id)) {
    view.ink += 1
  }
}

const isInk = (shape: TLShape): boolean =>
  !['note', 'text', 'group', 'bookmark', 'embed'].includes(shape.type)

/** A bookmark has no words of its own but its address. */
function wordsOf(shape: TLShape): string {
  const words = plainText(shape).trim()
  if (words || (shape.type !== 'bookmark' && shape.type !== 'embed')) return words
  return (shape.props as { url: string }).url.trim()
}

/** The template's own sheets, titles, ready cards and stamps, as long as nobody has written on them. */
function isFurniture(shape: TLShape, text: string): boolean {
  const { region, guide, card } = shape.meta
  if (text === '' && [region, guide, card].some((mark) => mark !== undefined)) return true
  return shape.type !== 'frame' && text !== '' && hasLabel(shape, text)
}

function hasLabel(shape: TLShape, text: string): boolean {
  const { labelKey } = shape.meta
  return isLabelKey(labelKey) && isUntouched(labelKey, text)
}

function place(records: ReadonlyMap<string, TLRecord>, shape: TLShape, text: string): Placed | null {
  const bounds = boundsOf(records, shape)
  const page = pageOf(records, shape)
  return bounds && page ? { id: cardId(shape.id), text, shape, page, bounds } : null
}

/**
 * Of an arrow, where it was drawn: its words are what is looked for, and following what it is bound to would cost a
 * walk through all bindings for each. A group has no words and no place of its own.
 */
function boundsOf(records: ReadonlyMap<string, TLRecord>, shape: TLShape): Bounds | null {
  if (shape.type === 'group') return null
  if (shape.type !== 'arrow') return pageBounds(records, shape.id)
  const { start, end } = (shape as TLArrowShape).props
  const [from, to] = [pagePoint(records, shape.id, start), pagePoint(records, shape.id, end)]
  if (!from || !to) return null
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  return { x, y, w: Math.abs(from.x - to.x), h: Math.abs(from.y - to.y) }
}

/** The page that a shape lies on, through its parents; null where they are missing or run in a circle. */
export function pageOf(records: ReadonlyMap<string, TLRecord>, shape: TLShape): string | null {
  let at: string = shape.parentId
  for (let steps = 0; steps <= records.size; steps += 1) {
    const parent = records.get(at)
    if (parent?.typeName === 'page') return parent.id
    if (parent?.typeName !== 'shape') return null
    at = parent.parentId
  }
  return null
}

interface PlacedRegion {
  region: string
  page: string
  bounds: Bounds
}

const far = 1e9

/** The place of a region is its backdrop's, wherever the facilitator moved it; then it grows as the template says. */
function placeRegion(
  records: ReadonlyMap<string, TLRecord>,
  shape: TLShape,
  template: Template,
): PlacedRegion[] {
  const { region } = shape.meta
  if (typeof region !== 'string') return []
  const placed = place(records, shape, '')
  if (!placed) return []
  const grows = template.regions.find((each) => each.id === region)?.grows
  return [{ region, page: placed.page, bounds: grown(placed.bounds, grows) }]
}

/** A rectangle without end in the direction it grows. */
function grown({ x, y, w, h }: Bounds, grows: Region['grows']): Bounds {
  if (grows === 'left') return { x: x - far, y, w: w + far, h }
  if (grows === 'down') return { x, y, w, h: h + far }
  return { x, y, w, h }
}

const centre = ({ x, y, w, h }: Bounds) => ({ x: x + w / 2, y: y + h / 2 })
const area = ({ w, h }: Bounds): number => w * h

function smallestAround<T extends { page: string; bounds: Bounds }>(places: T[], inner: Placed): T | null {
  const point = centre(inner.bounds)
  let found: T | null = null
  for (const each of places) {
    if (each.page !== inner.page || !holds(each.bounds, point)) continue
    if (!found || area(each.bounds) < area(found.bounds)) found = each
  }
  return found
}

function frameOf(
  records: ReadonlyMap<string, TLRecord>,
  frames: PlacedFrame[],
  placed: Placed,
): PlacedFrame | null {
  const parent = frameAbove(records, frames, placed.shape)
  if (parent) return parent
  const larger = frames.filter((frame) => area(frame.bounds) > area(placed.bounds))
  if (placed.shape.type !== 'frame') return smallestAround(larger, placed)
  // A frame lies only in a strictly larger one that is in none itself: else two could hold each other in a circle,
  // one as the parent and the other by where it lies.
  return smallestAround(
    larger.filter((frame) => !frameAbove(records, frames, frame.shape)),
    placed,
  )
}

/** The nearest frame among a shape's parents. */
function frameAbove(
  records: ReadonlyMap<string, TLRecord>,
  frames: PlacedFrame[],
  shape: TLShape,
): PlacedFrame | null {
  let at = records.get(shape.parentId)
  for (let steps = 0; at?.typeName === 'shape' && steps <= records.size; steps += 1) {
    const { id } = at
    const parent = frames.find((frame) => frame.shape.id === id)
    if (parent) return parent
    at = records.get(at.parentId)
  }
  return null
}

/** Arrow id → what it joins, for the arrows bound at both ends. */
function readLinks(records: ReadonlyMap<string, TLRecord>): Map<string, Link> {
  const ends = new Map<string, { start?: TLShapeId; end?: TLShapeId }>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const { fromId, toId, props } = record as TLArrowBinding
    if (records.get(fromId)?.typeName !== 'shape' || records.get(toId)?.typeName !== 'shape') continue
    ends.set(fromId, { ...ends.get(fromId), [props.terminal]: toId })
  }
  const links = new Map<string, Link>()
  for (const [arrow, { start, end }] of ends) {
    if (start && end && start !== end) links.set(arrow, { from: start, to: end })
  }
  return links
}
