import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Template } from './types.ts'

const column = { w: 704, h: 1136 }

const questions = [
  ['expected', 'light-blue'],
  ['happened', 'yellow'],
  ['why', 'light-violet'],
  ['next', 'light-green'],
] as const

const bounds = boardAround({ w: questions.length * (column.w + 16) - 16, h: column.h })

const regions = questions.map(([id, color], at) =>
  field(id, `after-action-review.${id}`, { x: at * (column.w + 16), y: 0, ...column }, color, {
    hintKey: `after-action-review.${id}.hint`,
    title: { at: 'top', size: 'xl' },
  }),
)

const script = ([1, 2, 3, 4] as const).map((no) => `after-action-review.script.${no}` as const)

/** After-action review: four questions from left to right (METHODS.md). */
export const afterActionReview: Template = {
  id: 'after-action-review',
  step: 'spread',
  reads: 'regions',
  minutes: 30,
  groupSize: [2, 20],
  nameKey: 'after-action-review.name',
  descriptionKey: 'after-action-review.description',
  script,
  bounds,
  regions: [inbox(bounds), ...regions],
  pieces: [heading('after-action-review.name', bounds), howWeWork(script, bounds)],
}
