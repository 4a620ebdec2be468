/** A column of the tables: a server, and for ours a second time with our own pages. */
export const columns = ['sheshi', 'sheshi, own pages', 'hocuspocus', 'y-websocket'] as const
export type Column = (typeof columns)[number]

/** What one server gave: the text shown, and the number that is compared where there is one. */
export interface Cell {
  text: string
  value?: number | null
}

/** One line of a table. `better`: which numbers are better, for the ratio; null: none is taken. */
export interface Row {
  what: string
  cells: Partial<Record<Column, Cell>>
  better: 'less' | 'more' | null
}

export interface Section {
  title: string
  rows: Row[]
}

/** Ours beside the better of the two others: above 1 ours is better, so many times. */
export function ratio({ cells, better }: Row): number | null {
  const ours = cells.sheshi?.value
  const peers = [cells.hocuspocus?.value, cells['y-websocket']?.value].filter(
    (value) => value !== null && value !== undefined,
  )
  if (!better || ours === null || ours === undefined || peers.length === 0) return null
  const best = better === 'less' ? Math.min(...peers) : Math.max(...peers)
  const times = better === 'less' ? best / ours : ours / best
  return Number.isFinite(times) ? times : null
}

/** Sections as Markdown tables; columns that nobody filled are left out. */
export function markdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, rows }) => {
      const used = columns.filter((column) => rows.some(({ cells }) => cells[column]))
      const head = `| ${title} | ${used.join(' | ')} | ours beside the better |`
      const lines = rows.map((row) => {
        const times = ratio(row)
        const cells = used.map((column) => row.cells[column]?.text ?? '–')
        return `| ${[row.what, ...cells, times === null ? '' : `${times.toFixed(1)} ×`].join(' | ')} |`
      })
      return [head, `|${'---|'.repeat(used.length + 2)}`, ...lines].join('\n')
    })
    .join('\n\n')
}

/** A number with as many digits as it deserves. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value >= 10 ? 0 : value >= 1 ? 1 : 2)
}
