import { type LabelKey, label } from '../labels/index.ts'
import { around, type Bounds } from '../types.ts'
import { type Draft, fontSizes, line, padding, text } from './draft.ts'
import type { Axes, Grid, Region } from './types.ts'

/** Beyond the board's edge, room for an axis and its words. */
const margin = 24

/** The names of rows and columns beside their cells, and the named lines between rows. */
export function drawGrid(grid: Grid, regions: readonly Region[], locale: string): Draft[] {
  const { rows, columns, lines = [], head } = grid
  if (!head) return []
  const cellsOf = (axis: 'row' | 'column', id: string) =>
    around(regions.filter(({ cell }) => cell?.[axis] === id).map(({ bounds }) => bounds))
  const named = (name: string, labelKey: LabelKey, place: { x: number; y: number; w: number }): Draft =>
    text(name, label(labelKey, locale), { ...place, size: head.size }, { labelKey })
  const half = (fontSizes[head.size] * 1.35) / 2
  return [
    ...rows.map(({ id, labelKey }) => {
      const { x, y } = cellsOf('row', id)
      return named(`row.${id}`, labelKey, { x: x - head.w, y: y + padding, w: head.w - padding })
    }),
    ...columns.map(({ id, labelKey }) => {
      const { x, y, w } = cellsOf('column', id)
      const top = y - head.h + head.h / 2 - half
      return named(`column.${id}`, labelKey, { x: x + margin, y: Math.round(top), w: w - 2 * margin })
    }),
    ...lines.flatMap(({ afterRow, labelKey }) => {
      const { x, y, w, h } = cellsOf('row', afterRow)
      const at = y + h + lineGap / 2
      const rule = { id: `line.${afterRow}`, from: { x: x - head.w, y: at }, to: { x: x + w, y: at } }
      const words = { x: x - head.w, y: at - 40, w: w / 2, size: 'm' as const }
      return [
        line({ ...rule, dashed: true }),
        text(`${rule.id}.title`, label(labelKey, locale), words, { labelKey }),
      ]
    }),
  ]
}

/** Between two rows where a line with a name runs. */
export const lineGap = 96

/** Two arrows along the left and the bottom edge, with a word at each end and the axis's name between. */
export function drawAxes({ x: across, y: up, bounds }: Axes, locale: string): Draft[] {
  const { x, y, w, h } = bounds
  const [left, bottom] = [x - margin, y + h + margin]
  const words = (name: string, labelKey: LabelKey, place: Bounds, align: 'start' | 'middle' | 'end') => {
    const size = name.endsWith('.name') ? ('l' as const) : ('m' as const)
    return text(name, label(labelKey, locale), { ...place, size, align }, { labelKey })
  }
  const below = (at: number): Bounds => ({ x: x + (w / 3) * at, y: bottom + 16, w: w / 3, h: 64 })
  const beside = (at: number): Bounds => ({ x: left - 16 - axisWords, y: at, w: axisWords, h: 64 })
  return [
    line({ id: 'axis.x', from: { x: left, y: bottom }, to: { x: x + w, y: bottom } }, 'arrow'),
    line({ id: 'axis.y', from: { x: left, y: bottom }, to: { x: left, y } }, 'arrow'),
    words('axis.x.low', across.lowKey, below(0), 'start'),
    words('axis.x.name', across.labelKey, below(1), 'middle'),
    words('axis.x.high', across.highKey, below(2), 'end'),
    words('axis.y.low', up.lowKey, beside(y + h - 40), 'end'),
    words('axis.y.name', up.labelKey, beside(y + h / 2 - 24), 'end'),
    words('axis.y.high', up.highKey, beside(y), 'end'),
  ]
}

/** The width of the words left of the upward axis, and all the room the axes take outside of their bounds. */
const axisWords = 224
export const axisRoom = { left: margin + 16 + axisWords, bottom: margin + 16 + 56 }
