/** The fastest of several runs of `run`, in milliseconds: whatever else a machine does only makes them slower. */
export function fastestTime(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return Math.min(...times)
}

/** Bytes of heap that what `make` returns keeps alive. */
export function heapOf(make: () => unknown): number {
  const collect = (globalThis as { gc?: () => void }).gc
  if (!collect) throw new Error('run node with --expose-gc')
  collect()
  const before = process.memoryUsage().heapUsed
  const made = make()
  collect()
  const after = process.memoryUsage().heapUsed
  // Read once more, so that it is alive up to here.
  if (made === undefined) throw new Error('nothing was made')
  return after - before
}

/** A count, a sum and the largest of a series of sizes. */
export class Tally {
  count = 0
  sum = 0
  largest = 0

  add(size: number): void {
    this.count++
    this.sum += size
    this.largest = Math.max(this.largest, size)
  }
  get mean(): number {
    return this.count === 0 ? 0 : this.sum / this.count
  }
}

/** One line of the report. */
export interface Row {
  what: string
  value: string
  /** The same of the whole-record layout, where it was measured. */
  beside?: string
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`
export const thousands = (value: number): string => Math.round(value).toLocaleString('en')

/** Rows as a Markdown table. */
export const table = (rows: readonly Row[]): string =>
  [
    '| | this layout | whole records |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.what} | ${row.value} | ${row.beside ?? ''} |`),
  ].join('\n')
