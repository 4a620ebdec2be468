import { localBox, type Places, pageBounds, placesOf, plainText } from '@sheshi/board'
import type { TLArrowShape, TLBinding, TLRecord, TLShape } from '@tldraw/tlschema'
import { isColor } from './colors.ts'
import type { Point, Thing, ThingKind } from './types.ts'

const kinds: Record<string, ThingKind> = {
  note: 'note',
  text: 'text',
  geo: 'shape',
  // A box with the address of the page: other programs have other hosts to trust.
  embed: 'shape',
  frame: 'frame',
  group: 'group',
  arrow: 'arrow',
  line: 'line',
  draw: 'draw',
  highlight: 'highlight',
  image: 'image',
}

/** The marks that say what a shape is, of those that are plain values. */
const markNames = [
  'region',
  'card',
  'frame',
  'labelKey',
  'no',
  'device',
  'sector',
  'by',
  'fromProblemId',
  'realistic',
  'criterion',
  'row',
  'gives',
  'needs',
  'commits',
]

const without = (id: string): string => id.replace(/^shape:/, '')

/** Where a picture is for the reader of a file, by its address on the server. */
export type PictureAt = (address: string) => string

/**
 * What is drawn on a board's pages, as it lies on one another: each thing before what is in it. Bookmarks and
 * videos, which no board of ours makes, are left out.
 */
export function thingsOf(
  records: ReadonlyMap<string, TLRecord>,
  pictureAt: PictureAt = (address) => address,
): Thing[] {
  const places = placesOf(records)
  const ends = arrowTargets(records)
  const shapes = inOrder(records)
  return shapes.flatMap((shape) => {
    const kind = kinds[shape.type]
    if (!kind || places.page(shape) === null) return []
    const thing = headOf(shape, kind, records)
    if (thing.picture) thing.picture = pictureAt(thing.picture)
    return kind === 'arrow' ? [asArrow(thing, shape as TLArrowShape, ends, records, places)] : [thing]
  })
}

function headOf(shape: TLShape, kind: ThingKind, records: ReadonlyMap<string, TLRecord>): Thing {
  const props = shape.props as Record<string, unknown>
  const box = localBox(shape)
  const thing: Thing = {
    id: without(shape.id),
    kind,
    x: shape.x,
    y: shape.y,
    w: box?.w ?? 0,
    h: box?.h ?? 0,
    rotation: shape.rotation,
    text: shape.type === 'embed' ? String(props.url) : plainText(shape),
    color: isColor(props.color) ? props.color : 'black',
    parent: shape.parentId.startsWith('shape:') ? without(shape.parentId) : null,
  }
  if (shape.isLocked) thing.locked = true
  if (typeof props.geo === 'string') thing.geo = props.geo
  if (typeof props.fill === 'string') thing.filled = props.fill !== 'none'
  const marks = marksOf(shape)
  if (marks) thing.marks = marks
  if (kind === 'line' || kind === 'draw' || kind === 'highlight') thing.points = strokeOf(shape)
  if (kind === 'image') thing.picture = sourceOf(props.assetId, records)
  return thing
}

function marksOf({ meta }: TLShape): Thing['marks'] | null {
  const found: [string, string | number | boolean][] = []
  for (const name of markNames) {
    const value = meta[name]
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      found.push([name, value])
  }
  return found.length > 0 ? Object.fromEntries(found) : null
}

function strokeOf(shape: TLShape): Point[] {
  const props = shape.props as {
    segments?: { points: Point[] }[]
    points?: Record<string, Point & { index: string }>
  }
  const all = props.segments
    ? props.segments.flatMap(({ points }) => points)
    : Object.values(props.points ?? {}).sort((a, b) => (a.index < b.index ? -1 : 1))
  return all.map(({ x, y }) => ({ x, y }))
}

function sourceOf(assetId: unknown, records: ReadonlyMap<string, TLRecord>): string {
  const asset = typeof assetId === 'string' ? records.get(assetId) : undefined
  const src = asset?.typeName === 'asset' ? asset.props.src : null
  return typeof src === 'string' ? src : ''
}

type Ends = Map<string, { start: string | null; end: string | null }>

function arrowTargets(records: ReadonlyMap<string, TLRecord>): Ends {
  const ends: Ends = new Map()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const { terminal } = (record as TLBinding & { props: { terminal: 'start' | 'end' } }).props
    const known = ends.get(record.fromId) ?? { start: null, end: null }
    ends.set(record.fromId, { ...known, [terminal]: record.toId })
  }
  return ends
}

/** On the page: its ends may be tied to things of several parents. */
function asArrow(
  thing: Thing,
  shape: TLArrowShape,
  ends: Ends,
  records: ReadonlyMap<string, TLRecord>,
  places: Places,
): Thing {
  const tied = ends.get(shape.id) ?? { start: null, end: null }
  const at = (terminal: 'start' | 'end'): Point => {
    const target = tied[terminal]
    const box = target === null ? null : pageBounds(records, target)
    if (box) return { x: box.x + box.w / 2, y: box.y + box.h / 2 }
    return places.point(shape, shape.props[terminal]) ?? { x: shape.x, y: shape.y }
  }
  const start = at('start')
  return {
    ...thing,
    x: start.x,
    y: start.y,
    rotation: 0,
    parent: null,
    from: tied.start === null ? null : without(tied.start),
    to: tied.end === null ? null : without(tied.end),
    points: [start, at('end')],
    heads: { start: shape.props.arrowheadStart !== 'none', end: shape.props.arrowheadEnd !== 'none' },
  }
}

/** Walks without calling itself: people can nest deeper than a call stack. What runs in a circle is on no page. */
function inOrder(records: ReadonlyMap<string, TLRecord>): TLShape[] {
  const children = new Map<string, TLShape[]>()
  const pages: { id: string; index: string }[] = []
  for (const record of records.values()) {
    if (record.typeName === 'page') pages.push(record)
    if (record.typeName !== 'shape') continue
    const siblings = children.get(record.parentId)
    if (siblings) siblings.push(record)
    else children.set(record.parentId, [record])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => (a.index < b.index ? 1 : -1))
  pages.sort((a, b) => (a.index < b.index ? 1 : -1))
  const stack = pages.flatMap(({ id }) => children.get(id) ?? [])
  const found: TLShape[] = []
  for (let next = stack.pop(); next; next = stack.pop()) {
    found.push(next)
    stack.push(...(children.get(next.id) ?? []))
  }
  return found
}
