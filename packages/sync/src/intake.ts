import type * as Y from 'yjs'
import type { SessionUpdate } from './applying.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import { checkStateVector, checkUpdate } from './document.ts'
import { fits } from './epoch.ts'
import { epochReason } from './LateVisit.ts'
import { limits } from './limits.ts'
import * as protocol from './protocol.ts'
import type { Session } from './session.ts'

/** What a tick takes up, in the order in which it came. */
export type Arrival =
  | SessionUpdate
  | { session: Session; kind: 'stateVector'; stateVector: Uint8Array }
  | { session: Session; kind: 'checkpoint'; number: number }

/** An update too large for one go: a part of it, or the last that completes it. */
export type LargeUpdate =
  | { session: Session; kind: 'part'; update: Uint8Array }
  | { session: Session; kind: 'large'; update: Uint8Array }

/** What a frame asks of the room; null: nothing. */
export type Asked =
  | Arrival
  | LargeUpdate
  | { kind: 'awareness'; entries: protocol.AwarenessEntry[] }
  | { kind: 'queryAwareness' }
  | null

/** What the checks of a frame need to know of its room. */
export interface IntakeRoom {
  readonly doc: Y.Doc
  /** Bytes of the board: its snapshot and the journal since. */
  readonly boardBytes: number
  /** Bytes that wait in the room: held back, or for the rest of large updates. */
  readonly waitingBytes: number
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
      session.handshaken ||= message.handshake
      return takeUpdate(room, session, message.update, message.handshake ? 'handshake' : 'edit')
    case 'part':
      return takeUpdate(room, session, message.update, 'part')
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
  as: 'handshake' | 'edit' | 'part',
): SessionUpdate | LargeUpdate | null {
  const { authors, roots, large } = checkUpdate(update)
  // Who has not shown yet what they have could bring an old epoch back to life.
  if (!session.epochKnown) throw otherEpoch()
  if (session.access === 'read') {
    // Every handshake ends with one of these. What it may hold, say from before somebody was made a viewer,
    // is dropped: closing for it would lock them out for as long as their browser keeps it. Of parts only the
    // last tells what they belong to.
    if (as !== 'edit') return null
    throw new SyncError(CloseCode.Forbidden, 'read only')
  }
  if (room.boardBytes + session.waitingBytes + update.length > limits.boardBytes) {
    throw new SyncError(CloseCode.TooLarge, 'board is full')
  }
  countAuthors(room, session, authors)
  checkRoots(room.doc, roots)
  if (as !== 'part' && !large && session.parts.length === 0) return { session, kind: 'update', update }
  if (session.waitingBytes + update.length > limits.heldBytes) throw tooMuch()
  if (room.waitingBytes + update.length > limits.heldBytesPerRoom) throw tooMuchTogether()
  return { session, kind: as === 'part' ? 'part' : 'large', update }
}

/** Ids that nothing came of cost the room most: each makes all work on the document slower for good. */
function countAuthors(room: IntakeRoom, session: Session, authors: ReadonlySet<number>): void {
  const { clients } = room.doc.store
  for (const author of authors) if (!clients.has(author)) session.newAuthors.add(author)
  if (session.newAuthors.size > limits.newAuthorsPerSession) {
    throw new SyncError(CloseCode.BadMessage, 'too many new authors')
  }
  checkAuthors(room.doc, authors)
}

/**
 * Whether there is room for these authors on a board.
 * @throws SyncError(TooLarge)
 */
export function checkAuthors({ store }: Y.Doc, authors: ReadonlySet<number>): void {
  let after = store.clients.size
  for (const author of authors) if (!store.clients.has(author)) after += 1
  if (after > limits.authorsPerRoom && after > store.clients.size) {
    throw new SyncError(CloseCode.TooLarge, 'too many authors on the board')
  }
}

function checkRoots({ share }: Y.Doc, roots: ReadonlySet<string>): void {
  const fresh = [...roots].filter((root) => !share.has(root)).length
  if (fresh > 0 && share.size + fresh > limits.rootsPerRoom) {
    throw new SyncError(CloseCode.BadMessage, 'too many roots')
  }
}

const tooMuch = () => new SyncError(CloseCode.TooLarge, 'too much held back')
/** Others may be done soon: this one is told to come back. */
const tooMuchTogether = () => new SyncError(CloseCode.RateLimited, 'too much held back in the room')

function takeStateVector(room: IntakeRoom, session: Session, stateVector: Uint8Array): Arrival {
  checkStateVector(stateVector)
  if (session.countState(room.now()) > limits.statesPerMinute) {
    throw new SyncError(CloseCode.RateLimited, 'state asked for too often')
  }
  if (!session.epochKnown && !fits(room.doc, stateVector)) throw otherEpoch()
  session.epochKnown = true
  return { session, kind: 'stateVector', stateVector }
}

const otherEpoch = () => new SyncError(CloseCode.EpochChanged, epochReason.lost)
