export { type BoardTree, findCard, type TreeCard, treesOf } from './boardTrees.ts'
export {
  type Connection,
  connectCards,
  type DrawnArrow,
  type Drop,
  dropOnCard,
  type Refusal,
} from './connectCards.ts'
export { lackHint, mostWords, tooLong } from './hints.ts'
export { objectivesOf } from './objectives.ts'
export { type Placement, placeInTree, relatedPlace, type Side } from './places.ts'
export { suggestObjective } from './suggest.ts'
