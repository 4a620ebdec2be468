/** Repeatable randomness: the same seed gives the same run. */
export class Random {
  private state: number

  constructor(readonly seed: number) {
    this.state = seed >>> 0
  }

  /** A fraction in [0, 1) (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number {
    return Math.floor(this.next() * below)
  }
  chance(probability: number): boolean {
    return this.next() < probability
  }
  /** One of the items; undefined of an empty list. */
  pick<T>(items: readonly T[]): T | undefined {
    return items[this.int(items.length)]
  }
  /** One of at least one item. */
  of<T>(first: T, ...rest: T[]): T {
    return this.pick([first, ...rest]) ?? first
  }
}
