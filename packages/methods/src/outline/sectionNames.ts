import { isUntouched, type LabelKey, label } from '../labels/index.ts'
import { allTemplates } from '../templates/index.ts'
import type { Region, Template } from '../templates/types.ts'

/** What the parts of an outline are called in one language. */
export interface Names {
  say(key: LabelKey): string
  /** The template's label of a region, else what the outline was read with. */
  region(id: string, otherwise: string): string
  /** The id again where the template has such a region, for sections that take new cards; else null. */
  place(id: string): string | null
  /** The first place of a cell. */
  cell(row: string, column: string): Region | undefined
  /** The circle of a sector. */
  circle(sector: string): Region | undefined
  /** What a criterion is called that nobody has written over. */
  criterion(id: string, otherwise: string): string
  /** A number as it is written in the language. */
  number(value: number): string
  /** Of a row or a column. */
  header(id: string, otherwise: string): string
  /** Where a card stands on the axes, in words; none where the template has no axes. */
  onAxes(card: { x: number; y: number }): string[]
  /** The name people gave to a frame; the template's own one in the reader's language. */
  frame(id: string, name: string): string
}

/** The names of a template's outlines. A template that is gone leaves what the outline itself says. */
export function namesOf(templateId: string, locale: string): Names {
  const template: Partial<Template> = allTemplates.find(({ id }) => id === templateId) ?? {}
  const { regions = [], pieces = [], grid, axes, criteria = [] } = template
  const byId = new Map(regions.map((region) => [region.id, region]))
  const byCell = new Map<string, Region>()
  for (const region of regions) {
    const key = cellKey(region.cell?.row, region.cell?.column)
    if (region.cell && !byCell.has(key)) byCell.set(key, region)
  }
  const headers = new Map([...(grid?.rows ?? []), ...(grid?.columns ?? [])].map((each) => [each.id, each]))
  const frames = new Map(
    pieces.flatMap((piece) => (piece.kind === 'frame' ? [[`template-${piece.id}`, piece.labelKey]] : [])),
  )
  const named = (key: LabelKey | undefined, otherwise: string) => (key ? label(key, locale) : otherwise)
  return {
    say: (key) => label(key, locale),
    region: (id, otherwise) => named(byId.get(id)?.labelKey, otherwise),
    place: (id) => (byId.has(id) ? id : null),
    cell: (row, column) => byCell.get(cellKey(row, column)),
    criterion: (id, otherwise) => named(criteria.find((each) => each.id === id)?.labelKey, otherwise),
    number: (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value),
    circle: (sector) => regions.find((region) => region.sector === sector),
    header: (id, otherwise) => named(headers.get(id)?.labelKey, otherwise),
    onAxes: ({ x, y }) => {
      const share = (key: LabelKey, at: number) => `${label(key, locale)}: ${Math.round(at * 100)} %`
      return axes ? [share(axes.x.labelKey, x), share(axes.y.labelKey, y)] : []
    },
    frame: (id, name) => {
      const key = frames.get(id)
      return key && isUntouched(key, name) ? label(key, locale) : name
    },
  }
}

const cellKey = (row = '', column = '') => `${row} ${column}`
