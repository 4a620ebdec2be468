import type { BoardView, Placed } from './board.ts'

/** What the regions of an objectives tree are called where it stands beside its problem tree, on the same board. */
export const objectivesPrefix = 'objectives.'

/** The parts of a board of the problem tree: each reads as if it were alone. */
export interface SplitTrees {
  problems: BoardView
  /** null where nobody has made the objectives tree yet. */
  objectives: BoardView | null
}

/**
 * Parts the problem tree from the objectives tree made from it. A card is the latter's by its region; outside of all,
 * by the mark that says which problem it goes back to.
 */
export function splitTrees(view: BoardView): SplitTrees {
  const isThere = view.regions.some(({ region }) => region.startsWith(objectivesPrefix))
  if (!isThere) return { problems: view, objectives: null }
  const isObjective = (card: Placed | null): boolean => {
    if (!card) return false
    const region = view.regionOf(card)
    return region === null ? card.fromProblemId !== undefined : region.startsWith(objectivesPrefix)
  }
  const theirs = new Set(
    view.links.filter(({ from, to }) => [from, to].every((id) => isObjective(view.find(id)))),
  )
  const objectives: BoardView = {
    ...view,
    cards: view.cards.filter(isObjective),
    links: [...theirs],
    // Said once, with the problems.
    frames: [],
    lost: [],
    strange: [],
    regionOf: (placed) => view.regionOf(placed)?.replace(objectivesPrefix, '') ?? null,
  }
  const problems: BoardView = {
    ...view,
    cards: view.cards.filter((card) => !isObjective(card)),
    links: view.links.filter((link) => !theirs.has(link)),
  }
  return { problems, objectives }
}
