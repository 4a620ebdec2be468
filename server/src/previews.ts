import { type Box, readRecords, renderPreview } from '@sheshi/board'
import type { RoomRegistry } from '@sheshi/sync'

/** How many boards' small pictures are kept in memory, and how many parts of one board. */
const boardsAtMost = 300
const partsAtMost = 12
const size = { width: 480, height: 300 }

/** Small pictures of boards, drawn from their records and kept until the drawing changes. */
export class Previews {
  private readonly kept = new Map<string, Map<string, string>>()

  constructor(private readonly rooms: Pick<RoomRegistry, 'open'>) {}

  /** The board looks different now. */
  changed(boardId: string): void {
    this.kept.delete(boardId)
  }

  /** The picture as SVG, of the whole board or of a part of it. Throws what opening the room throws. */
  async of(boardId: string, box?: Box): Promise<string> {
    const key = box ? `${box.x} ${box.y} ${box.w} ${box.h}` : ''
    const kept = this.kept.get(boardId)?.get(key)
    if (kept !== undefined) return kept
    const { doc } = await this.rooms.open(boardId)
    const svg = renderPreview(readRecords(doc).values(), { ...size, ...(box && { box }) })
    const pictures = this.kept.get(boardId) ?? new Map<string, string>()
    keep(this.kept, boardId, pictures, boardsAtMost)
    keep(pictures, key, svg, partsAtMost)
    return svg
  }
}

/** Puts it in as the newest; the oldest go. */
function keep<T>(kept: Map<string, T>, key: string, value: T, atMost: number): void {
  kept.delete(key)
  kept.set(key, value)
  for (const oldest of kept.keys()) {
    if (kept.size <= atMost) break
    kept.delete(oldest)
  }
}
