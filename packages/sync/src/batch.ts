import type { Answer, FirstStates } from './firstState.ts'
import type { Arrival } from './intake.ts'
import { limits } from './limits.ts'
import { encodeUpdate } from './protocol.ts'
import type { Session } from './session.ts'

/** What one tick has to send once its change may be passed on. */
export interface Batch {
  /** The tick's merged change, and the frame it travels in; null where nothing changed. */
  change: Uint8Array | null
  update: Uint8Array | null
  /** The tick's only author, who need not hear it again. */
  author: Session | null
  /** Whoever asked for the board's state, or has missed edits and read the rest, and what answers. */
  answers: ReadonlyMap<Session, Answer>
  checkpoints: ReadonlyMap<Session, number>
  /** The log's number that covers the checkpoints. */
  sequence: number
}

export interface BatchParts {
  members: ReadonlySet<Session>
  states: FirstStates
  arrivals: readonly Arrival[]
  change: Uint8Array | null
  author: Session | null
  sequence: number
  /** False while parts of a large update are applied that nobody has been sent. */
  whole: boolean
}

/** Puts together what follows from a tick's arrivals; the document has their changes already. */
export function makeBatch({ members, states, arrivals, change, author, sequence, whole }: BatchParts): Batch {
  const answers = new Map<Session, Answer>()
  const checkpoints = new Map<Session, number>()
  const vectors = takeArrivals(arrivals, members)
  for (const session of members) {
    if (session.behind?.answering === false && session.bufferedAmount <= limits.caughtUpBytes) {
      session.behind.answering = true
      answers.set(session, states.since(session.behind.vector))
    }
    // What was held may have come with a part that is not sent on yet.
    if (session.heldCheckpoint === null || session.held.length > 0 || !whole) continue
    checkpoints.set(session, session.heldCheckpoint)
    session.heldCheckpoint = null
  }
  for (const [session, vector] of vectors) answers.set(session, states.answer(vector, sequence))
  return { change, update: change && encodeUpdate(change), author, answers, checkpoints, sequence }
}

/** Only the last of each counts: the answer is the same, and asking often must not cost us much. */
function takeArrivals(arrivals: readonly Arrival[], members: ReadonlySet<Session>): Map<Session, Uint8Array> {
  const vectors = new Map<Session, Uint8Array>()
  for (const arrival of arrivals) {
    const { session } = arrival
    if (!members.has(session)) continue
    if (arrival.kind === 'stateVector') vectors.set(session, arrival.stateVector)
    if (arrival.kind === 'checkpoint') session.heldCheckpoint = arrival.number
  }
  return vectors
}
