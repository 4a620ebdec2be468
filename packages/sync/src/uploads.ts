import type * as Y from 'yjs'
import { badUpdate } from './applying.ts'
import type { Clock } from './clock.ts'
import { SyncError } from './closeCodes.ts'
import { decodeWhole } from './document.ts'
import { type Arrival, checkAuthors, type LargeUpdate } from './intake.ts'
import { EditRefused, type Judge, type PartsJudge } from './judge.ts'
import { limits } from './limits.ts'
import type { Session } from './session.ts'
import { splitUpdate } from './splitUpdate.ts'

export interface UploadsOptions {
  doc: Y.Doc
  clock: Clock
  judge: Judge | undefined
  judgeParts: PartsJudge | undefined
  /** Gives the room's next tick something to take up. */
  arrive(arrival: Arrival): void
  /** Ends the session of an update that cannot be applied. */
  refuse(session: Session, error: SyncError): void
}

/** A large update that is complete: what it is made of, and what the session sent after it. */
interface Upload {
  session: Session
  updates: readonly Uint8Array[]
  behind: (Arrival | LargeUpdate)[]
  /** Judged: it comes into the document whatever becomes of its session. */
  applying: boolean
}

const size = { bytes: limits.partBytes, structs: limits.partStructs }

/**
 * Works on large updates step by step, one update at a time: reads and judges all parts together, then gives them to
 * one tick each. What their session sends meanwhile waits behind them.
 */
export class Uploads {
  private readonly queue: Upload[] = []
  /** The work on the first in the queue. */
  private steps: Generator<number, void> | null = null
  private cancelStep: (() => void) | null = null

  constructor(private readonly options: UploadsOptions) {}

  /** Keeps what belongs to a large update or has to wait behind one; hands back anything else. */
  take(asked: Arrival | LargeUpdate): Arrival | null {
    const { session } = asked
    const before = this.queue.find((upload) => upload.session === session)
    if (before) before.behind.push(asked)
    else if (asked.kind === 'part') session.parts.push(asked.update)
    else if (asked.kind === 'large') this.begin(session, asked.update)
    else return asked
    return null
  }

  /** Bytes that wait behind large updates. */
  get bytes(): number {
    let bytes = 0
    for (const { behind } of this.queue) for (const asked of behind) bytes += bytesOf(asked)
    return bytes
  }

  /** The session is over: its client will send everything again, but for what is being applied. */
  leave(session: Session): void {
    const at = this.queue.findIndex((upload) => upload.session === session)
    const upload = this.queue[at]
    if (!upload) return
    upload.behind.length = 0
    if (upload.applying) return
    this.queue.splice(at, 1)
    if (at === 0) this.steps = null
  }

  /** Takes no further step, but for those that are needed so that no half of an update stays behind. */
  stop(): void {
    this.cancelStep?.()
    this.cancelStep = null
    const [upload] = this.queue
    this.queue.length = 0
    if (!upload?.applying || !this.steps) return
    while (!this.steps.next().done);
  }

  private begin(session: Session, last: Uint8Array): void {
    session.parts.push(last)
    this.queue.push({ session, updates: session.parts, behind: [], applying: false })
    this.stepAfter(0)
  }

  private stepAfter(ms: number): void {
    this.cancelStep ??= this.options.clock.after(ms, () => {
      this.cancelStep = null
      this.step()
    })
  }

  /** Works until its time is over or the room has to go first. */
  private step(): void {
    const { clock } = this.options
    const [upload] = this.queue
    if (!upload) return
    this.steps ??= this.work(upload)
    const { steps } = this
    const until = clock.now() + limits.sliceMs
    let wait: number | null = 0
    try {
      while (wait === 0 && clock.now() < until) wait = nextWait(steps)
    } catch (error) {
      this.options.refuse(upload.session, error instanceof SyncError ? error : badUpdate())
      wait = null
    }
    if (wait === null) this.finish(upload)
    if (this.queue.length > 0) this.stepAfter(wait ?? 0)
  }

  /** Yields how many milliseconds others may have before the next step. */
  private *work(upload: Upload): Generator<number, void> {
    const { session } = upload
    const { doc, judge, judgeParts, arrive } = this.options
    const parts: Uint8Array[] = []
    for (const update of upload.updates) {
      parts.push(...splitUpdate(update, size))
      yield 0
    }
    for (const part of parts) {
      decodeWhole(part)
      yield 0
    }
    const judging = judgeParts?.(doc, parts) ?? judgeEach(judge, doc, parts)
    let judged = judging.next()
    for (; !judged.done; judged = judging.next()) yield 0
    if (judged.value) throw new EditRefused(judged.value)
    checkAuthors(doc, session.newAuthors)
    upload.applying = true
    const last = parts.pop()
    for (const update of parts) {
      arrive({ session, kind: 'update', update, judged: 'part' })
      yield limits.partPauseMs
    }
    if (last) arrive({ session, kind: 'update', update: last, judged: 'last' })
    session.parts = []
  }

  private finish(upload: Upload): void {
    this.steps = null
    const at = this.queue.indexOf(upload)
    if (at < 0) return
    this.queue.splice(at, 1)
    for (const asked of upload.behind) {
      const arrival = this.take(asked)
      if (arrival) this.options.arrive(arrival)
    }
  }
}

const bytesOf = (asked: Arrival | LargeUpdate): number => ('update' in asked ? asked.update.length : 0)

/** null: it is done. */
function nextWait(steps: Generator<number, void>): number | null {
  const { done, value } = steps.next()
  return done ? null : (value ?? 0)
}

/** Where nobody can judge parts together, each has to stand by itself. */
function* judgeEach(judge: Judge | undefined, doc: Y.Doc, parts: readonly Uint8Array[]) {
  for (const part of parts) {
    const refusal = judge?.(doc, part)
    if (refusal) return refusal
    yield
  }
  return null
}
