import type { TLShapeId } from '@tldraw/tlschema'
import type { Bounds } from '../types.ts'
import { type BoardTree, findCard, type TreeCard } from './boardTrees.ts'
import { fitRow } from './fitRow.ts'
import { columnsOf, type Item, type Tie } from './layout.ts'
import { freeBand } from './places.ts'
import { type Hanging, hangingOn } from './treeLevels.ts'

/** Where a card goes on its page; its sides become upright. */
export interface Move {
  id: TLShapeId
  x: number
  y: number
  /** A note's new scale, where the tree needs smaller ones. */
  scale: number | null
}

/** A tidy tree, or why it cannot be one: `no-room` where the cards are more, or larger, than the bands hold. */
export type Tidied =
  | {
      ok: true
      moves: Move[]
      /** Arrows drawn from the effect to its cause, of which only the bands said so: they are to be turned round. */
      turns: TLShapeId[]
    }
  | { ok: false; code: 'no-room' | 'nothing' }

/** Tried one after the other until everything fits: how large the cards are, and the room between them. */
const fits = [
  { factor: 1, gap: 40 },
  { factor: 1, gap: 16 },
  { factor: 0.85, gap: 16 },
  { factor: 0.7, gap: 16 },
  { factor: 0.6, gap: 12 },
  { factor: 0.5, gap: 12 },
]
/** Between a row and the edge of its band, and between two rows. */
const rim = 8
const noteSide = 200
/** No card becomes smaller than this: nobody could read it. */
const smallest = 0.25

/**
 * A place for every card that hangs in the trees: causes below, effects above, in rows inside their bands, siblings in
 * the order they had. What hangs nowhere stays where it is, and nothing is put on it.
 */
export function tidyTrees(trees: readonly BoardTree[]): Tidied {
  const moves: Move[] = []
  for (const tree of trees) {
    const sides = { below: hangingOn(tree, tree.read.below), above: hangingOn(tree, tree.read.above) }
    // A core alone is no tree yet.
    if (sides.below.size + sides.above.size === 0) continue
    const found = firstOf(fits, (fit) => layOut(tree, sides, fit))
    if (!found) return { ok: false, code: 'no-room' }
    moves.push(...found)
  }
  const turns = trees.flatMap(turnedArrows)
  if (moves.length === 0) return { ok: false, code: 'nothing' }
  return { ok: true, moves: moves.filter((move) => isMoved(trees, move)), turns }
}

interface Sides {
  below: Map<TLShapeId, Hanging>
  above: Map<TLShapeId, Hanging>
}
type Fit = (typeof fits)[number]

interface Row {
  y: number
  h: number
  band: Bounds
  cards: Sized[]
}

interface Sized {
  card: TreeCard
  hanging: Hanging | null
  factor: number
  w: number
  h: number
}

function layOut(tree: BoardTree, sides: Sides, fit: Fit): Move[] | null {
  const rows = rowsOf(tree, sides, fit)
  if (!rows) return null
  const middles = middlesOf(tree, rows, fit.gap)
  const inTree = new Set(rows.flatMap(({ cards }) => cards.map(({ card }) => card.shape.id)))
  const others = tree.taken
    .filter(({ shape }) => !inTree.has(shape.id as TLShapeId))
    .map(({ bounds }) => bounds)
  const moves: Move[] = []
  for (const { y, h, band, cards } of rows) {
    const { x: left, w } = freeBand(band)
    const blocked = others
      .filter((other) => other.y < y + h && y < other.y + other.h)
      .map((other) => ({ left: other.x, right: other.x + other.w }))
    const wanting = cards.map(({ card, w: width }) => ({ middle: middles.get(card.shape.id) ?? 0, w: width }))
    const places = fitRow(wanting, { left: left + rim, right: left + w - rim }, fit.gap, blocked)
    if (!places) return null
    for (const [at, { card, factor, h: height }] of cards.entries()) {
      const scale = factor === 1 ? null : scaleOf(card) * factor
      moves.push({ id: card.shape.id, x: places[at] ?? 0, y: Math.round(y + (h - height) / 2), scale })
    }
  }
  return moves
}

/** Middles of all cards, with the core in the middle of its band. */
function middlesOf(tree: BoardTree, rows: Row[], gap: number): Map<TLShapeId, number> {
  const items: Item[] = []
  const rowOf = new Map<TLShapeId, number>()
  for (const [row, { cards }] of rows.entries()) {
    for (const [order, { card, w, h }] of cards.entries()) {
      items.push({ id: card.shape.id, row, w, h, order })
      rowOf.set(card.shape.id, row)
    }
  }
  const hanging = new Map(
    rows.flatMap(({ cards }) =>
      cards.flatMap((each) => (each.hanging ? [[each.card.shape.id, each.hanging]] : [])),
    ),
  ) as Map<TLShapeId, Hanging>
  const root = tree.core?.shape.id ?? null
  const ties = [...hanging.keys()].flatMap((id) => tiesOf(id, { hanging, rowOf, root }))
  const columns = columnsOf(items, ties, gap)
  const band = freeBand(tree.places.get(0) ?? rows[0]?.band ?? { x: 0, y: 0, w: 0, h: 0 })
  const all = [...columns.values()]
  const trunk = (root && columns.get(root)) ?? (Math.min(...all) + Math.max(...all)) / 2
  const shift = band.x + band.w / 2 - trunk
  return new Map([...columns].map(([id, x]) => [id, x + shift]))
}

