import { label } from '../labels/index.ts'
import type { GridOutline } from '../outline.types.ts'
import type { Region, Template } from '../templates/types.ts'
import { type BoardView, type Placed, toCard } from './board.ts'
import { outlineHead } from './notes.ts'
import { byRegion } from './regions.ts'

/** A board that is one table: what lies in each cell, row by row; cells with nothing in them are left out. */
export function readGrid(view: BoardView, template: Template, locale: string): GridOutline {
  const { found, rest } = byRegion(view, template)
  const { rows = [], columns = [] } = template.grid ?? {}
  const drawings = countDrawings(view)
  // A cell may be several places: three ideas in each round of a sheet.
  const byCell = new Map<string, typeof found>()
  for (const each of found) {
    const { row, column } = each.region.cell ?? {}
    if (row && column) byCell.set(`${row} ${column}`, [...(byCell.get(`${row} ${column}`) ?? []), each])
  }
  const header = ({ id, labelKey }: (typeof rows)[number]) => ({ id, title: label(labelKey, locale) })
  const cells = rows.flatMap((row) =>
    columns.flatMap((column): GridOutline['cells'] => {
      const places = byCell.get(`${row.id} ${column.id}`) ?? []
      const cards = places.flatMap((each) => each.cards.map(toCard))
      const drawn = places.reduce((sum, { region }) => sum + (drawings.get(region.id) ?? 0), 0)
      return cards.length + drawn > 0 ? [{ row: row.id, column: column.id, cards, drawings: drawn }] : []
    }),
  )
  const isListed = ({ cell }: Region) =>
    rows.some(({ id }) => id === cell?.row) && columns.some(({ id }) => id === cell?.column)
  const beside = found.filter(({ region, cards }) => !isListed(region) && cards.length > 0)
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
