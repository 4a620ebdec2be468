/** One difference: at `at` in the old list, `removed` items give way to `inserted`. */
export interface Edit<T> {
  at: number
  removed: number
  inserted: T[]
}

/** Beyond this many cells the middle is replaced as one piece; nobody changes that much between two frames. */
const MAX_CELLS = 400_000

/**
 * The smallest edits that turn one list into another, in rising order, by their keys: what stands in both stays,
 * even between two changes. Two people who type around the same word must not both take it out and put it back.
 */
export function editsBetween<T>(from: readonly T[], to: readonly T[], key: (item: T) => string): Edit<T>[] {
  const a = from.map(key)
  const b = to.map(key)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let tail = 0
  const shorter = Math.min(a.length, b.length) - start
  while (tail < shorter && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const [rows, columns] = [a.length - tail - start, b.length - tail - start]
  if (rows === 0 && columns === 0) return []
  const whole = [{ at: start, removed: rows, inserted: to.slice(start, start + columns) }]
  if (rows === 0 || columns === 0 || rows * columns > MAX_CELLS) return whole
  const same = (row: number, column: number): boolean => a[start + row] === b[start + column]
  const edits: Edit<T>[] = []
  let open: Edit<T> | null = null
  for (const [kind, row, column] of walk(longestCommon(rows, columns, same), rows, columns, same)) {
    if (kind === 'keep') {
      open = null
      continue
    }
    if (!open) {
      open = { at: start + row, removed: 0, inserted: [] }
      edits.push(open)
    }
    if (kind === 'remove') open.removed++
    else open.inserted.push(...to.slice(start + column, start + column + 1))
  }
  return edits
}

type Same = (row: number, column: number) => boolean

/** For every pair of rests the length of their longest common part. */
function longestCommon(rows: number, columns: number, same: Same): Uint32Array {
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const cell = row * width + column
      lengths[cell] = same(row, column)
        ? (lengths[cell + width + 1] ?? 0) + 1
        : Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0)
    }
  }
  return lengths
}

function* walk(
  lengths: Uint32Array,
  rows: number,
  columns: number,
  same: Same,
): Generator<['keep' | 'remove' | 'insert', row: number, column: number]> {
  const width = columns + 1
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    const cell = row * width + column
    if (row < rows && column < columns && same(row, column)) yield ['keep', row++, column++]
    else if (column === columns || (row < rows && (lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)))
      yield ['remove', row++, column]
    else yield ['insert', row, column++]
  }
}
