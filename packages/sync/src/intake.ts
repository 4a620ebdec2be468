import type * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { checkStateVector, checkUpdate } from './document.ts'
import { fits } from './epoch.ts'
import { epochReason } from './LateVisit.ts'
import { limits } from './limits.ts'
import * as protocol from './protocol.ts'
import type { Session } from './session.ts'

/** What a tick takes up, in the order in which it came. */
export type Arrival =
  | { session: Session; kind: 'update'; update: Uint8Array }
  | { session: Session; kind: 'stateVector'; stateVector: Uint8Array }
  | { session: Session; kind: 'checkpoint'; number: number }

/** What a frame asks of the room; null: nothing. */
export type Asked =
  | Arrival
  | { kind: 'awareness'; entries: protocol.AwarenessEntry[] }
  | { kind: 'queryAwareness' }
  | null

/** What the checks of a frame need to know of its room. */
export interface IntakeRoom {
  readonly doc: Y.Doc
  /** Bytes of the board: its snapshot and the journal since. */
  readonly boardBytes: number
  now(): number
}

/**
 * The one boundary of a room: reads a frame, and measures it against every limit before any of it is kept.
 * @throws SyncError, with which its session ends
 */
export function takeIn(room: IntakeRoom, session: Session, frame: Uint8Array): Asked {
  if (frame.length > limits.frameBytes) throw new SyncError(CloseCode.TooLarge, 'frame too large')
  if (session.countFrame(room.now()) > limits.framesPerSecond) {
    throw new SyncError(CloseCode.RateLimited, 'too many frames')
  }
  const message = protocol.decodeClientFrame(frame)
  switch (message.type) {
    case 'update':
      return takeUpdate(room, session, message.update, message.handshake)
    case 'stateVector':
      return takeStateVector(room, session, message.stateVector)
    case 'checkpoint':
      return { session, kind: 'checkpoint', number: message.number }
    case 'awareness':
      return { kind: 'awareness', entries: message.entries }
    case 'queryAwareness':
      return { kind: 'queryAwareness' }
    case 'ignored':
      return null
  }
}

function takeUpdate(
  room: IntakeRoom,
  session: Session,
  update: Uint8Array,
  handshake: boolean,
): Arrival | null {
  checkUpdate(update)
  // Who has not shown yet what they have could bring an old epoch back to life.
  if (!session.epochKnown) throw otherEpoch()
  if (session.access === 'read') {
    // Every handshake ends with one of these. What it may hold, say from before somebody was made a viewer,
    // is dropped: closing for it would lock them out for as long as their browser keeps it.
    if (handshake) return null
    throw new SyncError(CloseCode.Forbidden, 'read only')
  }
  if (room.boardBytes + update.length > limits.boardBytes) {
    throw new SyncError(CloseCode.TooLarge, 'board is full')
  }
  return { session, kind: 'update', update }
}

function takeStateVector(room: IntakeRoom, session: Session, stateVector: Uint8Array): Arrival {
  checkStateVector(stateVector)
  if (!session.epochKnown && !fits(room.doc, stateVector)) throw otherEpoch()
  session.epochKnown = true
  return { session, kind: 'stateVector', stateVector }
}

const otherEpoch = () => new SyncError(CloseCode.EpochChanged, epochReason.lost)
