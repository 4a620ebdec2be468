import type { Room } from './Room.ts'
import type { RoomId } from './types.ts'

/** How much may be in memory at once. */
export interface Space {
  openRooms: number
  openBytes: number
}

/** What the space keeps in mind of a board that is open or being loaded. */
interface Held {
  open: Room | null
  ends: Promise<void> | null
  usedAt: number
  loadingBytes: number
}

/** Bytes of a room without its document's content. */
const roomMemory = 20_000
/** Bytes of memory for each byte of a stored board: 9 to 10 as measured (docs/performance.md), and some to spare. */
const memoryPerByte = 12

/** Bytes of memory that the document of a board of so many bytes is reckoned to take. */
export const documentMemory = (boardBytes: number): number => roomMemory + boardBytes * memoryPerByte

/** True where more is open than may be; boards that are being put away do not count, and one alone always fits. */
export function overfull(entries: Iterable<Held>, { openRooms, openBytes }: Space): boolean {
  let rooms = 0
  let bytes = 0
  for (const { open, ends, loadingBytes } of entries) {
    if (ends) continue
    rooms += 1
    bytes += open ? documentMemory(open.boardBytes) : loadingBytes
  }
  return rooms > openRooms || (bytes > openBytes && rooms > 1)
}

/** The board that nobody has been on, or asked for, for the longest time, and not since `before`; undefined: none. */
export function longestIdle<E extends Held>(
  entries: Iterable<readonly [RoomId, E]>,
  before: number,
): { id: RoomId; entry: E; room: Room } | undefined {
  let found: { id: RoomId; entry: E; room: Room } | undefined
  for (const [id, entry] of entries) {
    const { open, ends, usedAt } = entry
    if (!open || ends || usedAt > before || open.sessions.size > 0 || !open.saved) continue
    if (!found || usedAt < found.entry.usedAt) found = { id, entry, room: open }
  }
  return found
}
