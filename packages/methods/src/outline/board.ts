import { type Places, pageBounds, placesOf, plainText } from '@sheshi/board'
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
import { commonMarks, hasStrangeMarks, onlyKnown } from './marks.ts'

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
  arrow: TLShapeId
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
  /** What `ink` and `images` count. */
  drawn: TLShape[]
  /** Cards with marks in their `meta` that make no sense. */
  strange: string[]
  /** Where the template's regions stand now, small ones first. */
  regions: PlacedRegion[]
  /** The smallest region that a thing's centre lies in, its growth included; null outside of all. */
  regionOf(placed: Placed): string | null
  /** All that it lies in, for circles that overlap. */
  regionsOf(placed: Placed): string[]
  /** Any shape by its id (`shape:…`), furniture too; null where it or its place is missing. */
  find(id: string): Placed | null
  /** The innermost frame that holds it, as its parent or else under its centre; null outside of all. */
  frameOf(placed: Placed): PlacedFrame | null
}

/** A region where its backdrop is now. */
export interface PlacedRegion {
  region: string
  id: string
  page: string
  bounds: Bounds
  round: boolean
}

type Found = Omit<BoardView, 'regions' | 'regionOf' | 'regionsOf' | 'frameOf' | 'find'>

/** A record's id as the outline names it: without `shape:`. */
export const cardId = (id: string): string => id.replace(/^shape:/, '')

/** Order of siblings of a tree: left to right, then top to bottom; ids decide the rest. */
export const byColumns = (a: Placed, b: Placed): number =>
  a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || compareIds(a, b)

/** Order of lists: in rows as one reads; half a note up or down is still the same row. */
export const byRows = (a: Placed, b: Placed): number =>
  Math.floor(a.bounds.y / 104) - Math.floor(b.bounds.y / 104) || a.bounds.x - b.bounds.x || byColumns(a, b)

const compareIds = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Only what the outline keeps of a card. */
export const toCard = (card: Card): Card => ({ id: card.id, text: card.text, ...onlyKnown(card) })

/** Reads a board once; the outlines are made from the answer. Pure. */
export function viewBoard(records: ReadonlyMap<string, TLRecord>, template: Template): BoardView {
  const shapes: TLShape[] = []
  for (const record of records.values()) if (record.typeName === 'shape') shapes.push(record)
  const links = readLinks(records)
  const places = placesOf(records)
  const found: Found = {
    records,
    cards: [],
    frames: [],
    links: [...links.values()],
    lost: [],
    ink: 0,
    images: 0,
    drawn: [],
    strange: [],
  }
  for (const shape of shapes) sortIn(found, shape, { links, places })
  found.cards.sort(byRows)
  found.frames.sort(byRows)
  found.strange.sort()
  found.lost.sort(compareIds)
  const regions = placeRegions(places, shapes, template)
  return {
    ...found,
    regions,
    regionOf: (placed) => regions.find((each) => liesIn(each, placed))?.region ?? null,
    regionsOf: (placed) => regions.filter((each) => liesIn(each, placed)).map(({ region }) => region),
    frameOf: frameFinder(records, found.frames),
    find: (id) => find(records, places, id),
  }
}

function find(records: ReadonlyMap<string, TLRecord>, places: Places, id: string): Placed | null {
  const shape = records.get(id)
  if (shape?.typeName !== 'shape') return null
  if (shape.type !== 'group') return place(places, shape, wordsOf(shape))
  const page = places.page(shape)
  // Only where something stands on a page is there an end to what is in it.
  const bounds = page && pageBounds(records, id)
  return page && bounds ? { id: cardId(id), text: '', shape, page, bounds } : null
}

interface Seen {
  links: ReadonlyMap<string, Link>
  places: Places
}

function sortIn(found: Found, shape: TLShape, { links, places }: Seen): void {
  const text = wordsOf(shape)
  if (isFurniture(shape, text)) return
  if (shape.type === 'frame' || text) {
    const placed = place(places, shape, text)
    const untouched = hasLabel(shape, text)
    if (text && hasStrangeMarks(shape)) found.strange.push(cardId(shape.id))
    if (placed && shape.type === 'frame') {
      found.frames.push({ ...placed, shape: shape as TLFrameShape, untouched })
    } else if (placed) found.cards.push(placed)
    else if (text && !untouched) found.lost.push({ id: cardId(shape.id), text, ...commonMarks(shape) })
  } else if (shape.type === 'image' || shape.type === 'video') {
    found.images += 1
    found.drawn.push(shape)
  } else if (isInk(shape) && !links.has(shape.id)) {
    found.ink += 1
    found.drawn.push(shape)
  }
}

const wordless = new Set(['note', 'text', 'group', 'bookmark', 'embed'])
const isInk = (shape: TLShape): boolean => !wordless.has(shape.type)

/** A bookmark has no words of its own but its address. */
function wordsOf(shape: TLShape): string {
  const words = plainText(shape).trim()
  if (words || (shape.type !== 'bookmark' && shape.type !== 'embed')) return words
  return (shape.props as { url: string }).url.trim()
}

