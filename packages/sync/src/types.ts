import type * as Y from 'yjs'
import type { CloseCode } from './closeCodes.ts'

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
