import type { TLRecord } from '@tldraw/tlschema'
import { boardOf } from '../board.ts'
import { drawTree } from '../draw.ts'
import { type PublishedNode, type PublishedTree, riverPollution } from '../riverPollution.ts'

/** What each problem of the river turns into: the good state that people want, and can reach. */
const objectives: Record<string, string> = {
  'River water quality is deteriorating': 'River water quality is improved',
  'High levels of solid waste are dumped into the river':
    'The amount of solid waste dumped into the river is reduced',
  'Polluters are not controlled': 'Polluters are effectively controlled',
  'The Environment Protection Agency is ineffective and close to industry':
    'The Environment Protection Agency is effective and serves everybody',
  'People are not aware of the danger of waste dumping': 'People know what dumped waste does',
  'No public information or education programmes exist': 'Schools and market traders teach about waste',
  'Most households and factories discharge wastewater directly into the river':
    'Fewer households and factories discharge wastewater into the river',
  '40% of households and 20% of businesses are not connected to the sewerage network':
    'More households and businesses are connected to the sewerage network',
  'Existing legal regulations do not prevent direct discharge of wastewater':
    'New regulations prevent direct discharge',
  'Wastewater treated in plants does not meet environmental standards':
    'Treated wastewater meets environmental standards',
  'Capital investment is inadequate and business planning poor within local government':
    'Local government plans and invests in treatment',
  'The river ecosystem is under serious threat, with declining fish stocks':
    'The threat to the river ecosystem is reduced, and fish stocks rise',
  'Catch and income of fishing families are in decline': 'The income of fishing families is stable',
  'High incidence of water-borne diseases, particularly among poor families and children under five':
    'Fewer water-borne diseases, above all among poor families and small children',
}

function turned(text: string): string {
  const found = objectives[text]
  if (found === undefined) throw new Error(`no objective for “${text}”`)
  return found
}

const turnedNodes = (nodes: PublishedNode[]): PublishedNode[] =>
  nodes.map(({ text, children }) => ({ text: turned(text), children: turnedNodes(children) }))

const riverObjectives: PublishedTree = {
  core: turned(riverPollution.core),
  causes: turnedNodes(riverPollution.causes),
  effects: turnedNodes(riverPollution.effects),
}

/** What people said can be reached in the time of the project. */
const realistic = new Set(['drawn-cause.1', 'drawn-cause.1.2', 'drawn-cause.1.2.1'])

/** The published tree of the river, drawn on its template. */
export const drawRiverProblems = (): Map<string, TLRecord> =>
  drawTree(boardOf('problem-tree'), riverPollution)

/** Its objectives, each with the id of its problem, as the one-click conversion and then people leave them. */
export function drawRiverObjectives(): Map<string, TLRecord> {
  const records = drawTree(boardOf('objectives-tree'), riverObjectives)
  for (const [id, record] of records) {
    if (record.typeName !== 'shape' || record.type !== 'note') continue
    const problem = id.replace('shape:', '')
    const marks = { fromProblemId: problem, ...(realistic.has(problem) ? { realistic: true } : {}) }
    records.set(id, { ...record, meta: { ...record.meta, ...marks } } as TLRecord)
  }
  return records
}
