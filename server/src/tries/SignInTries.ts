import { Failures } from './Failures.ts'
import { Lately } from './Lately.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** What guessing keys and passphrases is held to; docs/access.md reckons with these numbers. */
export const signInLimits = {
  address: { free: 20, forgetMs: 5 * minute, firstWaitMs: 1_000, mostWaitMs: 15 * minute },
  name: { free: 5, forgetMs: 10 * minute, firstWaitMs: 1_000, mostWaitMs: 15 * minute },
  /** So long an address from which somebody signed in is not kept waiting for what others did with their name. */
  knownMs: 30 * day,
} as const

/** One try that is under way. It counts as failed until it is told otherwise. */
export interface Try {
  succeeded(): void
  /** Nobody looked: it counts for nothing. */
  undone(): void
}

/** Failed tries to sign in, by address and by name. */
export class SignInTries {
  private readonly addresses = new Failures(signInLimits.address)
  private readonly names = new Failures(signInLimits.name)
  private readonly known = new Lately(signInLimits.knownMs)

  /**
   * Milliseconds until somebody may try from this address, with this name where one is given; 0: now. A stranger
   * who fails on somebody's name makes other strangers wait, and not whoever has that name where they usually are.
   */
  wait(address: string, name: string | null, now: number): number {
    const wait = this.addresses.wait(address, now)
    if (name === null || this.known.has(`${address} ${name}`, now)) return wait
    return Math.max(wait, this.names.wait(name, now))
  }

  /** To be called before anything is compared: while one is being compared others could be sent. */
  begin(address: string, name: string | null, now: number): Try {
    this.addresses.failed(address, now)
    const counted = name !== null && !this.known.has(`${address} ${name}`, now)
    if (counted) this.names.failed(name, now)
    const undone = () => {
      this.addresses.takeBack(address, now)
      if (counted) this.names.takeBack(name, now)
    }
    return {
      undone,
      succeeded: () => {
        undone()
        if (name !== null) this.known.note(`${address} ${name}`, now)
      },
    }
  }
}
