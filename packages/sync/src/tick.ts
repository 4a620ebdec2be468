import type { Clock } from './clock.ts'
import { limits } from './limits.ts'

/** How much the newest tick's cost counts against those before it. */
const newestCounts = 0.3

/**
 * Milliseconds that a busy room of so many sessions gathers at least. What a write costs the system after we have
 * handed it over is in no clock of ours, so it is counted by the sessions.
 */
export const gatherLeast = (sessions: number): number =>
  limits.gatherLeastMs + sessions * limits.gatherSessionMs

export interface TickOptions {
  clock: Clock
  /** How many will be sent what the tick brings. */
  sessions(): number
  /** Does the tick's work; false: there was nothing to do. */
  run(): boolean
  /** Told of each tick: how late it came, and how long work of the room held the process since the one before. */
  ticked?: ((lateMs: number, tookMs: number) => void) | undefined
}

/**
 * When a room's ticks are: at once where it was quiet, else after a time that follows what they cost, so that work
 * takes its share of the process and no more, however many people are there.
 */
export class Tick {
  private cancelTimer: (() => void) | null = null
  private dueAt: number | null = null
  private last = Number.NEGATIVE_INFINITY
  private working = false
  private asked = false
  private stopped = false
  private spent = 0
  private cost = 0

  constructor(private readonly options: TickOptions) {}

  /** Milliseconds that a busy room gathers right now. */
  get gatherMs(): number {
    const least = gatherLeast(this.options.sessions())
    return Math.min(Math.max(this.cost / limits.gatherShare, least), limits.gatherMostMs)
  }

  /** There is something to do. In the middle of work it waits: the next delivery must not overtake this one. */
  ask(): void {
    if (this.cancelTimer || this.stopped) return
    if (this.working) {
      this.asked = true
      return
    }
    const { clock } = this.options
    const due = this.last + this.gatherMs
    const wait = due - clock.now()
    if (wait > 0) {
      this.dueAt = due
      this.cancelTimer = clock.after(wait, () => this.run())
    } else this.run()
  }

  /** A tick now, whatever the plan. */
  run(): void {
    const { clock, ticked } = this.options
    const began = clock.now()
    const late = this.dueAt === null ? 0 : Math.max(0, began - this.dueAt)
    this.cancel()
    this.work(() => {
      if (!this.options.run()) return
      this.last = clock.now()
      const took = this.spent + this.last - began
      // What is told now is not told again when `work` adds it up.
      this.spent = began - this.last
      this.cost += newestCounts * (took - this.cost)
      ticked?.(late, took)
    })
  }

  /** Does a room's work of which the time counts; a tick asked for meanwhile comes after it. */
  work(run: () => void): void {
    if (this.working) {
      run()
      return
    }
    const { clock } = this.options
    const began = clock.now()
    this.working = true
    try {
      run()
    } finally {
      this.working = false
      this.spent += clock.now() - began
    }
    if (!this.asked) return
    this.asked = false
    this.ask()
  }

  stop(): void {
    this.stopped = true
    this.cancel()
  }

  private cancel(): void {
    this.cancelTimer?.()
    this.cancelTimer = null
    this.dueAt = null
  }
}
