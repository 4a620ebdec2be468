import { join } from 'node:path'
import type { Logger, LogHealth } from '@sheshi/sync'
import type { Disk, DiskFile } from './journalDisk.ts'
import {
  type EntryKind,
  encodeEntry,
  encodeSegmentHeader,
  type SegmentHeader,
  segmentStart,
} from './journalFormat.ts'

/** An entry on its way to the disk. */
export interface Waiting {
  kind: EntryKind
  board: string
  sequence: number
  payload: Uint8Array
  /** Called once it may be sent on; may be called again later, to no effect. */
  passOn(): void
  /** Called once it is on disk: with the entry's beginning, or null where a snapshot holds it instead. */
  saved(place: { segment: number; offset: number } | null): void
}

/** Told of each group that is on disk. Must be cheap, and must not throw. */
export interface JournalObserver {
  synced(ms: number, entries: number, bytes: number): void
}

export interface WriterOptions {
  folder: string
  disk: Disk
  logger: Logger
  segmentBytes: number
  /** The segment that was last written to, and the number the next one gets. */
  previous: SegmentHeader
  nextNumber: number
  /** Milliseconds after which a write that does not finish counts as a failing disk. */
  stallMs: number
  /** Milliseconds of the first wait after a failure, doubled up to `retryMostMs`. */
  retryMs: number
  retryMostMs: number
  onHealth(health: LogHealth): void
  /** Called when a segment has been closed for good. */
  onRotated(): void
  observe?: JournalObserver | undefined
}

interface Segment {
  number: number
  file: DiskFile
  /** Bytes known to be on disk. */
  length: number
  entries: number
}

const groupBytes = 8 << 20

export const segmentName = (number: number) => `${String(number).padStart(8, '0')}.log`

/**
 * Appends entries to the newest segment: what gathers while one group is being synced makes the next group. A
 * descriptor that failed once is never used again; what was not acknowledged is written anew into a new segment.
 */
export class JournalWriter {
  private queue: Waiting[] = []
  private inFlight: readonly Waiting[] = []
  private segment: Segment | null = null
  private previous: SegmentHeader
  private nextNumber: number
  private health: LogHealth = { ok: true }
  private failures = 0
  private pumping: Promise<void> | null = null
  private closed = false
  private wake: (() => void) | null = null

  constructor(private readonly options: WriterOptions) {
    this.previous = options.previous
    this.nextNumber = options.nextNumber
  }

  /** The segment being written; older ones are never written again. */
  get activeNumber(): number {
    return this.segment?.number ?? this.nextNumber
  }

  /** The segment that was last written to and how many of its bytes are on disk; number 0 where there is none. */
  get acknowledged(): { number: number; length: number } {
    if (this.segment) return { number: this.segment.number, length: this.segment.length }
    return { number: this.previous.previousNumber, length: this.previous.previousLength }
  }

  /** Bytes that wait for the disk, without those being written at this moment. */
  get waitingBytes(): number {
    return this.queue.reduce((sum, { payload }) => sum + payload.length, 0)
  }

  get failing(): boolean {
    return !this.health.ok
  }

  append(entry: Waiting): void {
    this.queue.push(entry)
    if (this.failing) entry.passOn()
    this.start()
  }

  /** Takes a board's waiting entries back out of the queue. */
  withdraw(board: string): Waiting[] {
    const withdrawn = this.queue.filter((entry) => entry.board === board)
    this.queue = this.queue.filter((entry) => entry.board !== board)
    return withdrawn
  }

  /** Writes what waits, if the disk lets it, and lets go of the file. */
  async close(): Promise<void> {
    this.closed = true
    this.wake?.()
    await this.pumping
    await this.segment?.file.close()
    this.segment = null
  }

  private start(): void {
    this.pumping ??= this.pump().finally(() => {
      this.pumping = null
      if (this.queue.length > 0 && !this.closed) this.start()
    })
  }

