import { blank, boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, Template } from './types.ts'

const stages = [1, 2, 3, 4, 5, 6] as const
const head = { w: 296, h: 64, size: 'l' } as const
const cell = { w: 288, h: 240 }
const top = 208

/** The rows with their heights: a note fits into each, only the stage's name needs less. */
const rows = [
  ['stage', 144, 'grey'],
  ['actions', cell.h, 'light-blue'],
  ['feelings', cell.h, 'light-violet'],
  ['touchpoints', cell.h, 'light-green'],
  ['pain-points', cell.h, 'light-red'],
  ['opportunities', cell.h, 'yellow'],
] as const

const heightAbove = (at: number) => rows.slice(0, at).reduce((sum, [, h]) => sum + h + 8, top + head.h)
const w = stages.length * (cell.w + 8) - 8
const bounds = boardAround({ w, h: heightAbove(rows.length) - 8 }, head.w)
const who = field('who', 'user-journey.who', { x: -head.w, y: 0, w: w + head.w, h: top - 16 }, 'yellow')

const cells = rows.flatMap(([row, h, color], at) =>
  stages.map((stage): Region => {
    const place = { x: (stage - 1) * (cell.w + 8), y: heightAbove(at), w: cell.w, h }
    return field(`${row}.${stage}`, `user-journey.${row}`, place, color, {
      title: { at: 'none', size: 'm' },
      cell: { row, column: `step.${stage}` },
    })
  }),
)

const stageCards = cells.slice(0, stages.length).map(({ id, bounds: { x, y } }) => {
  const place = { x: x + 8, y: y + 8, w: cell.w - 16, h: 128 }
  return { kind: 'card', id, shape: 'geo', bounds: place, color: 'grey', scale: 1.5 } as const
})

const middle = heightAbove(2) + cell.h / 2
const script = ([1, 2, 3, 4, 5] as const).map((no) => `user-journey.script.${no}` as const)

/** User journey: stages across, from what a person does to what could help them (METHODS.md). */
export const userJourney: Template = {
  id: 'user-journey',
  step: 'innovate',
  reads: 'grid',
  minutes: 60,
  groupSize: [2, 8],
  nameKey: 'user-journey.name',
  descriptionKey: 'user-journey.description',
  script,
  grid: {
    rows: rows.map(([row]) => ({ id: row, labelKey: `user-journey.${row}` })),
    columns: stages.map((no) => ({ id: `step.${no}`, labelKey: `user-journey.step.${no}` })),
    head,
  },
  bounds,
  regions: [inbox(bounds), who, ...cells],
  pieces: [
    heading('user-journey.name', bounds),
    howWeWork(script, bounds),
    blank(who, 1.75),
    ...stageCards,
    { kind: 'line', id: 'feelings.middle', from: { x: 0, y: middle }, to: { x: w, y: middle }, dashed: true },
  ],
}
