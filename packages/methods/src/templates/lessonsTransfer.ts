import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, SheetPiece, Template, TextPiece } from './types.ts'

const column = { w: 792, head: 88 }
const h = 1200
const bounds = boardAround({ w: 3 * column.w + 32, h })
const left = (at: number) => at * (column.w + 16)

/** The three steps of URBACT, from left to right. */
const steps = (['understand', 'adapt', 'reuse'] as const).flatMap((id, at): [SheetPiece, TextPiece] => {
  const place = { x: left(at), y: 0, w: column.w, h }
  const labelKey = `lessons-transfer.${id}` as const
  return [
    { kind: 'sheet', id: `column.${id}`, bounds: place, color: 'grey' },
    { kind: 'text', id, labelKey, x: left(at) + 24, y: 16, w: column.w - 48, size: 'xl' },
  ]
})

type Name = 'worked' | 'specific' | 'differs' | 'keep' | 'change' | 'drop' | 'partners' | 'first-step'

const fieldAt = (id: Name, x: number, row: 0 | 1, w: number, color: Region['color']): Region =>
  field(id, `lessons-transfer.${id}`, { x, y: column.head + row * 552, w, h: 536 }, color)

const wide = column.w - 32
const regions = [
  fieldAt('worked', left(0) + 16, 0, wide, 'light-green'),
  fieldAt('specific', left(0) + 16, 1, wide, 'light-blue'),
  fieldAt('differs', left(1) + 16, 0, wide, 'light-violet'),
  fieldAt('keep', left(1) + 16, 1, 248, 'light-green'),
  fieldAt('change', left(1) + 272, 1, 248, 'yellow'),
  fieldAt('drop', left(1) + 528, 1, 248, 'light-red'),
  fieldAt('partners', left(2) + 16, 0, wide, 'light-blue'),
  fieldAt('first-step', left(2) + 16, 1, wide, 'yellow'),
]

const script = ([1, 2, 3, 4, 5] as const).map((no) => `lessons-transfer.script.${no}` as const)

/** Lessons transfer: understand, adapt, re-use (METHODS.md, after URBACT). */
export const lessonsTransfer: Template = {
  id: 'lessons-transfer',
  step: 'spread',
  reads: 'regions',
  minutes: 60,
  groupSize: [3, 12],
  nameKey: 'lessons-transfer.name',
  descriptionKey: 'lessons-transfer.description',
  script,
  bounds,
  regions: [inbox(bounds), ...regions],
  pieces: [...steps, heading('lessons-transfer.name', bounds), howWeWork(script, bounds)],
}