  private async pump(): Promise<void> {
    // In a turn of its own, so that a whole turn's appends make one group.
    await Promise.resolve()
    while (this.queue.length > 0 || this.failing) {
      const group = this.takeGroup()
      this.inFlight = group
      try {
        await this.watched(this.write(group))
        this.failures = 0
        this.setHealth({ ok: true })
      } catch (error) {
        this.queue = [...group, ...this.queue]
        this.inFlight = []
        await this.fail(error)
        // Closing does not wait for a disk that fails.
        if (this.closed) return
      }
    }
  }

  private takeGroup(): Waiting[] {
    let bytes = 0
    const behind = this.queue.findIndex(({ payload }) => {
      bytes += payload.length
      return bytes > groupBytes
    })
    return this.queue.splice(0, behind === -1 ? this.queue.length : Math.max(1, behind))
  }

  /** Writes and syncs a group; an empty one only proves that the disk takes a new segment. */
  private async write(group: readonly Waiting[]): Promise<void> {
    if (this.segment && this.segment.length >= this.options.segmentBytes) await this.rotate()
    this.segment ??= await this.createSegment()
    const segment = this.segment
    if (group.length === 0) return
    let end = segment.length
    const offsets: number[] = []
    const parts = group.flatMap(({ kind, board, sequence, payload }, index) => {
      const place = { number: segment.entries + index, groupIndex: index }
      const entry = encodeEntry({ kind, board, sequence, ...place, payloadLength: payload.length }, payload)
      offsets.push(end)
      end += entry.reduce((sum, part) => sum + part.length, 0)
      return entry
    })
    const began = performance.now()
    await segment.file.write(parts)
    await segment.file.sync()
    this.options.observe?.synced(performance.now() - began, group.length, end - segment.length)
    segment.length = end
    segment.entries += group.length
    group.forEach((entry, index) => {
      entry.saved({ segment: segment.number, offset: offsets[index] ?? 0 })
      entry.passOn()
    })
  }

  private async createSegment(): Promise<Segment> {
    const { disk, folder } = this.options
    const number = this.nextNumber
    this.nextNumber += 1
    const file = await disk.create(join(folder, segmentName(number)))
    try {
      await file.write([encodeSegmentHeader(this.previous)])
      await file.sync()
      await disk.syncFolder(folder)
    } catch (error) {
      await this.discard(number, file)
      throw error
    }
    return { number, file, length: segmentStart, entries: 0 }
  }

  private async rotate(): Promise<void> {
    const full = this.segment
    if (!full) return
    this.segment = null
    this.previous = { previousNumber: full.number, previousLength: full.length }
    await full.file.close()
    this.options.onRotated()
  }

  /** Gives up the segment, tells everybody, and waits before the next try. */
  private async fail(error: unknown): Promise<void> {
    const segment = this.segment
    this.segment = null
    if (segment && segment.entries === 0) await this.discard(segment.number, segment.file)
    else if (segment) {
      this.previous = { previousNumber: segment.number, previousLength: segment.length }
      await segment.file.close().catch(() => undefined)
    }
    this.setHealth({ ok: false, reason: error instanceof Error ? error.message : String(error) })
    const wait = Math.min(this.options.retryMs * 2 ** this.failures, this.options.retryMostMs)
    this.failures += 1
    if (!this.closed) await this.pause(wait)
  }

  /** A segment in which nothing was acknowledged leaves no trace, or a full disk would fill with them. */
  private async discard(number: number, file: DiskFile): Promise<void> {
    await file.close().catch(() => undefined)
    await this.options.disk.remove(join(this.options.folder, segmentName(number))).catch(() => undefined)
  }

  private async watched(write: Promise<void>): Promise<void> {
    const slow = setTimeout(
      () => this.setHealth({ ok: false, reason: 'the disk does not answer' }),
      this.options.stallMs,
    )
    try {
      await write
    } finally {
      clearTimeout(slow)
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  private setHealth(health: LogHealth): void {
    const changed = health.ok !== this.health.ok
    this.health = health
    if (!health.ok) for (const entry of [...this.inFlight, ...this.queue]) entry.passOn()
    if (!changed) return
    if (health.ok) this.options.logger.info({}, 'saving works again')
    else this.options.logger.error({ reason: health.reason }, 'saving fails')
    this.options.onHealth(health)
  }
}
