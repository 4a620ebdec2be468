import type { Board } from '@sheshi/records'
import type { Logger } from 'pino'
import type { RecordStore } from './storage/records.ts'

/**
 * When each board's drawing last changed. Drawing changes many times a second; the record on disk follows at
 * leisure, because after a crash only the time shown in a list would be a little old.
 */
export class Activity {
  private readonly latest = new Map<string, string>()
  private readonly unwritten = new Set<string>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly records: RecordStore,
    private readonly logger: Logger,
    private readonly delay = 20_000,
  ) {}

  changed(boardId: string): void {
    this.latest.set(boardId, new Date().toISOString())
    this.unwritten.add(boardId)
    this.timer ??= setTimeout(() => void this.flush(), this.delay).unref()
  }

  /** When the board was last changed, its drawing or its record. */
  lastChange({ id, changedAt }: Pick<Board, 'id' | 'changedAt'>): string {
    const drawn = this.latest.get(id)
    return drawn !== undefined && drawn > changedAt ? drawn : changedAt
  }

  /** Writes what is not in the records yet; resolves when done, whatever the disk says. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const boards = [...this.unwritten]
    this.unwritten.clear()
    await Promise.all(boards.map((id) => this.write(id)))
  }

  private async write(boardId: string): Promise<void> {
    const changedAt = this.latest.get(boardId)
    if (changedAt === undefined || !(await this.records.boards.get(boardId))) return
    const later = (one: string) => (one > changedAt ? one : changedAt)
    try {
      await this.records.boards.update(
        boardId,
        (board) => ({ ...board, changedAt: later(board.changedAt) }),
        { keepVersion: true },
      )
    } catch (error) {
      this.unwritten.add(boardId)
      this.logger.warn({ err: error, boardId }, 'the time of a change could not be written')
    }
  }
}
