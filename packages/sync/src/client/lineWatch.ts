/** The line that is watched, as its owner sees it. */
export interface WatchedLine {
  /** `open` once the board's state is here; `busy`: made, and the state still on its way; `over`: none is wanted. */
  state(): 'open' | 'busy' | 'connecting' | 'waiting' | 'over'
  /** Sends what the other side answers at once. */
  ask(): void
  /** Bytes that were sent and have not left yet. */
  bufferedAmount(): number
  /** Makes a new line at once. */
  renew(): void
  /** The page may have been away: others may have taken it for gone. */
  awake(): void
}

/** Milliseconds. */
export const patience = {
  /** For the answer of a line that may be dead. */
  answer: 6_000,
  /** For a line that is being made. */
  connecting: 8_000,
  /** A line that is being made when the page wakes up may be from before it slept, unless it is as young as this. */
  young: 3_000,
  /** Between two looks at the clock. */
  look: 2_000,
  /** When the last look is so long ago, or in the future, the machine slept in between. */
  slept: 10_000,
} as const

/** Window and document, as far as there are any. */
interface Surroundings extends Partial<EventTarget> {
  document?: EventTarget & { readonly visibilityState: string }
}

/**
 * Finds out that a page has been away (another tab, a closed lid, a phone in a pocket) and that its line has died
 * meanwhile: a socket whose other end is gone looks open for minutes. Asks, and makes a new one where no answer comes.
 */
export class LineWatch {
  private readonly stops: (() => void)[] = []
  private question: ReturnType<typeof setTimeout> | null = null
  private making: ReturnType<typeof setTimeout> | null = null
  private madeSince = 0
  private lastLook = Date.now()

  constructor(
    private readonly line: WatchedLine,
    private readonly surroundings: Surroundings = globalThis as Surroundings,
  ) {
    const { document } = surroundings
    const shown = () => document?.visibilityState !== 'hidden' && this.wake()
    this.listen(document, 'visibilitychange', shown)
    this.listen(document, 'resume', shown)
    for (const event of ['pageshow', 'online']) this.listen(surroundings, event, shown)
    // The network has gone: nothing will come over this line, and a new one tells at once.
    this.listen(surroundings, 'offline', () => this.has('open', 'busy') && this.renew())
    const looking = setInterval(() => this.look(), patience.look)
    this.stops.push(() => clearInterval(looking))
  }

  /** A line is being made. */
  connecting(): void {
    this.settled()
    this.madeSince = Date.now()
    this.making = setTimeout(() => this.has('connecting') && this.renew(), patience.connecting)
  }

  /** The line is made, or gone. */
  settled(): void {
    if (this.making) clearTimeout(this.making)
    if (this.question) clearTimeout(this.question)
    this.making = this.question = null
  }

  /** Something came over the line. */
  heard(): void {
    if (this.question) clearTimeout(this.question)
    this.question = null
  }

  stop(): void {
    this.settled()
    for (const stop of this.stops) stop()
  }

  private wake(): void {
    this.lastLook = Date.now()
    this.line.awake()
    const state = this.line.state()
    const young = Math.abs(Date.now() - this.madeSince) < patience.young
    if (state === 'waiting' || (state === 'connecting' && !young)) this.renew()
    else if (state === 'open') this.doubt()
  }

  private doubt(): void {
    if (this.question) return
    this.line.ask()
    this.await(this.line.bufferedAmount())
  }

  /** What goes out in the meantime is a sign of life too: the question may wait behind a large edit. */
  private await(before: number): void {
    this.question = setTimeout(() => {
      const now = this.line.bufferedAmount()
      if (now < before) this.await(now)
      else {
        this.question = null
        if (this.has('open')) this.renew()
      }
    }, patience.answer)
  }

  private look(): void {
    const passed = Date.now() - this.lastLook
    this.lastLook = Date.now()
    // In a hidden tab timers are slow; it is seen to when it is shown.
    const hidden = this.surroundings.document?.visibilityState === 'hidden'
    if (!hidden && (passed > patience.slept || passed < 0)) this.wake()
  }

  private has(...states: ReturnType<WatchedLine['state']>[]): boolean {
    return states.includes(this.line.state())
  }

  private renew(): void {
    this.settled()
    this.line.renew()
  }

  private listen(target: Partial<EventTarget> | undefined, event: string, listener: () => void): void {
    target?.addEventListener?.(event, listener)
    this.stops.push(() => target?.removeEventListener?.(event, listener))
  }
}
