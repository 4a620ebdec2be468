import { cardId } from '../outline/board.ts'
import type { SectionCard } from '../outline.types.ts'
import { movedTo } from './places.ts'
import { kept, type Reading, spotOf, type Tie, tiesOf, viewOf } from './state.ts'
import {
  type Draft,
  draftOf,
  inOrder,
  joins,
  putting,
  retied,
  tied,
  touches,
  untied,
  withStep,
} from './ties.ts'
import { bandAt, coreOf, hangs, levelOf, type TreeSide } from './treeSpots.ts'
import type { Edited, Spot } from './types.ts'

/** A card with what hangs under it on its way to another place of a tree. */
interface Branch {
  id: string
  side: TreeSide
  /** What it hangs under from now on; null where the tree has no core yet. */
  parent: string | null
  /** What it hung under; null where it came from outside of the tree. */
  old: string | null
  /** Its cards, each before what hangs under it. */
  cards: BranchCard[]
}

interface BranchCard {
  id: string
  level: number
  under: string | null
}

/**
 * Moves a card to a side of a tree or under another of its cards, with all that hangs under it: arrows are tied anew and
 * cards go into the bands of their new level. Arrows to other cards stay, unless the card would still hang from them.
 */
export function moveInTree(before: Reading, id: string, side: TreeSide, { under }: Spot): Edited {
  const at = before.cards.get(id)
  const core = coreOf(before)
  const target = under === undefined ? null : before.cards.get(under)
  if (!at || target === undefined) return { refused: 'gone' }
  const old = hangs(before, id)
  const branch: Branch = {
    id,
    side,
    parent: under ?? core,
    old: old?.parent ?? null,
    cards: listBranch(old ? at.card : { ...at.card, children: [] }, target ? levelOf(target) + 1 : 1),
  }
  const isBelow = branch.cards.some((card) => card.id === under)
  if (isBelow || (id === core && under !== undefined)) return { refused: 'cycle' }
  const wanted = {
    before,
    id,
    holds: (after: Reading) => {
      const now = after.cards.get(id)
      const spot = now && spotOf(now)
      const count = now ? listBranch(now.card, 1).length : 0
      return spot?.section === side.section && spot.under === (under ?? null) && count >= branch.cards.length
    },
  }
  const gentle = kept(planBranch(before, branch, false), wanted)
  if (!('refused' in gentle) || gentle.refused !== 'no-place') return gentle
  return kept(planBranch(before, branch, true), wanted)
}

function listBranch(top: SectionCard, level: number): BranchCard[] {
  const found: BranchCard[] = []
  const stack = [{ card: top, level, under: null as string | null }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, level, under } = next
    found.push({ id: card.id, level, under })
    for (const child of [...card.children].reverse())
      stack.push({ card: child, level: level + 1, under: card.id })
  }
  return found
}

/** `alone`: arrows to cards outside of the branch go too, where the card would still hang from them. */
function planBranch(before: Reading, branch: Branch, alone: boolean): Draft['change'] {
  const view = viewOf(before)
  let draft = draftOf(before.records)
  for (const { id, level } of branch.cards) {
    const region = bandAt(branch.side, level)
    const placed = view.find(`shape:${id}`)
    if (!placed || view.regionOf(placed) === region) continue
    const moved = movedTo(draft.records, placed.shape, { template: before.template, region })
    if (moved) draft = withStep(draft, putting(moved))
  }
  for (const card of branch.cards) draft = withTies(draft, branch, card, alone)
  return draft.change
}

/** The card's arrow towards the core goes to what it hangs under now, in the direction of its side. */
function withTies(draft: Draft, branch: Branch, { id, under }: BranchCard, alone: boolean): Draft {
  const [from, to] = under === null ? [branch.old, branch.parent] : [under, under]
  const own = tiesOf(draft.records).filter((tie) => touches(tie, id))
  const before = own.filter((tie) => from !== null && joins(tie, id, from))
  const there = own.filter((tie) => to !== null && joins(tie, id, to))
  const used = to === null ? [] : there.length > 0 ? there : before.slice(0, 1)
  const members = new Set(branch.cards.map((card) => card.id))
  const leaves = (tie: Tie) =>
    before.includes(tie) || (alone && !there.includes(tie) && !members.has(otherEnd(tie, id)))
  const remove = own.filter((tie) => leaves(tie) && !used.includes(tie)).flatMap(untied)
  if (to === null) return withStep(draft, { put: [], remove })
  const ends = inOrder(branch.side.side, id, to)
  const put = used.length > 0 ? used.flatMap((tie) => retied(tie, ...ends)) : tied(draft.records, ...ends)
  return withStep(draft, { put, remove })
}

function otherEnd({ start, end }: Tie, id: string): string {
  const [one, other] = [cardId(start.toId), cardId(end.toId)]
  return one === id ? other : one
}
