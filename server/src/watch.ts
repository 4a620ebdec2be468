import { statfs } from 'node:fs/promises'
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Logger } from 'pino'

/** Everything that is not saved right now, and since when. */
export interface SaveFailure {
  reason: string
  since: Date
}

export interface SavingOptions {
  logger: Logger
  /** Why edits cannot be saved; null: they can. The journal itself tells the log of it. */
  journal(): string | null
  /** The same of challenges, boards, invites. */
  records(): Promise<string | null>
}

/** Knows since when saving fails; asked by whoever wants to know, and every few seconds by itself. */
export class SavingWatch {
  private known: SaveFailure | null = null
  private recordsFail = false

  constructor(private readonly options: SavingOptions) {}

  async failure(): Promise<SaveFailure | null> {
    const journal = this.options.journal()
    const records = await this.options.records()
    this.tellRecords(records)
    const reason = journal ?? records
    this.known = reason === null ? null : { reason, since: this.known?.since ?? new Date() }
    return this.known
  }

  private tellRecords(reason: string | null): void {
    if ((reason !== null) === this.recordsFail) return
    this.recordsFail = reason !== null
    if (reason === null) this.options.logger.info({}, 'saving of records works again')
    else this.options.logger.error({ reason }, 'saving of records fails')
  }
}

/** How finely the process is watched, in milliseconds; a lag below it is not seen. */
const resolution = 10
const windowMs = 15_000

/** How long the process keeps everybody waiting: the worst in a hundred, of the last quarter of a minute. */
export class LoopWatch {
  private readonly delays: IntervalHistogram = monitorEventLoopDelay({ resolution })
  private readonly timer: NodeJS.Timeout
  private before = 0

  constructor() {
    this.delays.enable()
    this.timer = setInterval(() => {
      this.before = this.now()
      this.delays.reset()
    }, windowMs).unref()
  }

  /** Milliseconds. */
  lag(): number {
    return Math.max(this.before, this.now())
  }

  stop(): void {
    clearInterval(this.timer)
    this.delays.disable()
  }

  private now(): number {
    if (this.delays.count === 0) return 0
    return Math.max(0, this.delays.percentile(99) / 1e6 - resolution)
  }
}

/** Bytes free for us, and in all, where a folder lies; null where the system does not say. */
export async function diskSpace(folder: string): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { free: bavail * bsize, total: blocks * bsize }
  } catch {
    return null
  }
}
