import type { Card, ProblemTreeOutline, TreeNode } from '../outline.types.ts'
import { type BoardView, byColumns, cardId, type Placed, toCard } from './board.ts'
import { type Grown, growSide, type Side } from './graph.ts'

/** How far above the core a band lies; causes are below. */
const heights: Record<string, number> = {
  'effect.2': 2,
  'effect.1': 1,
  core: 0,
  'cause.1': -1,
  'cause.2': -2,
}
/** Cards here are lists of their own; an arrow from them makes no branch. */
const asides = new Set(['groups', 'evidence'])

interface TreeCard {
  placed: Placed
  region: string | null
}

interface Arrows {
  causesOf(id: string): string[]
  effectsOf(id: string): string[]
  /** Arrows that join no two cards of the tree. */
  unused: number
}

/** The problem tree as it stands: its causes and effects follow the arrows, and the bands where arrows are missing. */
export function readProblemTree(view: BoardView, locale: string): ProblemTreeOutline {
  const all = view.cards.map((placed): TreeCard => ({ placed, region: view.regionOf(placed) }))
  const inTree = new Map<string, TreeCard>()
  for (const card of all) if (!asides.has(card.region ?? '')) inTree.set(card.placed.id, card)
  const arrows = readArrows(view, inTree)
  const core = findCore([...inTree.values()])
  const root = core?.placed.id ?? ''
  const starters = (region: string) =>
    idsInOrder([...inTree.values()].filter((card) => card.region === region && card !== core))
  const causes: Side = { nearer: arrows.effectsOf, farther: arrows.causesOf }
  const effects: Side = { nearer: arrows.causesOf, farther: arrows.effectsOf }
  const below = growSide(causes, root, starters('cause.1'), new Set())
  const above = growSide(effects, root, starters('effect.1'), new Set(below.order))
  const placedIds = new Set([...below.order, ...above.order])
  const loose = [...inTree.values()].filter((card) => !placedIds.has(card.placed.id))
  const inAside = (region: string) =>
    all.filter((card) => card.region === region).map(({ placed }) => toCard(placed))
  return {
    template: 'problem-tree',
    locale,
    core: core?.placed.text ?? null,
    coreId: core ? root : null,
    causes: toNodes(below, causes, inTree),
    effects: toNodes(above, effects, inTree),
    affectedGroups: inAside('groups'),
    evidence: inAside('evidence'),
    loose: [...loose.map(({ placed }) => toCard(placed)), ...frameNames(view), ...view.lost],
    notes: remarks({ cycles: [...below.cycles, ...above.cycles], core, loose, lost: view.lost }),
    ink: view.ink + arrows.unused,
    images: view.images,
  }
}

/** The ready card first, if it was written on and left in its band; else the leftmost there; else the ready card. */
function findCore(cards: TreeCard[]): TreeCard | null {
  const inBand = cards.filter((card) => card.region === 'core').sort((a, b) => byColumns(a.placed, b.placed))
  const ready = (card: TreeCard) => card.placed.shape.meta.card === 'core'
  return inBand.find(ready) ?? inBand[0] ?? cards.find(ready) ?? null
}

/** Arrows between cards as cause and effect: by their bands where these differ, else as drawn. */
function readArrows(view: BoardView, cards: Map<string, TreeCard>): Arrows {
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
    const [cause, effect] = drawnUpwards(from, to) ? [from, to] : [to, from]
    addTo(causes, effect.placed.id, cause.placed.id)
    addTo(effects, cause.placed.id, effect.placed.id)
  }
  const sorted = (found: Set<string> | undefined) =>
    idsInOrder([...(found ?? [])].flatMap((id) => cards.get(id) ?? []))
  return { causesOf: (id) => sorted(causes.get(id)), effectsOf: (id) => sorted(effects.get(id)), unused }
}

/** False only where the bands say that the arrow was drawn from the effect to its cause. */
function drawnUpwards(from: TreeCard, to: TreeCard): boolean {
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
  for (const { id, text } of placed) {
    const linked = side.nearer(id).filter((nearer) => !grown.isCut(nearer, id))
    // Parents come first in the order, so those not met yet are not in the tree.
    const parent = grown.hung.has(id)
      ? root
      : (linked.find((each) => each === root || nodes.has(each)) ?? root)
    const level = (nodes.get(parent)?.level ?? 0) + 1
    const alsoLinkedTo = linked.filter((each) => each !== parent)
    const node: TreeNode = { id, text, level, alsoLinkedTo, children: [] }
    nodes.set(id, node)
    siblings.set(id, node.children)
    siblings.get(parent)?.push(node)
  }
  const rank = new Map(placed.sort(byColumns).map(({ id }, at) => [id, at]))
  for (const each of siblings.values()) each.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  return top
}

/** Names that people gave to frames are words too; a tree has no other place for them. */
function frameNames(view: BoardView): Card[] {
  return view.frames.filter(({ text, untouched }) => text !== '' && !untouched).map(toCard)
}

function remarks(found: {
  cycles: string[][]
  core: TreeCard | null
  loose: TreeCard[]
  lost: Card[]
}): ProblemTreeOutline['notes'] {
  const notes: ProblemTreeOutline['notes'] = found.cycles.map((cards) => ({ code: 'cycle', cards }))
  const others = found.loose.filter((card) => card.region === 'core').map(({ placed }) => placed.id)
  if (others.length > 0) notes.push({ code: 'second-core', cards: others })
  if (found.lost.length > 0) notes.push({ code: 'unreadable', cards: found.lost.map(({ id }) => id) })
  return notes
}
