import { label } from '../labels/index.ts'
import type { GridOutline } from '../outline.types.ts'
import type { Template } from '../templates/types.ts'
import { type BoardView, type Placed, toCard } from './board.ts'
import { outlineHead } from './notes.ts'
import { byRegion } from './regions.ts'

/** A board that is one table: what lies in each cell, row by row; cells with nothing in them are left out. */
export function readGrid(view: BoardView, template: Template, locale: string): GridOutline {
  const { found, rest } = byRegion(view, template)
  const { rows = [], columns = [] } = template.grid ?? {}
  const drawings = countDrawings(view)
  const byCell = new Map(
    found.flatMap(({ region, cards }) => {
      const { row, column } = region.cell ?? {}
      return row && column ? [[`${row} ${column}`, { region, cards }] as const] : []
    }),
  )
  const header = ({ id, labelKey }: (typeof rows)[number]) => ({ id, title: label(labelKey, locale) })
  const cells = rows.flatMap((row) =>
    columns.flatMap((column): GridOutline['cells'] => {
      const cell = byCell.get(`${row.id} ${column.id}`)
      const drawn = drawings.get(cell?.region.id ?? '') ?? 0
      if (!cell || (cell.cards.length === 0 && drawn === 0)) return []
      return [{ row: row.id, column: column.id, cards: cell.cards.map(toCard), drawings: drawn }]
    }),
  )
  const inTable = new Set([...byCell.values()].map(({ region }) => region))
  const beside = found.filter(({ region, cards }) => !inTable.has(region) && cards.length > 0)
  return {
    template: template.id as GridOutline['template'],
    ...outlineHead(view, locale, rest),
    rows: rows.map(header),
    columns: columns.map(header),
    cells,
    regions: beside.map(({ region, cards }) => ({
      id: region.id,
      title: label(region.labelKey, locale),
      cards: cards.map(toCard),
    })),
  }
}

/** How many strokes and pictures have their middle in each region. */
function countDrawings(view: BoardView): Map<string, number> {
  const counts = new Map<string, number>()
  for (const shape of view.drawn) {
    const placed: Placed | null = view.find(shape.id)
    const region = placed && view.regionOf(placed)
    if (region) counts.set(region, (counts.get(region) ?? 0) + 1)
  }
  return counts
}
