const bucketMs = 10_000
const buckets = 6

/** Counts what happened in the last minute, to ten seconds. */
export class PerMinute {
  private readonly counts = new Array<number>(buckets).fill(0)
  private newest = 0

  count(now: number): void {
    this.moveTo(now)
    const at = this.newest % buckets
    this.counts[at] = (this.counts[at] ?? 0) + 1
  }

  sum(now: number): number {
    this.moveTo(now)
    return this.counts.reduce((sum, count) => sum + count, 0)
  }

  /** Empties the buckets that have passed since. */
  private moveTo(now: number): void {
    const current = Math.floor(now / bucketMs)
    const passed = Math.min(buckets, Math.max(0, current - this.newest))
    for (let step = 1; step <= passed; step++) this.counts[(this.newest + step) % buckets] = 0
    // Where more than all have passed, all are empty and their places do not matter.
    this.newest = Math.max(this.newest, current)
  }
}
