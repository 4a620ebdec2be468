/** How failed tries of one kind are counted. */
export interface FailureRules {
  /** So many are forgiven without a wait. */
  free: number
  /** One is forgotten after this time, in milliseconds. */
  forgetMs: number
  /** The wait after the first that is not forgiven; each further one doubles it. */
  firstWaitMs: number
  mostWaitMs: number
  /** More are not counted: however many there were, it is over after a while. */
  most?: number
}

interface Count {
  /** As of `at`; since then some have been forgotten. */
  failed: number
  at: number
}

/** Most keys that are remembered; the one that failed longest ago makes room. */
const keysAtMost = 20_000

/** Counts failed tries by key (an address, a name), and says how long each has to wait. */
export class Failures {
  private readonly counts = new Map<string, Count>()

  constructor(private readonly rules: FailureRules) {}

  /** How many failed tries of this key still count. */
  of(key: string, now: number): number {
    const count = this.counts.get(key)
    if (!count) return 0
    return Math.max(0, count.failed - Math.max(0, now - count.at) / this.rules.forgetMs)
  }

  /** Milliseconds until this key may try again; 0: now. */
  wait(key: string, now: number): number {
    const count = this.counts.get(key)
    if (!count) return 0
    const { free, firstWaitMs, mostWaitMs } = this.rules
    const over = Math.ceil(count.failed) - free
    if (over <= 0) return 0
    const wait = Math.min(mostWaitMs, firstWaitMs * 2 ** Math.min(over - 1, 30))
    return Math.max(0, Math.min(wait, count.at + wait - now))
  }

  failed(key: string, now: number): void {
    const failed = Math.min(this.of(key, now) + 1, this.rules.most ?? Number.POSITIVE_INFINITY)
    // Moved to the end: the first key is the one that failed longest ago.
    this.counts.delete(key)
    this.counts.set(key, { failed, at: now })
    if (this.counts.size <= keysAtMost) return
    const [oldest] = this.counts.keys()
    if (oldest !== undefined) this.counts.delete(oldest)
  }

  /** One failed try was none after all. */
  takeBack(key: string, now: number): void {
    const count = this.counts.get(key)
    if (count) this.counts.set(key, { failed: Math.max(0, this.of(key, now) - 1), at: count.at })
  }
}