/** The template's own sheets, titles, ready cards and stamps, as long as nobody has written on them. */
function isFurniture(shape: TLShape, text: string): boolean {
  const { region, guide, card } = shape.meta
  if (text === '') return region !== undefined || guide !== undefined || card !== undefined
  return shape.type !== 'frame' && hasLabel(shape, text)
}

function hasLabel(shape: TLShape, text: string): boolean {
  const { labelKey } = shape.meta
  return isLabelKey(labelKey) && isUntouched(labelKey, text)
}

function place(places: Places, shape: TLShape, text: string): Placed | null {
  const page = places.page(shape)
  const bounds = page && boundsOf(places, shape)
  return page && bounds ? { id: cardId(shape.id), text, ...commonMarks(shape), shape, page, bounds } : null
}

/**
 * Of an arrow, where it was drawn: its words are what is looked for, and following what it is bound to would cost a
 * walk through all bindings for each. A group has no words and no place of its own.
 */
function boundsOf(places: Places, shape: TLShape): Bounds | null {
  if (shape.type !== 'arrow') return places.bounds(shape)
  const { start, end } = (shape as TLArrowShape).props
  const [from, to] = [places.point(shape, start), places.point(shape, end)]
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

const far = 1e9

/** The place of a region is its backdrop's, wherever the facilitator moved it; then it grows as the template says. */
function placeRegions(places: Places, shapes: TLShape[], template: Template): PlacedRegion[] {
  const known = new Map(template.regions.map((region) => [region.id, region]))
  const placed = shapes.flatMap((shape): PlacedRegion[] => {
    const { region } = shape.meta
    if (typeof region !== 'string') return []
    const at = place(places, shape, '')
    if (!at) return []
    const { grows, round = false } = known.get(region) ?? {}
    return [{ region, id: shape.id, page: at.page, bounds: grown(at.bounds, grows), round }]
  })
  return placed.sort((a, b) => area(a.bounds) - area(b.bounds) || compareIds(a, b))
}

/** A rectangle without end in the direction it grows. */
function grown({ x, y, w, h }: Bounds, grows: Region['grows']): Bounds {
  if (grows === 'left') return { x: x - far, y, w: w + far, h }
  if (grows === 'down') return { x, y, w, h: h + far }
  return { x, y, w, h }
}

const centre = ({ x, y, w, h }: Bounds) => ({ x: x + w / 2, y: y + h / 2 })
const area = ({ w, h }: Bounds): number => w * h

function liesIn({ page, bounds, round }: PlacedRegion, placed: Placed): boolean {
  if (page !== placed.page) return false
  const point = centre(placed.bounds)
  if (!round || !holds(bounds, point)) return holds(bounds, point)
  const { x, y } = centre(bounds)
  return ((point.x - x) / (bounds.w / 2)) ** 2 + ((point.y - y) / (bounds.h / 2)) ** 2 <= 1
}

/** See `BoardView.frameOf`. */
function frameFinder(records: ReadonlyMap<string, TLRecord>, frames: PlacedFrame[]): BoardView['frameOf'] {
  const byId = new Map<string, PlacedFrame>(frames.map((frame) => [frame.shape.id, frame]))
  const above = (shape: TLShape) => frameAbove(records, byId, shape)
  const bySize = [...frames].sort((a, b) => area(a.bounds) - area(b.bounds))
  // A frame lies only in a strictly larger one that is in none itself: else two could hold each other in a circle,
  // one as the parent and the other by where it lies.
  const outer = bySize.filter((frame) => !above(frame.shape))
  return (placed) => {
    const parent = above(placed.shape)
    if (parent) return parent
    const point = centre(placed.bounds)
    const size = area(placed.bounds)
    const around = (frame: PlacedFrame) =>
      frame.page === placed.page && area(frame.bounds) > size && holds(frame.bounds, point)
    return (placed.shape.type === 'frame' ? outer : bySize).find(around) ?? null
  }
}

/** The nearest frame among a shape's parents. */
function frameAbove(
  records: ReadonlyMap<string, TLRecord>,
  frames: ReadonlyMap<string, PlacedFrame>,
  shape: TLShape,
): PlacedFrame | null {
  let at = records.get(shape.parentId)
  for (let steps = 0; at?.typeName === 'shape' && steps <= records.size; steps += 1) {
    const parent = frames.get(at.id)
    if (parent) return parent
    at = records.get(at.parentId)
  }
  return null
}

/** Arrow id → what it joins, for the arrows bound at both ends. */
function readLinks(records: ReadonlyMap<string, TLRecord>): Map<string, Link> {
  const ends = new Map<TLShapeId, { start?: TLShapeId; end?: TLShapeId }>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const { fromId, toId, props } = record as TLArrowBinding
    if (records.get(fromId)?.typeName !== 'shape' || records.get(toId)?.typeName !== 'shape') continue
    const known = ends.get(fromId) ?? {}
    known[props.terminal] = toId
    ends.set(fromId, known)
  }
  const links = new Map<string, Link>()
  for (const [arrow, { start, end }] of ends) {
    if (start && end && start !== end) links.set(arrow, { arrow, from: start, to: end })
  }
  return links
}
