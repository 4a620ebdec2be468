import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { CardPiece, Criterion, LinePiece, Region, SheetPiece, Template, TextPiece } from './types.ts'

/** Eight rows; a board with more challenges than that should be split, or the day gets too long. */
const rows = [1, 2, 3, 4, 5, 6, 7, 8] as const
const strip = 64
const first = { w: 360, h: 224 }
const column = 216
const headHeight = 200
const pitch = first.h + 8

/** The lab's set of METHODS.md; the weights sum to 100. */
const criteria: Criterion[] = (
  [
    ['people', 20],
    ['evidence', 10],
    ['outcome', 10],
    ['owner', 15],
    ['pilotable', 15],
    ['sectors', 10],
    ['equity', 10],
    ['transferable', 10],
  ] as const
).map(([id, weight]) => ({ id, labelKey: `challenge-screening.${id}`, weight }))

const scored = strip + first.w + 8
const decided = scored + criteria.length * (column + 8)
const w = decided + 480
const h = headHeight + 8 + rows.length * pitch - 8
const bounds = boardAround({ w, h })
const rowTop = (no: number) => headHeight + 8 + (no - 1) * pitch

const cells = rows.flatMap((no): Region[] => {
  const cell = (id: string, labelKey: Region['labelKey'], x: number, width: number) =>
    field(`row.${no}.${id}`, labelKey, { x, y: rowTop(no), w: width, h: first.h }, 'light-green', {
      title: { at: 'none', size: 'm' },
      noteColor: 'yellow',
      cell: { row: `row.${no}`, column: id },
    })
  return [
    cell('challenge', 'challenge-screening.challenges', strip, first.w),
    cell('decision', 'challenge-screening.decision', decided, 480),
  ]
})

/** The ground on which the scores stand. */
const grounds = rows.map((no): SheetPiece => {
  const place = { x: scored, y: rowTop(no), w: decided - scored - 8, h: first.h }
  return { kind: 'sheet', id: `scores.${no}`, bounds: place, color: no % 2 === 0 ? 'grey' : 'light-blue' }
})

const dividers = criteria.slice(1).map(({ id }, at): LinePiece => {
  const x = scored + (at + 1) * (column + 8) - 4
  return { kind: 'line', id: `divider.${id}`, from: { x, y: headHeight }, to: { x, y: h }, dashed: true }
})

/** The criteria stand on cards, so that a lab can write its own. */
const criterionCards = criteria.map(({ id, labelKey, weight }, at): CardPiece => {
  const place = { x: scored + at * (column + 8), y: 0, w: column, h: headHeight - 8 }
  const meta = { criterion: id, weight }
  return { kind: 'card', id: `criterion.${id}`, shape: 'geo', labelKey, bounds: place, color: 'yellow', meta }
})

const numbers = rows.map(
  (no): TextPiece => ({
    kind: 'text',
    id: `row.${no}.no`,
    labelKey: `challenge-screening.row.${no}`,
    x: 0,
    y: rowTop(no) + 80,
    w: strip - 8,
    size: 'l',
    align: 'middle',
  }),
)

const titleOf = (id: 'challenges' | 'decision', x: number, width: number): TextPiece => {
  const labelKey = `challenge-screening.${id}` as const
  return { kind: 'text', id: `head.${id}`, labelKey, x: x + 16, y: headHeight - 72, w: width - 32, size: 'l' }
}

const script = ([1, 2, 3, 4, 5] as const).map((no) => `challenge-screening.script.${no}` as const)

/** Challenge screening: challenges down, criteria across; ballots are blind and never on the board (METHODS.md). */
export const challengeScreening: Template = {
  id: 'challenge-screening',
  step: 'identify',
  reads: 'screening',
  minutes: 60,
  groupSize: [3, 20],
  nameKey: 'challenge-screening.name',
  descriptionKey: 'challenge-screening.description',
  script,
  grid: {
    rows: rows.map((no) => ({ id: `row.${no}`, labelKey: `challenge-screening.row.${no}` })),
    columns: [
      { id: 'challenge', labelKey: 'challenge-screening.challenges' },
      { id: 'decision', labelKey: 'challenge-screening.decision' },
    ],
  },
  criteria,
  bounds,
  regions: [{ ...inbox(bounds, 'challenge-screening.challenges'), id: 'challenges' }, ...cells],
  pieces: [
    ...grounds,
    heading('challenge-screening.name', bounds),
    howWeWork(script, bounds),
    titleOf('challenges', strip, first.w),
    titleOf('decision', decided, 480),
    ...numbers,
    ...dividers,
    ...criterionCards,
  ],
}
