import { makeShape, pageBounds, richText } from '@sheshi/board'
import type { TLDefaultColorStyle, TLRecord, TLShape } from '@tldraw/tlschema'
import { createShapeId } from '@tldraw/tlschema'
import { getIndexAbove, type IndexKey } from '@tldraw/utils'
import { type LabelKey, label } from './labels/index.ts'
import { pageOf } from './outline/board.ts'
import { titleStrip } from './templates/build.ts'
import { templateById } from './templates/index.ts'
import type { Region } from './templates/types.ts'
import { noteFit } from './textFit.ts'
import { type Bounds, holds, holdsRound, overlap } from './types.ts'

/** The side of a note as tldraw draws it, and the room between two. */
export const side = 200
export const gap = 24
const pitch = side + gap
/** Rows or columns that a full region grows by at most; a board fuller than that lays notes on each other. */
const farthest = 200
/** How far a note is moved aside when it must lie on another, so that both can be seen and taken. */
const aside = 24
/** How far inside its region the middle of a note stays at least. */
const edge = 4

/** Somewhere that notes are laid out. `apart`: round places that overlap it; who is sent here is not sent there. */
type Space = Pick<Region, 'bounds' | 'title' | 'grows' | 'round'> & { apart?: Bounds[] }

/** Where a note without a region goes on a board without an inbox: rows of six that grow downwards. */
const openSpace: Space = {
  bounds: { x: 0, y: 0, w: 6 * pitch - gap, h: 4 * pitch - gap },
  title: { at: 'top', size: 's' },
  grows: 'down',
}

export interface NoteWanted {
  template: string
  text: string
  /** One of `noteRegions`; without it the note goes to the inbox. */
  region?: string
  color?: TLDefaultColorStyle
  /** Of whoever wrote it. */
  sector?: string | null
  /** The city they take part from, where they said so (`meta.city`). */
  city?: string | null
  /** The tag of whoever wrote it (`meta.who`). */
  who?: string | null
  /** The writer's name, where they want it on the note. */
  by?: string | null
  /** The shape's id (`shape:…`); a new one where nothing is said. */
  id?: string
}

/**
 * The places of a template that a note can be sent to, in the order to offer them, the inbox first. The cells of a
 * table are not offered, though they take notes too: nobody looks for one of forty on a phone.
 */
export function noteRegions(
  template: string,
  locale: string,
): { id: string; name: string; labelKey: LabelKey }[] {
  const offered = templateById(template).regions.filter(
    ({ kind, cell }) => kind === 'inbox' || (kind === 'cards' && !cell),
  )
  return offered
    .sort((a, b) => Number(b.kind === 'inbox') - Number(a.kind === 'inbox'))
    .map(({ id, labelKey }) => ({ id, name: label(labelKey, locale), labelKey }))
}

/**
 * The records of a note that comes from outside the canvas: in the next free place of its region, above everything
 * else. Throws a RangeError for a region or a template that does not exist.
 */
export function placeNote(records: ReadonlyMap<string, TLRecord>, wanted: NoteWanted): TLRecord[] {
  const fit = noteFit(wanted.text)
  const { page, x, y, index, color } = groundFor(records, wanted, () => ({ w: side, h: side + fit.growY }))
  return [noteShape(wanted, { parentId: page, x, y, index, color, fit })]
}

/** Where something from outside goes: `sizeIn` says how large it is in a place of this width. */
export function groundFor(
  records: ReadonlyMap<string, TLRecord>,
  wanted: Pick<NoteWanted, 'template' | 'region' | 'color'>,
  sizeIn: (width: number) => { w: number; h: number },
) {
  const region = findRegion(wanted)
  const page = homePage(records)
  const space: Space = region ? standing(records, region) : openSpace
  const { x, y } = freePlace(space, occupied(records), sizeIn(space.bounds.w))
  const color: TLDefaultColorStyle = wanted.color ?? region?.noteColor ?? 'yellow'
  return { page, x, y, index: indexAbove(records, page), color }
}

/** A note's shape, with the marks of whoever wrote it. */
export function noteShape(
  { text, id, ...author }: Pick<NoteWanted, 'text' | 'id' | 'sector' | 'city' | 'who' | 'by'>,
  {
    fit = noteFit(text),
    color,
    ...place
  }: {
    parentId: string
    x: number
    y: number
    index: string
    color: TLDefaultColorStyle
    fit?: ReturnType<typeof noteFit>
  },
): TLShape {
  return makeShape({
    type: 'note',
    id: id ?? createShapeId(),
    ...place,
    props: { richText: richText(text), color, font: 'sans', ...fit },
    meta: marksOf(author),
  })
}

