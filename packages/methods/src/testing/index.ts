export { crowdedBoard } from './crowd.ts'
export { drawTree, type PlannedCard, planTree } from './draw.ts'
export { exampleOf, type WorkedExample, workedExamples } from './examples/index.ts'
export { type PublishedNode, type PublishedTree, riverPollution } from './riverPollution.ts'
