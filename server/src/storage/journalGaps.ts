import type { Appended, Logger, RoomId } from '@sheshi/sync'
import type { JournalWriter, Waiting } from './journalWriter.ts'

export interface GapsOptions {
  writer: JournalWriter
  logger: Logger
  /** Bytes of edits kept in memory while the disk fails. */
  unsavedBytes: number
  retryMs: number
  /** Asks for a snapshot of a board, which closes its gap. */
  ask(id: RoomId): void
  /** Called when the last gap is closed. */
  onAllClosed(): void
}

/** A board whose edits had to be dropped from memory. */
interface Gap {
  /** Highest sequence number that was dropped. */
  last: number
  /** What came after the snapshot that is being written; null while none is. */
  held: Waiting[] | null
  closed: Promise<void>
  close(): void
}

/**
 * Boards of which the journal lacks something: while the disk failed, more edits came than memory may hold. Until
 * a snapshot of the live document is on disk nothing more of such a board is journalled, so that a crash leaves it
 * as it was last saved, and not with a hole.
 */
export class Gaps {
  private readonly gaps = new Map<RoomId, Gap>()
  private retry: NodeJS.Timeout | null = null

  constructor(private readonly options: GapsOptions) {}

  get open(): boolean {
    return this.gaps.size > 0
  }

  /** True where an edit with this number must go to `put`: the board has a gap, or gets one now. */
  takes(id: RoomId, sequence: number): boolean {
    if (this.gaps.has(id)) return true
    const { writer, unsavedBytes } = this.options
    if (!writer.failing || writer.waitingBytes <= unsavedBytes) return false
    this.begin(id, sequence - 1)
    return true
  }

  /** Lets go of an edit until the snapshot; or keeps it, where it comes after the one being written. */
  put(id: RoomId, sequence: number, keep: (queue: (entry: Waiting) => void) => Appended): Appended {
    const gap = this.gaps.get(id)
    const held = gap?.held
    if (gap && !held) {
      gap.last = sequence
      return { sequence, passOn: Promise.resolve(), saved: gap.closed }
    }
    return keep((entry) => {
      entry.passOn()
      held?.push(entry)
    })
  }

  /** A snapshot up to `sequence` is about to be written: edits from here on come after it. */
  snapshotBegins(id: RoomId, sequence: number): void {
    const gap = this.gaps.get(id)
    if (gap && sequence >= gap.last) gap.held ??= []
  }

  snapshotFailed(id: RoomId): void {
    const gap = this.gaps.get(id)
    if (!gap) return
    for (const entry of gap.held ?? []) this.drop(gap, entry)
    gap.held = null
    this.askLater()
  }

  /** A snapshot up to `sequence` is on disk: the gap is closed, if it reaches that far. */
  snapshotDone(id: RoomId, sequence: number): void {
    const gap = this.gaps.get(id)
    if (!gap) return
    if (sequence < gap.last) {
      this.askLater()
      return
    }
    this.gaps.delete(id)
    gap.close()
    for (const entry of gap.held ?? []) this.options.writer.append(entry)
    if (!this.open) this.options.onAllClosed()
  }

  /** Asks for the snapshots of all boards with a gap. */
  askForAll(): void {
    for (const id of [...this.gaps.keys()]) this.options.ask(id)
  }

  stop(): void {
    if (this.retry) clearTimeout(this.retry)
  }

  private begin(id: RoomId, last: number): void {
    let close = () => {}
    const closed = new Promise<void>((resolve) => {
      close = resolve
    })
    const gap: Gap = { last, held: null, closed, close }
    this.gaps.set(id, gap)
    for (const entry of this.options.writer.withdraw(id)) this.drop(gap, entry)
    this.options.logger.error(
      { board: id },
      'too much unsaved: a snapshot will be taken when saving works again',
    )
  }

  private drop(gap: Gap, entry: Waiting): void {
    gap.last = Math.max(gap.last, entry.sequence)
    void gap.closed.then(() => entry.saved(null))
  }

  private askLater(): void {
    this.retry ??= setTimeout(() => {
      this.retry = null
      if (!this.options.writer.failing) this.askForAll()
    }, this.options.retryMs)
    this.retry.unref()
  }
}
