import type { PerMinute } from './perMinute.ts'
import type { Room } from './Room.ts'
import type { Session } from './session.ts'
import { documentMemory } from './space.ts'
import type { RoomId } from './types.ts'

/** How one open board does. Spans of time are milliseconds until now. */
export interface RoomReport {
  id: RoomId
  sessions: ReadonlySet<Session>
  /** Changes in the last minute; what came within one tick is one. */
  changesPerMinute: number
  /** Bytes of the board: its snapshot and the journal since. */
  boardBytes: number
  /** Bytes of memory its document is reckoned to take. */
  memoryBytes: number
  /** How long something of it has not been on disk; null: all is. */
  unsavedMs: number | null
  /** Bytes waiting in the socket of the slowest session. */
  backlogBytes: number
}

/** What is known of an open room beside itself. */
interface Watched {
  changes: PerMinute
  unsavedSince: number | null
}

/** How an open board does at this moment. */
export function reportOf(
  id: RoomId,
  room: Room,
  { changes, unsavedSince }: Watched,
  now: number,
): RoomReport {
  const { sessions, boardBytes, saved } = room
  return {
    id,
    sessions,
    boardBytes,
    changesPerMinute: changes.sum(now),
    memoryBytes: documentMemory(boardBytes),
    unsavedMs: saved || unsavedSince === null ? null : now - unsavedSince,
    backlogBytes: Math.max(0, ...[...sessions].map((session) => session.bufferedAmount)),
  }
}
