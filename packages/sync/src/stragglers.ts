import type { Clock } from './clock.ts'
import { CloseCode } from './closeCodes.ts'
import { limits } from './limits.ts'
import type { Behind, Session } from './session.ts'

/** Milliseconds between looks, while there is somebody to look after. */
const lookMs = 250

export interface StragglersOptions {
  clock: Clock
  members: ReadonlySet<Session>
  /** Somebody who was behind has read: the next tick may bring them up to date. */
  caughtUp(): void
  /** Sends a session the presence of everybody. */
  tellPresence(session: Session): void
  /** Asks a session's client for everything that the document lacks. */
  askForMissing(session: Session): void
  end(session: Session, code: CloseCode, reason: string): void
}

/** Looks after sessions that wait for something: those whose lines are full, and those whose updates hang in the air. */
export class Stragglers {
  private cancel: (() => void) | null = null
  private stopped = false

  constructor(private readonly options: StragglersOptions) {}

  /** Notes who waits since when. Called after whatever can make somebody wait. */
  note(): void {
    const { members, clock } = this.options
    let any = false
    for (const session of members) {
      // In every tick for everybody: no more than a look where nobody waits.
      if (session.held.length > 0 || session.heldSince !== null) noteHeld(session, clock.now())
      any ||= session.behind !== null || session.missedPresence || session.heldSince !== null
    }
    if (any && !this.cancel && !this.stopped) this.cancel = clock.after(lookMs, () => this.look())
  }

  stop(): void {
    this.stopped = true
    this.cancel?.()
  }

  private look(): void {
    this.cancel = null
    for (const session of [...this.options.members]) {
      if (session.behind) this.lookAtBehind(session, session.behind)
      else if (session.missedPresence && session.bufferedAmount <= limits.bufferedPresenceBytes) {
        this.options.tellPresence(session)
      }
      if (session.heldSince !== null) this.lookAtHeld(session, session.heldSince)
    }
    this.note()
  }

  private lookAtBehind(session: Session, { since, answering }: Behind): void {
    if (answering) return
    const { clock, caughtUp, end } = this.options
    const waiting = session.bufferedAmount
    const patience = limits.behindMs + (waiting * 1000) / limits.slowestBytesPerSecond
    if (waiting <= limits.caughtUpBytes) caughtUp()
    else if (clock.now() - since > patience) end(session, CloseCode.TooSlow, 'too slow')
  }

  private lookAtHeld(session: Session, since: number): void {
    const { clock, askForMissing, end } = this.options
    if (clock.now() - since < limits.heldMs) return
    if (session.heldAsks >= limits.heldAsks) {
      end(session, CloseCode.ServerError, 'updates are missing')
      return
    }
    session.heldAsks += 1
    session.heldSince = clock.now()
    askForMissing(session)
  }
}

function noteHeld(session: Session, now: number): void {
  if (session.held.length > 0) session.heldSince ??= now
  else {
    session.heldSince = null
    session.heldAsks = 0
  }
}
