import type { TLShapeId } from '@tldraw/tlschema'
import type { TreeNode } from '../outline.types.ts'
import type { BoardTree, TreeCard } from './boardTrees.ts'

/** A card that hangs in a tree, as it is to be laid out. */
export interface Hanging {
  card: TreeCard
  /** The longest way to the core, so that every arrow leads towards it. */
  level: number
  /** What it hangs under, and what else it is linked to on its side; empty: the core itself. */
  nearer: TLShapeId[]
  /** Its place in the tree read from left to right: branches stay together, siblings in their order. */
  order: number
}

/** The cards of one side of a tree, below or above the core. */
export function hangingOn(tree: BoardTree, top: readonly TreeNode[]): Map<TLShapeId, Hanging> {
  const found = new Map<TLShapeId, Hanging>()
  const stack = [...top].reverse().map((node) => ({ node, parent: null as TLShapeId | null }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, parent } = next
    const id = shapeId(node.id)
    const card = tree.cards.get(id)
    if (!card) continue
    const nearer = [...(parent ? [parent] : []), ...node.alsoLinkedTo.map(shapeId)]
    found.set(id, { card, level: 1, nearer, order: found.size })
    for (const child of [...node.children].reverse()) stack.push({ node: child, parent: id })
  }
  // Also linked to: the core, or a card of the other side.
  for (const each of found.values()) each.nearer = each.nearer.filter((id) => found.has(id))
  setLevels(found)
  return found
}

export const shapeId = (id: string): TLShapeId => `shape:${id}` as TLShapeId

/** Each card after all that it hangs under. */
function setLevels(found: Map<TLShapeId, Hanging>): void {
  const waiting = new Map<TLShapeId, number>()
  const farther = new Map<TLShapeId, TLShapeId[]>()
  for (const [id, { nearer }] of found) {
    waiting.set(id, nearer.length)
    for (const each of nearer) farther.set(each, [...(farther.get(each) ?? []), id])
  }
  const ready = [...found.keys()].filter((id) => waiting.get(id) === 0)
  for (let next = ready.pop(); next; next = ready.pop()) {
    const level = found.get(next)?.level ?? 1
    for (const id of farther.get(next) ?? []) {
      const each = found.get(id)
      if (each) each.level = Math.max(each.level, level + 1)
      const left = (waiting.get(id) ?? 1) - 1
      waiting.set(id, left)
      if (left === 0) ready.push(id)
    }
  }
}
