import type { TLRecord } from '@tldraw/tlschema'
import { inside } from './places.ts'
import { editable, kept, type Reading, readState } from './state.ts'
import { both, leftBehind } from './ties.ts'
import { hangs } from './treeSpots.ts'
import type { BoardState, Change, Edited } from './types.ts'

/** Takes a card off the board. In a tree, what hung under it hangs under the next card towards the core. */
export function deleteCard(board: BoardState, { id }: { id: string }): Edited {
  const shape = editable(board.records, id)
  if (typeof shape === 'string') return { refused: shape }
  if (inside(board.records, shape.id).length > 0) return { refused: 'holds-others' }
  const before = readState(board)
  const left = fromTree(before, id)
  const retied = new Set<string>(left.put.map((record) => record.id))
  const bindings = bindingsOf(board.records, shape.id).filter((binding) => !retied.has(binding))
  const change = both(left, { put: [], remove: [shape.id, ...bindings] })
  return kept(change, { before, id, without: id, holds: (after) => !after.cards.has(id) })
}

/** What changes in a tree when a card leaves it; nothing elsewhere. */
export function fromTree(before: Reading, id: string): Change {
  const place = hangs(before, id)
  if (!place) return { put: [], remove: [] }
  const children = before.cards.get(id)?.card.children.map((child) => child.id) ?? []
  return leftBehind(before.records, { id, children, side: place.side.side, to: place.parent })
}

/** The bindings that tie an arrow, or that arrows are tied to a shape with, as they were before the edit. */
function bindingsOf(records: ReadonlyMap<string, TLRecord>, id: string): TLRecord['id'][] {
  return [...records.values()].flatMap((record) =>
    record.typeName === 'binding' && (record.fromId === id || record.toId === id) ? [record.id] : [],
  )
}
