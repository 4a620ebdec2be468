import { pageBounds, plainText } from '@sheshi/board'
import type { TLArrowBinding, TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { type BoardView, cardId, type PlacedFrame, viewBoard } from '../outline/board.ts'
import { outermost, readPrototype, type Sheet, sheetsOf } from '../outline/prototype.ts'
import { labelFor } from '../relabel.ts'
import { templateById } from '../templates/index.ts'
import { type Bounds, holds } from '../types.ts'

/** A place of a screen that leads to another. */
export interface HotSpot {
  /** Stable: the arrow's id. */
  id: string
  /** The screen it leads to. */
  to: string
  /** What stands there, else on the arrow; may be empty. */
  label: string
  /** Within the screen, each from 0 to 1. */
  bounds: Bounds
}

/** A screen as it is tried out. `id` is the frame's, without `shape:`. */
export interface PlayScreen {
  id: string
  no: number
  title: string
  bounds: Bounds
  hotSpots: HotSpot[]
}

/** So large is a hot spot where an arrow begins at a point of a screen with nothing under it. */
const pointed = 120

/**
 * The screens of a prototype in the order of their numbers, those that the outline lists, each with what leads on from
 * it. Pure.
 */
export function playScreens(records: ReadonlyMap<string, TLRecord>, locale: string): PlayScreen[] {
  const view = viewBoard(records, templateById('prototype-sketch'))
  const used = new Set(readPrototype(view, locale).screens.map(({ id }) => id))
  const { screens } = sheetsOf(view)
  const spots = hotSpotsOf(view, screens)
  return screens
    .filter(({ frame }) => used.has(frame.id))
    .map(({ frame, no }) => ({
      id: frame.id,
      no,
      title: labelFor(frame.shape, locale) ?? frame.text,
      bounds: frame.bounds,
      hotSpots: spread(spots.get(frame.id) ?? []).sort(bySize),
    }))
}

interface Spot extends HotSpot {
  /** The shape that the arrow begins at. */
  at: string
}

function hotSpotsOf(view: BoardView, screens: Sheet[]): Map<string, Spot[]> {
  const frames = new Map<string, PlacedFrame>(screens.map(({ frame }) => [frame.id, frame]))
  const screenOf = (id: string): PlacedFrame | undefined => {
    const placed = view.find(id)
    return placed ? frames.get(outermost(view, placed)?.id ?? placed.id) : undefined
  }
  const spots = new Map<string, Spot[]>()
  for (const { start, end } of arrowsOf(view.records)) {
    const [from, to] = [screenOf(start.toId), screenOf(end.toId)]
    if (!from || !to || from === to) continue
    const place = placeOf(view, from, start)
    const bounds = place && within(from.bounds, place.bounds)
    if (!bounds) continue
    const label = [view.records.get(place.at), view.records.get(start.fromId)]
      .map(wordsOf)
      .find((text) => text)
    const spot = { id: cardId(start.fromId), to: to.id, label: label ?? '', bounds, at: place.at }
    spots.set(from.id, [...(spots.get(from.id) ?? []), spot])
  }
  return spots
}

const wordsOf = (record: TLRecord | undefined): string =>
  record?.typeName === 'shape' && record.type !== 'frame' ? plainText(record).trim() : ''

interface Ends {
  start: TLArrowBinding
  end: TLArrowBinding
}

function arrowsOf(records: ReadonlyMap<string, TLRecord>): Ends[] {
  const arrows = new Map<TLShapeId, Partial<Ends>>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const binding = record as TLArrowBinding
    arrows.set(binding.fromId, { ...arrows.get(binding.fromId), [binding.props.terminal]: binding })
  }
  return [...arrows.values()].flatMap(({ start, end }) => (start && end ? [{ start, end }] : []))
}

/**
 * What is to be pressed: what the arrow begins at; of one that begins at the screen itself, what is drawn under its
 * beginning, else a field around it; all of the screen where it was not drawn from a certain point.
 */
function placeOf(
  view: BoardView,
  screen: PlacedFrame,
  { toId, props }: TLArrowBinding,
): { at: string; bounds: Bounds } | null {
  if (toId !== screen.shape.id) {
    const bounds = pageBounds(view.records, toId)
    return bounds && { at: toId, bounds }
  }
  const { x, y, w, h } = screen.bounds
  if (!props.isPrecise) return { at: toId, bounds: screen.bounds }
  const point = { x: x + props.normalizedAnchor.x * w, y: y + props.normalizedAnchor.y * h }
  const under = drawnUnder(view, toId, point)
  if (under) return under
  const side = pointed / 2
  return {
    at: `${toId} ${point.x} ${point.y}`,
    bounds: { x: point.x - side, y: point.y - side, w: pointed, h: pointed },
  }
}

/** The smallest thing on a screen that a point lies in. */
function drawnUnder(view: BoardView, screen: TLShapeId, point: { x: number; y: number }) {
  const found: { at: string; bounds: Bounds }[] = []
  for (const record of view.records.values()) {
    if (record.typeName !== 'shape' || record.type === 'arrow' || record.parentId !== screen) continue
    const bounds = pageBounds(view.records, (record as TLShape).id)
    if (bounds && holds(bounds, point)) found.push({ at: record.id, bounds })
  }
  return found.sort((a, b) => area(a.bounds) - area(b.bounds))[0] ?? null
}

/** The part of a place that lies on a screen, in parts of the screen; null where none does. */
function within(screen: Bounds, place: Bounds): Bounds | null {
  const x = Math.max(place.x, screen.x)
  const y = Math.max(place.y, screen.y)
  const w = Math.min(place.x + place.w, screen.x + screen.w) - x
  const h = Math.min(place.y + place.h, screen.y + screen.h) - y
  if (w <= 0 || h <= 0) return null
  return { x: (x - screen.x) / screen.w, y: (y - screen.y) / screen.h, w: w / screen.w, h: h / screen.h }
}

/** Where several arrows begin at one thing, each gets its part of it, side by side. */
function spread(spots: Spot[]): HotSpot[] {
  return spots.map(({ at, bounds, ...spot }) => {
    const same = spots.filter((other) => other.at === at)
    const place = same.findIndex((other) => other.id === spot.id)
    const w = bounds.w / same.length
    return { ...spot, bounds: { ...bounds, x: bounds.x + place * w, w } }
  })
}

const area = ({ w, h }: Bounds): number => w * h

/** Large ones first: what comes later lies above. Then as one reads. */
const bySize = (a: HotSpot, b: HotSpot): number =>
  area(b.bounds) - area(a.bounds) ||
  a.bounds.y - b.bounds.y ||
  a.bounds.x - b.bounds.x ||
  (a.id < b.id ? -1 : 1)
