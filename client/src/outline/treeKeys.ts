import type { Row } from './rows.ts'

/** What a key asks of the tree (WAI-ARIA's pattern for trees, and F2, Delete, Insert and Alt with the arrows to edit). */
export type TreeAction = { do: 'focus'; key: string } | { do: 'type'; letters: string } | RowAction

/** What is more than walking. */
export type RowAction =
  | { do: 'open'; key: string }
  | { do: 'close'; key: string }
  | { do: 'show'; key: string }
  | { do: 'rename'; key: string }
  | { do: 'delete'; key: string }
  | { do: 'add'; key: string }
  | { do: 'shift'; key: string; by: -1 | 1 }
  | { do: 'openBeside'; keys: string[] }
  | { do: 'undo' }
  | { do: 'redo' }

export interface Pressed {
  key: string
  alt: boolean
  control: boolean
  shift: boolean
}

/** What a key does on the row that has the focus; null where the tree has no use for it. */
export function treeAction(rows: readonly Row[], at: number, pressed: Pressed): TreeAction | null {
  const row = rows[at]
  if (!row) return null
  const { key, alt, control, shift } = pressed
  if (control) return undoAction(key.toLowerCase(), shift)
  if (alt) {
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
    return { do: 'shift', key: row.key, by: key === 'ArrowUp' ? -1 : 1 }
  }
  return walkAction(rows, at, key) ?? editAction(rows, row, key)
}

function undoAction(key: string, shift: boolean): TreeAction | null {
  if (key === 'y' || (key === 'z' && shift)) return { do: 'redo' }
  return key === 'z' ? { do: 'undo' } : null
}

function walkAction(rows: readonly Row[], at: number, key: string): TreeAction | null {
  const row = rows[at]
  const to = (target: string | null | undefined): TreeAction | null =>
    target ? { do: 'focus', key: target } : null
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]?.key ?? row?.key)
    case 'ArrowUp':
      return to(rows[at - 1]?.key ?? row?.key)
    case 'Home':
      return to(rows[0]?.key)
    case 'End':
      return to(rows.at(-1)?.key)
    case 'ArrowRight':
      if (row?.expandable && !row.expanded) return { do: 'open', key: row.key }
      return to(row?.expanded ? rows[at + 1]?.key : row?.key)
    case 'ArrowLeft':
      if (row?.expanded) return { do: 'close', key: row.key }
      return to(row?.parent ?? row?.key)
    default:
      return null
  }
}

function editAction(rows: readonly Row[], row: Row, key: string): TreeAction | null {
  switch (key) {
    case 'Enter':
    case ' ':
      return { do: 'show', key: row.key }
    case 'F2':
      return { do: 'rename', key: row.key }
    case 'Delete':
      return { do: 'delete', key: row.key }
    case 'Insert':
      return { do: 'add', key: row.key }
    case '*':
      return {
        do: 'openBeside',
        keys: rows.filter(({ parent }) => parent === row.parent).map((each) => each.key),
      }
    default:
      return key.length === 1 ? { do: 'type', letters: key } : null
  }
}

/** The next row that begins with what was typed; a letter typed again goes on to the next one. */
export function typedAhead(rows: readonly Row[], at: number, letters: string): string | null {
  const wanted = letters.toLowerCase()
  const isSame = [...wanted].every((letter) => letter === wanted[0])
  const start = letters.length === 1 || isSame ? at + 1 : at
  const begin = isSame ? (wanted[0] ?? '') : wanted
  const round = [...rows.slice(start), ...rows.slice(0, start)]
  return round.find(({ title }) => title.toLowerCase().startsWith(begin))?.key ?? null
}
