import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Percentiles, Series } from './measures.ts'

/** Something that is done again and again: answers in how many milliseconds it is due again. */
interface Beat {
  due: number
  every: number
  act(): void
}

/** How far the generator itself fell behind. */
export interface OwnLag {
  /** How late its timers were. */
  late: Percentiles | null
  /** Delay of its event loop, 99th percentile. */
  loopP99: number
  planned: number
  sent: number
}

/** Milliseconds between two looks at what is due. */
const look = 1

/** Does many things at rates of their own, and knows how late it was. */
export class Pace {
  private readonly beats: Beat[] = []
  private late = new Series()
  private planned = 0
  private sent = 0
  private timer: NodeJS.Timeout | null = null
  private readonly delay = monitorEventLoopDelay({ resolution: 5 })

  /** Adds what is done `hertz` times a second, from some moment of its period on. */
  add(hertz: number, act: () => void, random: () => number): void {
    const every = 1_000 / hertz
    this.beats.push({ every, act, due: performance.now() + random() * every })
  }

  start(): void {
    const turn = () => {
      this.turn(performance.now())
      this.timer = setTimeout(turn, look)
    }
    turn()
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  /** From here on lag is counted. */
  beginWindow(): void {
    this.late = new Series()
    this.planned = 0
    this.sent = 0
    this.delay.enable()
    this.delay.reset()
  }

  endWindow(): OwnLag {
    this.delay.disable()
    const loopP99 = Math.max(0, this.delay.percentile(99) / 1e6 - 5)
    return { late: this.late.percentiles(), loopP99, planned: this.planned, sent: this.sent }
  }

  private turn(now: number): void {
    for (const beat of this.beats) {
      if (beat.due > now) continue
      this.late.add(now - beat.due)
      beat.act()
      this.sent++
      this.planned++
      beat.due += beat.every
      // Whole periods that were missed are not made up for in a burst, as no person would; they count as not sent.
      while (beat.due <= now) {
        beat.due += beat.every
        this.planned++
      }
    }
  }
}
