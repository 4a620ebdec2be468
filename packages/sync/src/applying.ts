import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { applyHeld, applyUpdate, isAhead, isStillAhead } from './document.ts'
import { EditRefused, type Judge, judgeHeld } from './judge.ts'
import { limits } from './limits.ts'
import type { Session } from './session.ts'

/** One session's update, already read to its end. */
export interface SessionUpdate {
  session: Session
  kind: 'update'
  update: Uint8Array
  /** One of several parts that were judged together, or the last of them. */
  judged?: 'part' | 'last'
}

export interface ApplyingOptions {
  doc: Y.Doc
  members: ReadonlySet<Session>
  judge: Judge | undefined
  /** Ends the session of an update that cannot be applied. */
  refuse(session: Session, error: SyncError): void
}

/**
 * Brings the sessions' updates into the document. What depends on updates that have not come waits with its session
 * and is tried again whenever something was applied.
 */
export class Applying {
  constructor(private readonly options: ApplyingOptions) {}

  /** Applies updates in order, within a transaction of the caller's; returns everybody whose work was tried. */
  apply(updates: readonly SessionUpdate[]): ReadonlySet<Session> {
    const authors = new Set<Session>()
    for (const { session, update, judged } of updates) {
      authors.add(session)
      if (judged) this.applyJudged(session, update, judged === 'last')
      else this.applyFrom(session, update)
    }
    this.retryHeld(authors)
    if (updates.some(({ judged }) => judged)) leaveMarks(this.options.doc)
    return authors
  }

  private applyFrom(session: Session, update: Uint8Array): void {
    const { doc, members, judge, refuse } = this.options
    try {
      const ahead = isAhead(doc, update)
      const refusal = ahead ? null : judge?.(doc, update)
      if (refusal) throw new EditRefused(refusal)
      const rest = ahead ? [Y.convertUpdateFormatV1ToV2(update)] : applyUpdate(doc, update)
      // Of a session that has left nothing is kept waiting: its client will send all of it again.
      if (rest.length > 0 && members.has(session)) session.held.push(...rest)
      this.checkHeld(session)
    } catch (error) {
      refuse(session, error instanceof SyncError ? error : badUpdate())
    }
  }

  /**
   * What a part lacks may come with the next one, and was judged with it: only what is still loose after the last
   * part waits like any other update, to be judged again.
   */
  private applyJudged(session: Session, update: Uint8Array, isLast: boolean): void {
    const { doc, members, refuse } = this.options
    try {
      session.loose = applyHeld(doc, [...applyUpdate(doc, update), ...session.loose])
      const looseBytes = session.loose.reduce((sum, { length }) => sum + length, 0)
      if (looseBytes > limits.missingBytes) throw new SyncError(CloseCode.RateLimited, 'too much held back')
      if (!isLast) return
      const rest = session.loose.splice(0)
      if (members.has(session)) session.held.push(...rest)
      this.checkHeld(session)
    } catch (error) {
      session.loose = []
      refuse(session, error instanceof SyncError ? error : badUpdate())
    }
  }

  private checkHeld(session: Session): void {
    // Whoever comes back sends it again, in its place in the answer to the room's state vector.
    if (session.heldBytes > limits.missingBytes)
      throw new SyncError(CloseCode.RateLimited, 'too much held back')
    if (session.held.length === 0) return
    let together = 0
    for (const { heldBytes } of this.options.members) together += heldBytes
    if (together > limits.heldBytesPerRoom) throw new SyncError(CloseCode.RateLimited, 'too much held back')
  }

  /** Updates that waited for their parents are tried again; whose there were is added to `authors`. */
  private retryHeld(authors: Set<Session>): void {
    for (let progress = true; progress; ) {
      progress = false
      for (const session of this.options.members) {
        if (session.held.length === 0) continue
        authors.add(session)
        const before = session.heldBytes
        this.retryHeldOf(session)
        progress ||= session.heldBytes < before
      }
    }
  }

  private retryHeldOf(session: Session): void {
    const { doc, judge, refuse } = this.options
    try {
      const ahead = session.held.filter((update) => isStillAhead(doc, update))
      const ready = session.held.filter((update) => !ahead.includes(update))
      if (judge) judgeHeld(judge, doc, ready)
      session.held = [...ahead, ...applyHeld(doc, ready)]
    } catch (error) {
      refuse(session, error instanceof SyncError ? error : badUpdate())
    }
  }
}

/**
 * yjs tidies the marks of a text after what it takes for somebody else's edit, and takes out those whose words are
 * still to come in the next part. Within a transaction.
 */
function leaveMarks(doc: Y.Doc): void {
  doc.transact((transaction) => {
    transaction.local = true
  })
}

/** What yjs cannot apply: it contradicts itself, or hangs in the air. */
export const badUpdate = () => new SyncError(CloseCode.BadMessage, 'malformed update')
