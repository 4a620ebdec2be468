import type * as Y from 'yjs'
import type { CloseCode } from './closeCodes.ts'
import type { Session, Who } from './session.ts'

/** A board's id, which is its room's id too: `[A-Za-z0-9_-]{1,64}`. */
export type RoomId = string
export type Access = 'read' | 'write'

/** Who caused an update; passed as the Yjs origin. */
export type Origin =
  | { from: 'session'; session: unknown }
  | { from: 'store' }
  | { from: 'server'; why: string }

/** The transport under a session. `ws` and the hand-cranked test socket both fit. */
export interface RoomSocket {
  send(frame: Uint8Array): void
  /**
   * Sends frames in one write, `shared` before `own`. `shared` is the same object for all who are sent the same, and
   * is not changed: what it takes to send it can be done once.
   */
  sendAll?(shared: readonly Uint8Array[], own: readonly Uint8Array[]): void
  close(code: CloseCode, reason: string): void
  /** Bytes accepted by `send` that have not left yet. */
  readonly bufferedAmount: number
}

/** What has become of an appended update. */
export interface Appended {
  /** The log's number for it; counts up within a board. */
  readonly sequence: number
  /** Resolves when the update may be sent on: it is on disk, or the disk is known to be failing. Never rejects. */
  readonly passOn: Promise<void>
  /**
   * Resolves once it is on disk (fsynced), however late. Never rejects; stays pending while the disk fails.
   * Within a board, updates are saved in the order they were appended.
   */
  readonly saved: Promise<void>
}

export interface StoredBoard {
  /** The whole document as Yjs updates (v1), to be applied in this order. */
  updates: Uint8Array[]
  /** The sequence number of the last of them. */
  sequence: number
  /** Bytes of journal since the last snapshot. */
  journalBytes: number
}

export type LogHealth = { ok: true } | { ok: false; reason: string }

/** Where the edits of all boards rest (DESIGN §4.4): the one seam between rooms and the disk. */
export interface BoardLog {
  /** null: never saved. Throws `BoardDamaged` when what is stored cannot be read whole: the room must be refused. */
  load(id: RoomId): Promise<StoredBoard | null>
  append(id: RoomId, update: Uint8Array): Appended
  /** Keeps the whole document as of `sequence`, so that older journal entries can go. Resolves when on disk. */
  snapshot(id: RoomId, state: Uint8Array, sequence: number): Promise<void>
  /**
   * Puts another document in the place of all that is stored of a board: a load finds one or the other whole, never
   * both. Resolves with its sequence number when it is on disk. After a failure only a new load tells which is there.
   */
  replace(id: RoomId, state: Uint8Array): Promise<number>
  /** Keeps the document with which an epoch ended, anew if that was tried before. Resolves when on disk. */
  archive(id: RoomId, epoch: number, state: Uint8Array): Promise<void>
  /** Adds to an archived epoch what somebody brought to it late. Resolves when on disk. */
  archiveLate(id: RoomId, epoch: number, update: Uint8Array): Promise<void>
  /** An archived epoch: its last state, then what came late, in order. null: it is not kept, or not any more. */
  archived(id: RoomId, epoch: number): Promise<Uint8Array[] | null>
  /** Forgets a board for good. */
  remove(id: RoomId): Promise<void>
  health(): LogHealth
  /** Called on every change of health; returns the way to stop. */
  onHealth(listener: (health: LogHealth) => void): () => void
  /**
   * Called with a board whose whole document the log wants by `snapshot`: to close the gap a failing disk left, or
   * to let go of old journal. Returns the way to stop.
   */
  onSnapshotWanted(listener: (id: RoomId) => void): () => void
  close(): Promise<void>
}

/** What the log and the rooms tell the operator; pino's shape. */
export interface Logger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
  debug?(details: object, message: string): void
}

/** What happens in rooms, told to whoever counts it. Called very often: it must be cheap, and must not throw. */
export interface RoomObserver {
  /** A tick: how many milliseconds later than planned it came, and how many it held the process. */
  ticked(lateMs: number, tookMs: number): void
  /** Bytes handed to sockets. */
  sent(bytes: number): void
  /** A session was ended by us. */
  refused(code: CloseCode, reason: string): void
}

/** What happens with rooms as a whole, beside what happens in each. */
export interface RegistryObserver extends RoomObserver {
  /** A snapshot is on disk, or could not be put there. */
  snapshot?(taken: boolean): void
  /** A board was not opened because too much is open. */
  turnedAway?(): void
}

/** What is stored of one board cannot be read; nothing was changed. `detail` names the file and the place. */
export class BoardDamaged extends Error {
  constructor(
    readonly roomId: RoomId,
    readonly detail: string,
  ) {
    super(`board ${roomId} cannot be read: ${detail}`)
    this.name = 'BoardDamaged'
  }
}

/** A newer program than this one has written the board; it is left as it is until that program serves it again. */
export class BoardTooNew extends BoardDamaged {
  constructor(roomId: RoomId, detail: string) {
    super(roomId, detail)
    this.name = 'BoardTooNew'
  }
}

/**
 * What a board's document is to be replaced with before anybody is let in, or null. The new document's `meta.epoch`
 * is one more, and all of it is written by the client id that is that number.
 */
export type Renew = (id: RoomId, doc: Y.Doc) => { doc: Y.Doc; why: 'compact' | 'migrate' } | null

/** Carries over into `current` what leads from `archived` to `changed`, both of an older epoch. */
export type Drain = (archived: Y.Doc, changed: Y.Doc, current: Y.Doc) => void

/** Where a session is: in a room, or on a late visit to an epoch that is over. */
export interface SessionPlace {
  join(socket: RoomSocket, who: Who): Session
  receive(session: Session, frame: Uint8Array): void
  leave(session: Session): void
}

/** The surface of a room that the server uses besides its sockets. */
export interface RoomHandle {
  readonly id: RoomId
  /** The live document: read it, never write to it (use `edit`). */
  readonly doc: Y.Doc
  /** Sessions present right now. */
  readonly sessions: ReadonlySet<{ readonly access: Access }>
  /** The server writes into the board; resolves once the change is saved. */
  edit(why: string, change: (doc: Y.Doc) => void): Promise<void>
}