interface TieContext {
  hanging: Map<TLShapeId, Hanging>
  rowOf: Map<TLShapeId, number>
  root: TLShapeId | null
}

/** Where a level shares the row of the one before, a card is laid out under what that one hangs under. */
function tiesOf(id: TLShapeId, { hanging, rowOf, root }: TieContext): Tie[] {
  const ties: Tie[] = []
  const seen = new Set<TLShapeId>()
  const stack = [id]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const nearer = hanging.get(next)?.nearer ?? []
    for (const to of nearer.length > 0 ? nearer : root ? [root] : []) {
      if (seen.has(to)) continue
      seen.add(to)
      if (rowOf.get(to) === rowOf.get(id)) stack.push(to)
      else ties.push({ from: id, to })
    }
  }
  return ties
}

/** The rows from the top of the tree down; null where a band cannot hold its cards. */
function rowsOf(tree: BoardTree, { below, above }: Sides, { factor }: Fit): Row[] | null {
  const rows: Row[] = []
  for (const height of [2, 1, 0, -1, -2]) {
    const levels = levelsIn(tree, height, height > 0 ? above : below)
    if (levels.length === 0) continue
    const band = tree.places.get(height)
    if (!band) return null
    const sized = levels.map((cards) => cards.map((each) => sizeIn(band, each, factor)))
    const stacked = stackRows(band, height > 0 ? sized.reverse() : sized, height > 0)
    if (!stacked) return null
    rows.push(...stacked)
  }
  return rows
}

type Unsized = Pick<Sized, 'card' | 'hanging'>

/** The cards of a band by their level, the one nearest to the core first. */
function levelsIn(tree: BoardTree, height: number, side: Map<TLShapeId, Hanging>): Unsized[][] {
  if (height === 0) return tree.core ? [[{ card: tree.core, hanging: null }]] : []
  const levels = new Map<number, Unsized[]>()
  for (const hanging of side.values()) {
    const { card, level } = hanging
    if (Math.min(level, 2) !== Math.abs(height)) continue
    levels.set(level, [...(levels.get(level) ?? []), { card, hanging }])
  }
  return [...levels].sort(([a], [b]) => a - b).map(([, cards]) => cards)
}

/** A note that is too high for its band becomes smaller by itself; what is no note keeps its size. */
function sizeIn(band: Bounds, { card, hanging }: Unsized, factor: number): Sized {
  const { w, h } = uprightSize(card)
  const room = band.h - 2 * rim
  const wanted = card.shape.type === 'note' ? Math.min(factor, room / h) : 1
  return { card, hanging, factor: wanted, w: w * wanted, h: h * wanted }
}

/** A card that was turned stands upright in a tidy tree, and takes less room. */
function uprightSize({ shape, bounds }: TreeCard): { w: number; h: number } {
  const {
    w,
    h,
    growY = 0,
    scale = 1,
  } = shape.props as { w?: number; h?: number; growY?: number; scale?: number }
  if (shape.rotation === 0) return bounds
  if (shape.type === 'note') return { w: noteSide * scale, h: (noteSide + growY) * scale }
  return shape.type === 'geo' && w && h ? { w, h: h + growY } : bounds
}

/** As many rows as the band has room for; the levels farthest from the core share the last one. */
function stackRows(band: Bounds, levels: Sized[][], fromBelow: boolean): Row[] | null {
  const room = band.h - 2 * rim
  for (let count = levels.length; count > 0; count -= 1) {
    const rows = merged(levels, count, fromBelow)
    const heights = rows.map((cards) => Math.max(...cards.map(({ h }) => h)))
    const sum = heights.reduce((total, h) => total + h, 0)
    if (sum + (count - 1) * rim > room || rows.some(isTooSmall)) continue
    const free = (band.h - sum) / (count + 1)
    let y = band.y + free
    return rows.map((cards, at): Row => {
      const h = heights[at] ?? 0
      const row = { y, h, band, cards }
      y += h + free
      return row
    })
  }
  return null
}

const isTooSmall = (cards: Sized[]): boolean =>
  cards.some(({ card, factor }) => scaleOf(card) * factor < smallest)

/** `levels` from the top down. */
function merged(levels: Sized[][], count: number, fromBelow: boolean): Sized[][] {
  const spare = levels.length - count
  const parts = fromBelow
    ? [levels.slice(0, spare + 1).flat(), ...levels.slice(spare + 1)]
    : [...levels.slice(0, count - 1), levels.slice(count - 1).flat()]
  return parts.map((cards) => [...cards].sort((a, b) => (a.hanging?.order ?? 0) - (b.hanging?.order ?? 0)))
}

function scaleOf({ shape }: TreeCard): number {
  const { scale } = shape.props as { scale?: number }
  return scale ?? 1
}

/** Arrows whose bands say the contrary of their heads, and will say nothing once both ends are in one band. */
function turnedArrows({ cards, links }: BoardTree): TLShapeId[] {
  return links.flatMap(({ arrow, from, to }) => {
    const [start, end] = [cards.get(from)?.height ?? null, cards.get(to)?.height ?? null]
    return start !== null && end !== null && start > end ? [arrow] : []
  })
}

function isMoved(trees: readonly BoardTree[], { id, x, y, scale }: Move): boolean {
  const card = findCard(trees, id)?.card
  return !card || scale !== null || card.shape.rotation !== 0 || card.bounds.x !== x || card.bounds.y !== y
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | null): R | null {
  for (const value of values) {
    const found = find(value)
    if (found) return found
  }
  return null
}
