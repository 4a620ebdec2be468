import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, Template } from './types.ts'

const tile = { w: 480, h: 576 }
const columns = 5

/** Two rows, as one reads: what and with whom, then how well and how long. */
const tiles = [
  ['aim', 'yellow'],
  ['sample', 'light-blue'],
  ['place', 'light-blue'],
  ['partners', 'light-green'],
  ['steps', 'light-green'],
  ['safeguards', 'light-red'],
  ['measures', 'light-violet'],
  ['budget', 'grey'],
  ['rule', 'light-red'],
  ['change', 'grey'],
] as const

const bounds = boardAround({ w: columns * (tile.w + 16) - 16, h: 2 * tile.h + 16 })

const regions = tiles.map(([id, color], at): Region => {
  const x = (at % columns) * (tile.w + 16)
  const y = Math.floor(at / columns) * (tile.h + 16)
  const hintKey = `pilot-plan.${id}.hint` as const
  return field(id, `pilot-plan.${id}`, { x, y, ...tile }, color, { hintKey })
})

const script = ([1, 2, 3, 4, 5] as const).map((no) => `pilot-plan.script.${no}` as const)

/** Pilot plan: ten questions to answer before something is tried in a real place (METHODS.md). */
export const pilotPlan: Template = {
  id: 'pilot-plan',
  step: 'pilot',
  reads: 'regions',
  minutes: 60,
  groupSize: [3, 10],
  nameKey: 'pilot-plan.name',
  descriptionKey: 'pilot-plan.description',
  script,
  bounds,
  regions: [inbox(bounds), ...regions],
  pieces: [heading('pilot-plan.name', bounds), howWeWork(script, bounds)],
}