/** The marks that something carries of whoever made it. */
export const marksOf = ({ sector, city, who, by }: Pick<NoteWanted, 'sector' | 'city' | 'who' | 'by'>) => ({
  ...(sector && { sector }),
  ...(city && { city }),
  ...(who && { who }),
  ...(by && { by }),
})

function findRegion({ template, region }: Pick<NoteWanted, 'template' | 'region'>): Region | undefined {
  const { regions } = templateById(template)
  if (region === undefined) return regions.find(({ kind }) => kind === 'inbox')
  const found = regions.find(({ id }) => id === region)
  if (found) return found
  const known = regions.map(({ id }) => id).join(', ') || 'none'
  throw new RangeError(`the template “${template}” has no region “${region}”; it has: ${known}`)
}

/** The page that boards are seeded with, or what is now the first one. */
function homePage(records: ReadonlyMap<string, TLRecord>): TLShape['parentId'] {
  const pages = [...records.values()].filter((record) => record.typeName === 'page')
  pages.sort((a, b) => (a.index < b.index ? -1 : 1))
  const home = pages.find(({ id }) => id === 'page:page') ?? pages[0]
  if (!home) throw new Error('the board has no page')
  return home.id
}

/**
 * The region where its backdrop is now, which the facilitator may have moved or made larger. A circle that this board
 * does not have takes no notes.
 */
function standing(records: ReadonlyMap<string, TLRecord>, region: Region): Space {
  const bounds = backdropsOf(records).get(region.id)
  if (!region.round) return { ...region, bounds: bounds ?? region.bounds }
  if (!bounds) throw new RangeError(`this board has no region “${region.id}”`)
  const others = [...backdropsOf(records)].filter(([id]) => id !== region.id)
  return { ...region, bounds, apart: others.map(([, each]) => each).filter((each) => overlap(each, bounds)) }
}

/** Where each region stands on the board's first page. */
export function backdropsOf(records: ReadonlyMap<string, TLRecord>): Map<string, Bounds> {
  const found = new Map<string, Bounds>()
  const home = homePage(records)
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || typeof record.meta.region !== 'string') continue
    const bounds = pageBounds(records, record.id)
    const isFirst = !found.has(record.meta.region)
    if (bounds && isFirst && pageOf(records, record) === home) found.set(record.meta.region, bounds)
  }
  return found
}

/** Somewhere that something can be put: a region of a template (the inbox where none is named), or a frame's id. */
export type Target = Pick<NoteWanted, 'template' | 'region'> | { frame: string }

/**
 * The next free place for something of a note's width that is on the board already, or is put there in another way:
 * the middle of where it goes, on its page. `except`: what is not in the way, such as the thing itself. null where
 * the frame is gone. Throws a RangeError for a region or a template that does not exist.
 */
export function nextPlace(
  records: ReadonlyMap<string, TLRecord>,
  target: Target,
  { height = side, except = new Set<string>() }: { height?: number; except?: ReadonlySet<string> } = {},
): { page: string; x: number; y: number } | null {
  const page = homePage(records)
  const middle = ({ x, y }: Place) => ({ page, x: x + side / 2, y: y + height / 2 })
  if ('frame' in target) {
    const bounds = pageBounds(records, target.frame)
    if (!bounds) return null
    const inside = occupied(records, new Set([...except, target.frame])).filter(
      (other) => !covers(other, bounds),
    )
    return middle(freePlace({ bounds, title: { at: 'top', size: 's' } }, inside, { w: side, h: height }))
  }
  const region = findRegion(target)
  const space: Space = region ? standing(records, region) : openSpace
  return middle(freePlace(space, occupied(records, except), { w: side, h: height }))
}

/** True where a rectangle lies all over another: a frame around a frame. */
const covers = (outer: Bounds, inner: Bounds): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.w >= inner.x + inner.w &&
  outer.y + outer.h >= inner.y + inner.h

