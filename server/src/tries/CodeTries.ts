import { Failures } from './Failures.ts'
import { Lately } from './Lately.ts'

const minute = 60_000

/** What guessing codes is held to; docs/access.md reckons with these numbers. */
export const codeLimits = {
  /** By address: enough for a hundred people behind one, of whom every second mistypes. */
  address: { free: 60, forgetMs: 5 * minute, firstWaitMs: 1_000, mostWaitMs: 15 * minute },
  /** In all: beyond it there is an alarm, which is over an hour after the guessing, however much there was. */
  all: { free: 600, forgetMs: 6_000, most: 1_200, firstWaitMs: 0, mostWaitMs: 0 },
  /** By address while there is an alarm, where nobody has joined from it lately. */
  alarm: { free: 2, forgetMs: 20 * minute, firstWaitMs: 60 * minute, mostWaitMs: 60 * minute },
  /** So long an address counts as one of the lab's people after somebody joined from there. */
  joinedMs: 12 * 60 * minute,
} as const

/**
 * Failed tries of codes, by address and in all. A wait stops every try of an address without looking at its code; no
 * address ever waits for what others did unless it has failed itself. Moments are milliseconds of any steady clock.
 */
export class CodeTries {
  private readonly addresses = new Failures(codeLimits.address)
  private readonly all = new Failures(codeLimits.all)
  private readonly strict = new Failures(codeLimits.alarm)
  private readonly joins = new Lately(codeLimits.joinedMs)

  /** Milliseconds until this address may try a code; 0: now. */
  wait(address: string, now: number): number {
    const usual = this.addresses.wait(address, now)
    if (!this.alarm(now) || this.joins.has(address, now)) return usual
    return Math.max(usual, this.strict.wait(address, now))
  }

  failed(address: string, now: number): void {
    this.addresses.failed(address, now)
    this.strict.failed(address, now)
    this.all.failed('', now)
  }

  /** Somebody came in from there: in an alarm the others behind the same address still get their ordinary tries. */
  joined(address: string, now: number): void {
    this.joins.note(address, now)
  }

  /** More codes were guessed from everywhere than people mistype. */
  alarm(now: number): boolean {
    return this.all.of('', now) > codeLimits.all.free
  }
}
