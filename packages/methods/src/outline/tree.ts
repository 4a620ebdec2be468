import type { Outline, TreeNode } from '../outline.types.ts'
import { type BoardView, byColumns, cardId, type Placed, toCard } from './board.ts'
import { type Grown, growSide, type Side } from './graph.ts'
import { markOf } from './marks.ts'
import { namedFrames, oddNotes } from './notes.ts'

/** How a template's bands are a tree. */
export interface Bands {
  /** How far above the core each band lies (core: 0, direct causes: −1). */
  heights: Readonly<Record<string, number>>
  /** Regions whose cards are lists of their own; an arrow from them makes no branch. */
  asides: ReadonlySet<string>
}

export interface ReadTree {
  core: Placed | null
  /** What lies below the core: causes, or means. */
  below: TreeNode[]
  above: TreeNode[]
  /** The cards of one of the asides. */
  inAside(region: string): Placed[]
  /** Cards that hang nowhere, and names of frames: a tree has no other place for them. */
  loose: Placed[]
  notes: Outline['notes']
  /** Arrows that join no two cards of the tree. */
  unused: number
}

interface TreeCard {
  placed: Placed
  region: string | null
}

interface Arrows {
  causesOf(id: string): string[]
  effectsOf(id: string): string[]
  unused: number
}

/** A tree as it stands: what hangs where follows the arrows, and the bands where arrows are missing. */
export function readTree(view: BoardView, bands: Bands): ReadTree {
  const all = view.cards.map((placed): TreeCard => ({ placed, region: view.regionOf(placed) }))
  const inTree = new Map<string, TreeCard>()
  for (const card of all) if (!bands.asides.has(card.region ?? '')) inTree.set(card.placed.id, card)
  const arrows = readArrows(view, inTree, bands)
  const core = findCore([...inTree.values()])
  const root = core?.placed.id ?? ''
  const starters = (height: number) =>
    idsInOrder(
      [...inTree.values()].filter((card) => bands.heights[card.region ?? ''] === height && card !== core),
    )
  const causes: Side = { nearer: arrows.effectsOf, farther: arrows.causesOf }
  const effects: Side = { nearer: arrows.causesOf, farther: arrows.effectsOf }
  const below = growSide(causes, root, starters(-1), new Set())
  const above = growSide(effects, root, starters(1), new Set(below.order))
  const hanging = new Set([...below.order, ...above.order])
  const loose = [...inTree.values()].filter((card) => !hanging.has(card.placed.id))
  const notes = [...treeNotes([...below.cycles, ...above.cycles], loose), ...oddNotes(view)]
  return {
    core: core?.placed ?? null,
    below: toNodes(below, causes, inTree),
    above: toNodes(above, effects, inTree),
    inAside: (region) => all.filter((card) => card.region === region).map(({ placed }) => placed),
    loose: [...loose.map(({ placed }) => placed), ...namedFrames(view)],
    notes,
    unused: arrows.unused,
  }
}

/** The ready card first, if it was written on and left in its band; else the leftmost there; else the ready card. */
function findCore(cards: TreeCard[]): TreeCard | null {
  const inBand = cards.filter((card) => card.region === 'core').sort((a, b) => byColumns(a.placed, b.placed))
  const ready = (card: TreeCard) => card.placed.shape.meta.card === 'core'
  return inBand.find(ready) ?? inBand[0] ?? cards.find(ready) ?? null
}

/** Arrows between cards as cause and effect: by their bands where these differ, else as drawn. */
function readArrows(view: BoardView, cards: Map<string, TreeCard>, bands: Bands): Arrows {
  const causes = new Map<string, Set<string>>()
  const effects = new Map<string, Set<string>>()
  let unused = 0
  for (const link of view.links) {
    const from = cards.get(cardId(link.from))
    const to = cards.get(cardId(link.to))
    if (!from || !to) {
      unused += 1
      continue
    }
    const [cause, effect] = drawnUpwards(from, to, bands) ? [from, to] : [to, from]
    addTo(causes, effect.placed.id, cause.placed.id)
    addTo(effects, cause.placed.id, effect.placed.id)
  }
  const sorted = (found: Set<string> | undefined) =>
    idsInOrder([...(found ?? [])].flatMap((id) => cards.get(id) ?? []))
  return { causesOf: (id) => sorted(causes.get(id)), effectsOf: (id) => sorted(effects.get(id)), unused }
}

/** False only where the bands say that the arrow was drawn from the effect to its cause. */
function drawnUpwards(from: TreeCard, to: TreeCard, { heights }: Bands): boolean {
  const start = heights[from.region ?? '']
  const end = heights[to.region ?? '']
  return start === undefined || end === undefined || start <= end
}

function addTo(sets: Map<string, Set<string>>, key: string, id: string): void {
  const found = sets.get(key) ?? new Set()
  sets.set(key, found.add(id))
}

const idsInOrder = (cards: TreeCard[]): string[] =>
  cards
    .map(({ placed }) => placed)
    .sort(byColumns)
    .map(({ id }) => id)

/** What hangs under the root, nested. A card with several parents hangs under the first by position. */
function toNodes(grown: Grown, side: Side, cards: Map<string, TreeCard>): TreeNode[] {
  const [root = '', ...rest] = grown.order
  const nodes = new Map<string, TreeNode>()
  const top: TreeNode[] = []
  const siblings = new Map<string, TreeNode[]>([[root, top]])
  const placed = rest.flatMap((id) => cards.get(id)?.placed ?? [])
  for (const card of placed) {
    const { id } = card
    const linked = side.nearer(id).filter((nearer) => !grown.isCut(nearer, id))
    // Parents come first in the order, so those not met yet are not in the tree.
    const parent = grown.hung.has(id)
      ? root
      : (linked.find((each) => each === root || nodes.has(each)) ?? root)
    const level = (nodes.get(parent)?.level ?? 0) + 1
    const alsoLinkedTo = linked.filter((each) => each !== parent)
    const realistic = markOf(card.shape, 'realistic')
    const marks = realistic === undefined ? {} : { realistic }
    const node: TreeNode = { ...toCard(card), level, alsoLinkedTo, children: [], ...marks }
    nodes.set(id, node)
    siblings.set(id, node.children)
    siblings.get(parent)?.push(node)
  }
  const rank = new Map(placed.sort(byColumns).map(({ id }, at) => [id, at]))
  for (const each of siblings.values()) each.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  return top
}

function treeNotes(cycles: string[][], loose: TreeCard[]): Outline['notes'] {
  const notes: Outline['notes'] = cycles.map((cards) => ({ code: 'cycle', cards }))
  const others = loose.filter((card) => card.region === 'core').map(({ placed }) => placed.id)
  if (others.length > 0) notes.push({ code: 'second-core', cards: others })
  return notes
}
