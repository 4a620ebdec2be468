import { plainText } from '@sheshi/board'
import type { TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { type BoardView, type Link, type Placed, viewBoard } from '../outline/board.ts'
import { objectiveBands } from '../outline/objectivesTree.ts'
import { problemBands } from '../outline/problemTree.ts'
import { objectivesPrefix, splitTrees } from '../outline/splitTrees.ts'
import { type Bands, type ReadTree, readTree } from '../outline/tree.ts'
import { isTemplateId, templateById } from '../templates/index.ts'
import type { Bounds } from '../types.ts'

/** A card of a tree, also one that nobody has written on yet. */
export interface TreeCard extends Placed {
  shape: TLShape & { id: TLShapeId }
  region: string | null
  /** How far above the core its band lies (direct causes: −1); null outside of the bands. */
  height: number | null
}

/** A tree as it is worked on: as the outline reads it, with the cards that are still empty. */
export interface BoardTree {
  kind: 'problems' | 'objectives'
  /** In front of its regions' names on the board. */
  prefix: string
  bands: Bands
  cards: ReadonlyMap<TLShapeId, TreeCard>
  /** Arrows between two of its cards. */
  links: readonly Link[]
  core: TreeCard | null
  /** What hangs where. */
  read: ReadTree
  /** Where each band stands, by its height. */
  places: ReadonlyMap<number, Bounds>
  /** Everything on the board that a card should not cover. */
  taken: readonly Placed[]
}

/** The trees of a board, the problems' first; none where its template has no tree. */
export function treesOf(records: ReadonlyMap<string, TLRecord>, template: string): BoardTree[] {
  const known = isTemplateId(template) ? templateById(template) : null
  if (known?.reads !== 'problem-tree' && known?.reads !== 'objectives-tree') return []
  const view = withEmptyCards(viewBoard(records, known))
  if (known.reads === 'objectives-tree') {
    return [treeIn(view, { kind: 'objectives', prefix: '', bands: objectiveBands, taken: view.cards })]
  }
  const { problems, objectives } = splitTrees(view)
  const trees = [treeIn(problems, { kind: 'problems', prefix: '', bands: problemBands, taken: view.cards })]
  if (objectives) {
    const part = { kind: 'objectives', prefix: objectivesPrefix, bands: objectiveBands } as const
    trees.push(treeIn(objectives, { ...part, taken: view.cards }))
  }
  return trees
}

/** The tree that a card is in, and the card; null where it is in none. */
export function findCard(
  trees: readonly BoardTree[],
  id: TLShapeId,
): { tree: BoardTree; card: TreeCard } | null {
  for (const tree of trees) {
    const card = tree.cards.get(id)
    if (card) return { tree, card }
  }
  return null
}

/** True where people have to write something before it says anything. */
export const isEmpty = ({ text }: Placed): boolean => text === ''

/**
 * The core that was there before a card came into its band: the outline takes the leftmost of several, which may be the
 * newcomer. null where the band has no other card with words.
 */
export function otherCore({ core, cards }: BoardTree, id: TLShapeId): TreeCard | null {
  const others = [...cards.values()].filter(
    (card) => card.height === 0 && card.shape.id !== id && !isEmpty(card),
  )
  return others.find((card) => card === core) ?? others[0] ?? null
}

/** The words of a board's arrows stay where they are; a note without words waits for some. */
function withEmptyCards(view: BoardView): BoardView {
  const cards = view.cards.filter(({ shape }) => shape.type !== 'arrow')
  for (const record of view.records.values()) {
    if (record.typeName !== 'shape' || record.type !== 'note' || record.isLocked) continue
    const card = plainText(record).trim() === '' ? view.find(record.id) : null
    if (card) cards.push(card)
  }
  return { ...view, cards }
}

type Part = Pick<BoardTree, 'kind' | 'prefix' | 'bands' | 'taken'>

function treeIn(view: BoardView, part: Part): BoardTree {
  const { prefix, bands } = part
  const isAside = (region: string | null) => bands.asides.has(region ?? '')
  const all = view.cards.map((placed): TreeCard => {
    const region = view.regionOf(placed)
    return { ...placed, region, height: bands.heights[region ?? ''] ?? null }
  })
  const cards = new Map(all.filter(({ region }) => !isAside(region)).map((card) => [card.shape.id, card]))
  // As in the outline: the ready card is not the core as long as somebody has written the core on another one.
  const written = all.some((card) => card.height === 0 && !isEmpty(card))
  const counted = all.filter((card) => !(written && card.height === 0 && isEmpty(card)))
  const read = readTree({ ...view, cards: counted }, bands)
  const places = new Map<number, Bounds>()
  for (const { region, bounds } of view.regions) {
    const height = region.startsWith(prefix) ? bands.heights[region.slice(prefix.length)] : undefined
    if (height !== undefined && !places.has(height)) places.set(height, bounds)
  }
  const core = (read.core && cards.get(read.core.shape.id)) ?? null
  const links = view.links.filter(({ from, to }) => cards.has(from) && cards.has(to))
  return { ...part, cards, links, core, read, places }
}
