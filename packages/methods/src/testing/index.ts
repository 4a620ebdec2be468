export { drawTree, type PlannedCard, planTree } from './draw.ts'
export { type PublishedNode, type PublishedTree, riverPollution } from './riverPollution.ts'
