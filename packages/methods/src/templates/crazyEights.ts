import { boardAround, heading, howWeWork, inbox, question } from './parts.ts'
import type { Region, SheetPiece, Template, TextPiece } from './types.ts'

const people = [1, 2, 3, 4, 5, 6] as const
const boxes = [1, 2, 3, 4, 5, 6, 7, 8] as const

/** A sheet folded in eight. */
const sheet = { w: 1376, h: 600, head: 80 }
const bounds = boardAround({ w: 2 * sheet.w + 16, h: 240 + 3 * sheet.h + 32 })
const top = question(2 * sheet.w + 16)

const sheetAt = (no: number) => ({
  x: ((no - 1) % 2) * (sheet.w + 16),
  y: 240 + Math.floor((no - 1) / 2) * (sheet.h + 16),
})

const papers = people.map((no): SheetPiece => {
  const place = { ...sheetAt(no), w: sheet.w, h: sheet.h }
  return { kind: 'sheet', id: `paper.${no}`, bounds: place, color: 'light-blue' }
})

const titles = people.map((no): TextPiece => {
  const { x, y } = sheetAt(no)
  const labelKey = `crazy-eights.sheet.${no}` as const
  return { kind: 'text', id: `sheet.${no}`, labelKey, x: x + 24, y: y + 16, w: sheet.w - 48, size: 'l' }
})

const cells = people.flatMap((no) =>
  boxes.map((box): Region => {
    const { x, y } = sheetAt(no)
    const [column, row] = [(box - 1) % 4, Math.floor((box - 1) / 4)]
    return {
      id: `sheet.${no}.sketch.${box}`,
      kind: 'cards',
      labelKey: `common.no.${box}`,
      bounds: { x: x + 24 + column * 336, y: y + sheet.head + row * 256, w: 320, h: 240 },
      title: { at: 'top', size: 'm' },
      color: 'grey',
      noteColor: 'yellow',
      cell: { row: `sheet.${no}`, column: `sketch.${box}` },
    }
  }),
)

const script = ([1, 2, 3, 4, 5] as const).map((no) => `crazy-eights.script.${no}` as const)

/** Crazy eights: eight boxes for eight sketches in eight minutes, a sheet for each of six people (METHODS.md). */
export const crazyEights: Template = {
  id: 'crazy-eights',
  step: 'innovate',
  reads: 'grid',
  minutes: 30,
  groupSize: [1, 6],
  nameKey: 'crazy-eights.name',
  descriptionKey: 'crazy-eights.description',
  script,
  grid: {
    rows: people.map((no) => ({ id: `sheet.${no}`, labelKey: `crazy-eights.sheet.${no}` })),
    columns: boxes.map((no) => ({ id: `sketch.${no}`, labelKey: `crazy-eights.sketch.${no}` })),
  },
  bounds,
  regions: [inbox(bounds, 'crazy-eights.inbox'), top.region, ...cells],
  pieces: [...papers, heading('crazy-eights.name', bounds), howWeWork(script, bounds), top.card, ...titles],
}
