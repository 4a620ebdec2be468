import { pageBounds } from '@sheshi/board'
import { templateById } from '../templates/index.ts'
import { movedBy, movedTo } from './places.ts'
import { fromTree } from './remove.ts'
import { targetOf } from './spots.ts'
import { editable, kept, type Reading, readState, spotOf } from './state.ts'
import { both, putting } from './ties.ts'
import { moveInTree } from './treeMove.ts'
import { treeSide } from './treeSpots.ts'
import type { BoardState, Edited, Spot } from './types.ts'

/** Moves a card to another section, or in a tree under another card. Into its region's or group's next free place. */
export function moveCard(board: BoardState, { id, to }: { id: string; to: Spot }): Edited {
  const shape = editable(board.records, id)
  if (typeof shape === 'string') return { refused: shape }
  // An arrow's words go where the arrow goes.
  if (shape.type === 'arrow') return { refused: 'no-place' }
  const before = readState(board)
  if (!before.cards.has(id)) return { refused: 'gone' }
  const side = treeSide(board.template, to.section)
  if (side) return moveInTree(before, id, side, to)
  if (to.under !== undefined) return { refused: 'no-place' }
  const target = targetOf(before, to.section)
  if (!target) return { refused: 'no-place' }
  const left = fromTree(before, id)
  const moved = movedTo(board.records, shape, target)
  if (!moved) return { refused: 'no-place' }
  return kept(both(left, putting(moved)), {
    before,
    id,
    holds: (after) => isIn(after, id, to.section),
  })
}

function isIn(after: Reading, id: string, section: string): boolean {
  const now = after.cards.get(id)
  return now !== undefined && spotOf(now).section === section
}

/** The cards beside a card: under the same one, or in the same section. */
export function siblingsOf(state: Reading, id: string): string[] {
  const at = state.cards.get(id)
  if (!at) return []
  const { under } = spotOf(at)
  const parent = under === null ? null : state.cards.get(under)?.card.children
  return (parent ?? at.sections.at(-1)?.cards ?? []).map((card) => card.id)
}

/**
 * Moves a card before or after its neighbour, by letting them change places. Not on a map, where a card's place is what
 * it says.
 */
export function shiftCard(board: BoardState, { id, by }: { id: string; by: -1 | 1 }): Edited {
  const shape = editable(board.records, id)
  if (typeof shape === 'string') return { refused: shape }
  const before = readState(board)
  const siblings = siblingsOf(before, id)
  const at = siblings.indexOf(id) + by
  const neighbour = siblings[at]
  const other = neighbour === undefined ? 'no-place' : editable(board.records, neighbour)
  if (typeof other === 'string') return { refused: other }
  const [own, theirs] = [pageBounds(board.records, shape.id), pageBounds(board.records, other.id)]
  if (!own || !theirs || templateById(board.template).axes) return { refused: 'no-place' }
  const there = movedBy(board.records, shape, { x: theirs.x - own.x, y: theirs.y - own.y })
  const here = movedBy(board.records, other, { x: own.x - theirs.x, y: own.y - theirs.y })
  if (!there || !here) return { refused: 'no-place' }
  return kept(putting(there, here), {
    before,
    id,
    holds: (after) => siblingsOf(after, id).indexOf(id) === at,
  })
}
