import type { TLDefaultColorStyle, TLShapeId } from '@tldraw/tlschema'
import { titleStrip } from '../templates/build.ts'
import { templateById } from '../templates/index.ts'
import type { Region } from '../templates/types.ts'
import { type Bounds, overlap } from '../types.ts'
import { type BoardTree, findCard, otherCore, type TreeCard } from './boardTrees.ts'

/** Which side of a card another one goes to: a cause below it, an effect above it. */
export type Side = 'cause' | 'effect'

/** What a card is by the place where it lies. */
export type Placement =
  | {
      kind: 'core' | 'cause' | 'effect' | 'means' | 'end'
      /** Steps from the core: by the arrows where it hangs in the tree, else by its band. */
      level: number
      /** What it should be painted; null where it is that already, or people chose a colour of their own. */
      color: TLDefaultColorStyle | null
    }
  | { kind: 'second-core'; core: TLShapeId }

const note = 200
const gap = 16
const step = 24

/**
 * What a card that was put down has become. null outside of the bands. A second core is told, not taken: the group has
 * one problem.
 */
export function placeInTree(trees: readonly BoardTree[], id: TLShapeId): Placement | null {
  const found = findCard(trees, id)
  const height = found?.card.height ?? null
  if (!found || height === null) return null
  const { tree, card } = found
  const core = height === 0 ? otherCore(tree, id) : null
  if (core) return { kind: 'second-core', core: core.shape.id }
  const level = levelOf(tree, card.id) ?? Math.abs(height)
  return { kind: kindOf(tree, height), level, color: colorOf(tree, card) }
}

function kindOf({ kind }: BoardTree, height: number) {
  if (height === 0) return 'core'
  if (kind === 'problems') return height < 0 ? 'cause' : 'effect'
  return height < 0 ? 'means' : 'end'
}

function levelOf({ read }: BoardTree, id: string): number | null {
  const stack = [...read.below, ...read.above]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.id === id) return next.level
    stack.push(...next.children)
  }
  return null
}

const regionsOf = ({ kind }: BoardTree): Region[] =>
  templateById(kind === 'problems' ? 'problem-tree' : 'objectives-tree').regions

/** Colours that nobody chose: the templates', and the one that tldraw's notes begin with. */
const given = new Set<unknown>([
  'black',
  'yellow',
  ...(['problem-tree', 'objectives-tree'] as const).flatMap((id) =>
    templateById(id).regions.map(({ noteColor }) => noteColor),
  ),
])

function colorOf(tree: BoardTree, { shape, region }: TreeCard): TLDefaultColorStyle | null {
  const wanted = regionsOf(tree).find(({ id }) => id === region)?.noteColor
  if (shape.type !== 'note' || !wanted) return null
  const { color } = shape.props as { color: TLDefaultColorStyle }
  return color !== wanted && given.has(color) ? wanted : null
}

/** The part of a band beside its title. */
export const freeBand = ({ x, y, w, h }: Bounds): Bounds => ({ x: x + titleStrip, y, w: w - titleStrip, h })

/** Where a new cause or effect of a card goes, and what it looks like; null where the tree has no band for it. */
export function relatedPlace(
  trees: readonly BoardTree[],
  id: TLShapeId,
  side: Side,
): { x: number; y: number; color: TLDefaultColorStyle } | null {
  const found = findCard(trees, id)
  if (!found || found.card.height === null) return null
  const { tree, card } = found
  const size = { x: 0, y: 0, w: note, h: note }
  const place = placeBeside(tree, { beside: card, side, size, moving: null })
  const height = nextHeight(card, side)
  const region = Object.entries(tree.bands.heights).find(([, each]) => each === height)?.[0]
  const color = regionsOf(tree).find(({ id: name }) => name === region)?.noteColor
  return place && color ? { ...place, color } : null
}

/** The band of a card's causes or effects; the outermost ones hold theirs too. null: it would be a second core. */
function nextHeight({ height }: TreeCard, side: Side): number | null {
  if (height === null) return null
  const next = Math.max(-2, Math.min(2, height + (side === 'cause' ? -1 : 1)))
  return next === 0 ? null : next
}

interface BesideWanted {
  beside: TreeCard
  side: Side
  size: Bounds
  /** The card that is on its way: its own old place is free. */
  moving: TLShapeId | null
}

/** A free place in the next band, as near below or above the card as there is one; its top left corner. */
export function placeBeside(tree: BoardTree, wanted: BesideWanted): { x: number; y: number } | null {
  const { beside, side, size, moving } = wanted
  const height = nextHeight(beside, side)
  if (height === null) return null
  const { w, h } = size
  const { bounds } = beside
  const x = bounds.x + (bounds.w - w) / 2
  const band = tree.places.get(height)
  if (!band) return { x, y: side === 'cause' ? bounds.y + bounds.h + 4 * gap : bounds.y - h - 4 * gap }
  const taken = tree.taken.filter(({ shape }) => shape.id !== moving).map((card) => card.bounds)
  const { x: left, w: width } = freeBand(band)
  const inBand = (at: number) => Math.max(left + gap, Math.min(at, left + width - w - gap))
  const rows = rowsIn(band, h)
  // Outwards from below the card, in whichever row is free first.
  for (let aside = 0; aside * step <= width; aside += 1) {
    for (const at of [inBand(x + aside * step), inBand(x - aside * step)]) {
      for (const y of rows) {
        const room = { x: at - gap, y: y - gap / 2, w: w + 2 * gap, h: h + gap }
        if (!taken.some((other) => overlap(other, room))) return { x: at, y }
      }
    }
  }
  return { x: inBand(x), y: rows[0] ?? band.y }
}

/** The tops of as many rows as a band has room for, evenly, at least one. */
function rowsIn({ y, h }: Bounds, height: number): number[] {
  const count = Math.max(1, Math.floor((h - gap) / (height + gap)))
  const free = (h - count * height) / (count + 1)
  return Array.from({ length: count }, (_, at) => Math.round(y + free + at * (height + free)))
}
