/** Time as rooms see it; tests bring one that only moves when told. */
export interface Clock {
  /** Milliseconds; only differences mean something. */
  now(): number
  /** Runs once after `ms`; returns the way to cancel. */
  after(ms: number, run: () => void): () => void
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