/** Where something lies that a note should not cover: everything on the page but sheets, arrows and groups. */
function occupied(records: ReadonlyMap<string, TLRecord>, except?: ReadonlySet<string>): Bounds[] {
  const home = homePage(records)
  return [...records.values()].flatMap((record) => {
    if (record.typeName !== 'shape' || record.isLocked || ['arrow', 'group'].includes(record.type)) return []
    if (except?.has(record.id)) return []
    const bounds = pageOf(records, record) === home ? pageBounds(records, record.id) : null
    return bounds ?? []
  })
}

type Place = { x: number; y: number }
type Size = { w: number; h: number }

/** The first cell with room; where the region is full it grows; where it cannot, a little aside on the emptiest cell. */
function freePlace(region: Space, taken: Bounds[], size: Size): Place {
  const { cells: all, columns, left, top, rows } = grid(region)
  const kept = (place: Place) => keepInside(region, place, size)
  const cells = all.map(kept).filter((place) => isApart(region, place, size))
  const onto = ({ x, y }: Place) => taken.filter((bounds) => overlap(bounds, { x, y, ...size })).length
  const free = cells.find((cell) => onto(cell) === 0)
  if (free) return free
  const perStep = region.grows === 'left' ? rows : columns
  for (let at = 0; region.grows && at < perStep * farthest; at += 1) {
    const step = Math.floor(at / perStep)
    const place =
      region.grows === 'left'
        ? { x: left - (step + 1) * pitch, y: top + (at % rows) * pitch }
        : { x: left + (at % columns) * pitch, y: top + (rows + step) * pitch }
    if (onto(place) === 0) return place
  }
  // By what has its middle in the cell: a pile reaches into the next cell too, which is no reason to avoid that one.
  const inside = ({ x, y }: Place) =>
    taken.filter((bounds) => holds({ x, y, w: pitch, h: pitch }, middleOf(bounds))).length
  const [cell = kept({ x: left, y: top })] = [...cells].sort((a, b) => inside(a) - inside(b))
  const shift = (inside(cell) % 4) * aside
  const shifted = kept({ x: cell.x + shift, y: cell.y + shift })
  return isApart(region, shifted, size) ? shifted : cell
}

/** A note belongs to the region that its middle lies in: it stays there even where the region is smaller than it. */
function keepInside({ bounds: { x, y, w, h }, grows }: Space, place: Place, size: Size): Place {
  if (grows) return place
  const [left, top] = [size.w / 2 - edge, size.h / 2 - edge]
  return {
    x: Math.max(x - left, Math.min(place.x, x + w - size.w + left)),
    y: Math.max(y - top, Math.min(place.y, y + h - size.h + top)),
  }
}

/** In a round region, and in none of its neighbours; everywhere in any other. */
function isApart({ round, bounds, apart = [] }: Space, { x, y }: Place, { w, h }: Size): boolean {
  const middle = { x: x + w / 2, y: y + h / 2 }
  return !round || (holdsRound(bounds, middle) && !apart.some((other) => holdsRound(other, middle)))
}

const middleOf = ({ x, y, w, h }: Bounds): Place => ({ x: x + w / 2, y: y + h / 2 })

/** The cells of a region beside or below its title, centred. */
function grid({ bounds, title }: Space): {
  cells: Place[]
  columns: number
  rows: number
  left: number
  top: number
} {
  const head = title.at === 'top' ? titleHeights[title.size] : 0
  const strip = title.at === 'left' ? titleStrip : 0
  const w = bounds.w - strip
  const h = bounds.h - head
  const columns = Math.max(1, Math.floor((w + gap) / pitch))
  const rows = Math.max(1, Math.floor((h + gap) / pitch))
  const left = bounds.x + strip + margin(w, columns)
  const top = bounds.y + head + (title.at === 'left' ? margin(h, rows) : 0)
  const cells = Array.from({ length: rows * columns }, (_, at): Place => {
    return { x: left + (at % columns) * pitch, y: top + Math.floor(at / columns) * pitch }
  })
  return { cells, columns, rows, left, top }
}

const titleHeights = { s: 0, m: 72, l: 88, xl: 96 }

/** The margin that centres so many cells in a length, on the 8-px grid. */
const margin = (length: number, cells: number): number =>
  Math.max(0, Math.round((length - (cells * pitch - gap)) / 2 / 8) * 8)

function indexAbove(records: ReadonlyMap<string, TLRecord>, parentId: TLShape['parentId']): IndexKey {
  let top: IndexKey | null = null
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || record.parentId !== parentId) continue
    if (top === null || record.index > top) top = record.index
  }
  return getIndexAbove(top)
}
