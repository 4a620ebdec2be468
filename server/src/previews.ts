import { readRecords, renderPreview } from '@sheshi/board'
import type { RoomRegistry } from '@sheshi/sync'

/** How many small pictures are kept in memory. */
const keptAtMost = 300
const size = { width: 480, height: 300 }

/** Small pictures of boards, drawn from their records and kept until the drawing changes. */
export class Previews {
  private readonly kept = new Map<string, string>()

  constructor(private readonly rooms: Pick<RoomRegistry, 'open'>) {}

  /** The board looks different now. */
  changed(boardId: string): void {
    this.kept.delete(boardId)
  }

  /** The picture as SVG. Throws what opening the room throws. */
  async of(boardId: string): Promise<string> {
    const kept = this.kept.get(boardId)
    if (kept !== undefined) return kept
    const { doc } = await this.rooms.open(boardId)
    const svg = renderPreview(readRecords(doc).values(), size)
    this.kept.set(boardId, svg)
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= keptAtMost) break
      this.kept.delete(oldest)
    }
    return svg
  }
}
