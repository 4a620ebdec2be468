import type { Clock } from '../clock.ts'

/** A clock that moves only when told. */
export class HandClock implements Clock {
  private time = 0
  private timers: { at: number; run: () => void }[] = []

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }

  /** Time passes while the process is busy: what falls due runs only at the end of it. */
  stall(ms: number): void {
    this.time += ms
    this.advance(0)
  }

  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void {
    const until = this.time + ms
    for (;;) {
      const [next] = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (!next) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.time = Math.max(this.time, next.at)
      next.run()
    }
    this.time = until
  }
}
