import { boardAround, heading, howWeWork, inbox, question } from './parts.ts'
import type { CardPiece, Region, SheetPiece, Template, TextPiece } from './types.ts'

const numbers = [1, 2, 3, 4, 5, 6] as const
type No = (typeof numbers)[number]

/** A sheet: six rows, one for each round, with room for three ideas. */
const sheet = { w: 768, h: 1016, head: 80, strip: 56, row: 152 }
const bounds = boardAround({ w: 3 * sheet.w + 32, h: 240 + 2 * sheet.h + 16 })
const top = question(3 * sheet.w + 32)

const sheetAt = (no: No) => ({
  x: ((no - 1) % 3) * (sheet.w + 16),
  y: 240 + Math.floor((no - 1) / 3) * (sheet.h + 16),
})

const papers = numbers.map((no): SheetPiece => {
  const place = { ...sheetAt(no), w: sheet.w, h: sheet.h }
  return { kind: 'sheet', id: `paper.${no}`, bounds: place, color: 'grey' }
})

const titles = numbers.map((no): TextPiece => {
  const { x, y } = sheetAt(no)
  const labelKey = `brainwriting-6-3-5.sheet.${no}` as const
  return { kind: 'text', id: `sheet.${no}`, labelKey, x: x + 24, y: y + 16, w: sheet.w - 48, size: 'l' }
})

const rounds = numbers.flatMap((no) =>
  numbers.map((round): Region => {
    const { x, y } = sheetAt(no)
    const place = { x: x + sheet.strip, y: y + sheet.head + (round - 1) * sheet.row, w: 696, h: 144 }
    return {
      id: `sheet.${no}.round.${round}`,
      kind: 'cards',
      labelKey: `brainwriting-6-3-5.round.${round}`,
      bounds: place,
      title: { at: 'none', size: 'm' },
      color: round % 2 === 0 ? 'light-blue' : 'light-green',
      noteColor: 'yellow',
      cell: { row: `sheet.${no}`, column: `round.${round}` },
    }
  }),
)

const roundNumbers = rounds.map(({ id, bounds: { x, y } }, at): TextPiece => {
  const labelKey = `common.no.${numbers[at % 6] ?? 1}` as const
  return { kind: 'text', id: `no.${id}`, labelKey, x: x - 48, y: y + 48, w: 40, size: 'l', align: 'middle' }
})

const ideas = rounds.flatMap(({ id, bounds: { x, y } }) =>
  [0, 1, 2].map((at): CardPiece => {
    const place = { x: x + 8 + at * 228, y: y + 8, w: 224, h: 128 }
    return { kind: 'card', id: `${id}.idea.${at + 1}`, shape: 'geo', bounds: place, color: 'grey' }
  }),
)

const script = ([1, 2, 3, 4, 5] as const).map((no) => `brainwriting-6-3-5.script.${no}` as const)

/** Brainwriting 6-3-5: six sheets go round, three ideas in each row, 108 ideas in half an hour (METHODS.md). */
export const brainwriting: Template = {
  id: 'brainwriting-6-3-5',
  step: 'innovate',
  reads: 'grid',
  minutes: 45,
  groupSize: [4, 8],
  nameKey: 'brainwriting-6-3-5.name',
  descriptionKey: 'brainwriting-6-3-5.description',
  script,
  grid: {
    rows: numbers.map((no) => ({ id: `sheet.${no}`, labelKey: `brainwriting-6-3-5.sheet.${no}` })),
    columns: numbers.map((no) => ({ id: `round.${no}`, labelKey: `brainwriting-6-3-5.round.${no}` })),
  },
  bounds,
  regions: [inbox(bounds), top.region, ...rounds],
  pieces: [
    ...papers,
    heading('brainwriting-6-3-5.name', bounds),
    howWeWork(script, bounds),
    top.card,
    ...titles,
    ...roundNumbers,
    ...ideas,
  ],
}
