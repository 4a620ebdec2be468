import { blank, boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, SheetPiece, Template, TextPiece } from './types.ts'

const paper = { w: 976, h: 1376 }
const bounds = boardAround({ w: 2 * paper.w + 16, h: paper.h })

/** One line of a form; short ones stand beside the answer they belong to. */
type Line = [id: string, name: Name, x: number, y: number, w: number, h: number]
type Name =
  | 'title'
  | 'due'
  | 'person'
  | 'believe'
  | 'verify'
  | 'measure'
  | 'right'
  | 'critical'
  | 'cost'
  | 'reliability'
  | 'time'
  | 'observed'
  | 'learned'
  | 'therefore'

const right = paper.w + 16

const lines: Line[] = [
  ['test.title', 'title', 24, 104, 928, 168],
  ['test.due', 'due', 24, 288, 456, 144],
  ['test.person', 'person', 496, 288, 456, 144],
  ['test.believe', 'believe', 24, 448, 664, 216],
  ['test.critical', 'critical', 704, 448, 248, 160],
  ['test.verify', 'verify', 24, 680, 664, 216],
  ['test.cost', 'cost', 704, 620, 248, 160],
  ['test.reliability', 'reliability', 704, 792, 248, 160],
  ['test.measure', 'measure', 24, 912, 664, 216],
  ['test.time', 'time', 704, 964, 248, 164],
  ['test.right', 'right', 24, 1144, 928, 208],
  ['learning.title', 'title', right + 24, 104, 928, 168],
  ['learning.due', 'due', right + 24, 288, 456, 144],
  ['learning.person', 'person', right + 496, 288, 456, 144],
  ['learning.believe', 'believe', right + 24, 448, 928, 216],
  ['learning.observed', 'observed', right + 24, 680, 928, 216],
  ['learning.learned', 'learned', right + 24, 912, 928, 216],
  ['learning.therefore', 'therefore', right + 24, 1144, 928, 208],
]

const fields = lines.map(([id, name, x, y, w, h]): Region => {
  const size = h < 200 || w < 300 ? 'm' : 'l'
  const color = id.startsWith('test') ? 'yellow' : 'light-green'
  return field(id, `test-and-learning-card.${name}`, { x, y, w, h }, color, { title: { at: 'top', size } })
})

const sheets = (['test', 'learning'] as const).flatMap((id, at): [SheetPiece, TextPiece] => {
  const x = at * right
  const labelKey = `test-and-learning-card.${id}` as const
  return [
    { kind: 'sheet', id: `paper.${id}`, bounds: { x, y: 0, ...paper }, color: 'white' },
    { kind: 'text', id: `title.${id}`, labelKey, x: x + 24, y: 20, w: paper.w - 48, size: 'xl' },
  ]
})

const script = ([1, 2, 3, 4] as const).map((no) => `test-and-learning-card.script.${no}` as const)

/** Test card and learning card, as two forms on paper (METHODS.md, after Strategyzer). */
export const testAndLearningCard: Template = {
  id: 'test-and-learning-card',
  step: 'pilot',
  reads: 'regions',
  minutes: 20,
  groupSize: [2, 6],
  nameKey: 'test-and-learning-card.name',
  descriptionKey: 'test-and-learning-card.description',
  script,
  bounds,
  regions: [inbox(bounds), ...fields],
  pieces: [
    ...sheets,
    heading('test-and-learning-card.name', bounds),
    howWeWork(script, bounds),
    ...fields.map((each) => blank(each)),
  ],
}
