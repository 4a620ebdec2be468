import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import {
  type Appended,
  BoardDamaged,
  type BoardLog,
  type Logger,
  type LogHealth,
  type RoomId,
  type StoredBoard,
} from '@sheshi/sync'
import { EpochFiles } from './epochFiles.ts'
import { type Disk, realDisk } from './journalDisk.ts'
import { crcBytes, EntryKind, payloadOffset } from './journalFormat.ts'
import { Gaps } from './journalGaps.ts'
import type { JournalIndex, Place } from './journalIndex.ts'
import { finishMending } from './journalMended.ts'
import { type OpenedJournal, openJournal } from './journalOpen.ts'
import { WindowReader } from './journalReader.ts'
import { type JournalObserver, JournalWriter, segmentName, type Waiting } from './journalWriter.ts'
import { Snapshots, type UnreadableSnapshot } from './snapshots.ts'

export interface BoardLogOptions {
  logger: Logger
  /** Bytes after which a journal file is followed by the next. */
  segmentBytes?: number
  /** Journal files kept before the log asks for snapshots of what holds the oldest back. */
  segmentsKept?: number
  /** Bytes of edits kept in memory while the disk fails; beyond them a snapshot will close the gap. */
  unsavedBytes?: number
  retryMs?: number
  retryMostMs?: number
  stallMs?: number
  disk?: Disk
  observe?: JournalObserver
}

/** A moment in which nothing that the log had on disk goes away. */
export interface HeldLog {
  /** The journal's files, oldest first, and how many bytes of each are acknowledged. */
  segments: { name: string; length: number }[]
  release(): void
}

/** The journal at this moment. */
export interface JournalState {
  waitingBytes: number
  segments: number
}

/** The log of a data folder, of which a copy can be made while it is written. */
export interface FileLog extends BoardLog {
  /** Until `release` no journal file goes and no board is removed. */
  hold(): Promise<HeldLog>
  journal(): JournalState
}

/** Opens the log of a data folder: `wal/` with the journal of all boards, `boards/` with their snapshots. */
export async function openBoardLog(dataDir: string, options: BoardLogOptions): Promise<FileLog> {
  const wal = join(dataDir, 'wal')
  const boards = join(dataDir, 'boards')
  const disk = options.disk ?? realDisk
  await finishMending(dataDir)
  for (const folder of [wal, boards]) {
    if (await mkdir(folder, { recursive: true })) await disk.syncFolder(dataDir)
  }
  const journal = await openJournal(wal, disk, options.logger)
  const log = new FileBoardLog(wal, journal, new Snapshots(boards, disk), boards, disk, options)
  await log.finishRemovals()
  return log
}

const roomId = /^[A-Za-z0-9_-]{1,64}$/
const askedAtOnce = 4
/** Boards looked at, each time, to find those that must be asked. */
const lookedAtOnce = 50

class FileBoardLog implements FileLog {
  private readonly index: JournalIndex
  private readonly writer: JournalWriter
  private readonly segments: number[]
  /** Sequence number that each loaded board has reached. */
  private readonly sequences = new Map<RoomId, number>()
  /** Sequence number of each board's newest snapshot, as far as it was read or written by us. */
  private readonly covered = new Map<RoomId, number>()
  private readonly gaps: Gaps
  private readonly epochs: EpochFiles
  /** Boards of which a replacement failed: it may be there, but not for good. */
  private readonly unsure = new Set<RoomId>()
  private readonly asked = new Set<RoomId>()
  private readonly healthListeners = new Set<(health: LogHealth) => void>()
  private readonly snapshotListeners = new Set<(id: RoomId) => void>()
  private diskHealth: LogHealth = { ok: true }
  private trimming: Promise<void> | null = null
  private readonly holds = new Set<Promise<void>>()

  constructor(
    private readonly folder: string,
    journal: OpenedJournal,
    private readonly snapshots: Snapshots,
    private readonly boards: string,
    private readonly disk: Disk,
    private readonly options: BoardLogOptions,
  ) {
    this.index = journal.index
    this.segments = journal.segments
    this.epochs = new EpochFiles(boards, disk, options.logger)
    this.writer = new JournalWriter({
      folder,
      disk,
      logger: options.logger,
      segmentBytes: options.segmentBytes ?? 16 << 20,
      previous: journal.previous,
      nextNumber: journal.nextNumber,
      stallMs: options.stallMs ?? 3_000,
      retryMs: options.retryMs ?? 250,
      retryMostMs: options.retryMostMs ?? 5_000,
      observe: options.observe,
      onHealth: (health) => this.diskChanged(health),
      onRotated: () => this.rotated(),
    })
    this.gaps = new Gaps({
      writer: this.writer,
      logger: options.logger,
      unsavedBytes: options.unsavedBytes ?? 16 << 20,
      retryMs: options.retryMs ?? 250,
      ask: (id) => this.ask(id),
      onAllClosed: () => this.tellHealth(),
    })
  }

  /** A removal that a crash interrupted: the journal says removed, the snapshots are still there. */
  async finishRemovals(): Promise<void> {
    for (const board of this.index.removed()) {
      const { newest } = await this.snapshots.read(board)
      if (!newest || newest.sequence <= this.index.removedAt(board)) await this.snapshots.remove(board)
    }
  }

  async load(id: RoomId): Promise<StoredBoard | null> {
    checkId(id)
    if (this.unsure.has(id)) await this.disk.syncFolder(join(this.boards, id))
    this.unsure.delete(id)
    const { newest, unreadable } = await this.snapshots.read(id)
    const removedAt = this.index.removedAt(id)
    const snapshot = newest && newest.sequence > removedAt ? newest : null
    const base = snapshot?.sequence ?? removedAt
    const damage = this.index.damageAfter(id, base)
    if (damage) throw new BoardDamaged(id, damage.detail)
    const places = this.index.after(id, base)
    this.checkUnbroken(id, base, places, unreadable)
    if (unreadable.length > 0) {
      this.options.logger.warn(
        { board: id, files: unreadable },
        'snapshot cannot be read; the journal fills in',
      )
    }
    const sequence = Math.max(base, this.index.last(id))
    this.sequences.set(id, sequence)
    if (snapshot) this.covered.set(id, snapshot.sequence)
    if (!snapshot && places.length === 0) return null
    const journal = await this.read(id, places)
    return {
      updates: snapshot ? [snapshot.state, ...journal] : journal,
      sequence,
      journalBytes: journal.reduce((sum, update) => sum + update.length, 0),
    }
  }

  append(id: RoomId, update: Uint8Array): Appended {
    return this.put(id, EntryKind.update, update)
  }

  async snapshot(id: RoomId, state: Uint8Array, sequence: number): Promise<void> {
    checkId(id)
    if (sequence <= this.index.removedAt(id)) throw new Error(`board ${id} was removed`)
    this.gaps.snapshotBegins(id, sequence)
    try {
      await this.snapshots.write(id, { sequence, state })
    } catch (error) {
      this.gaps.snapshotFailed(id)
      throw error
    }
    this.covered.set(id, Math.max(sequence, this.covered.get(id) ?? 0))
    this.index.forget(id, sequence)
    this.gaps.snapshotDone(id, sequence)
    this.asked.delete(id)
    await this.trim()
  }

  async replace(id: RoomId, state: Uint8Array): Promise<number> {
    const before = this.sequences.get(id)
    if (before === undefined) throw new Error(`board ${id} must be loaded before it is replaced`)
    // A number of its own: no journal of the old document can ever be read as following the new one.
    const sequence = before + 1
    this.unsure.add(id)
    await this.snapshot(id, state, sequence)
    this.unsure.delete(id)
    this.sequences.set(id, sequence)
    return sequence
  }

  async archive(id: RoomId, epoch: number, state: Uint8Array): Promise<void> {
    checkId(id)
    await this.epochs.archive(id, epoch, state)
  }

  async archiveLate(id: RoomId, epoch: number, update: Uint8Array): Promise<void> {
    checkId(id)
    await this.epochs.add(id, epoch, update)
  }

  async archived(id: RoomId, epoch: number): Promise<Uint8Array[] | null> {
    checkId(id)
    return this.epochs.read(id, epoch)
  }

  async hold(): Promise<HeldLog> {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    this.holds.add(held)
    void held.then(() => {
      this.holds.delete(held)
      void this.trim()
    })
    // What is being removed right now is gone before anybody looks.
    await this.trimming
    const acknowledged = this.writer.acknowledged
    const lengths = this.segments.map(async (number) => {
      const name = segmentName(number)
      if (number === acknowledged.number) return { name, length: acknowledged.length }
      return { name, length: (await stat(join(this.folder, name))).size }
    })
    try {
      return { segments: await Promise.all(lengths), release }
    } catch (error) {
      release()
      throw error
    }
  }

  async remove(id: RoomId): Promise<void> {
    checkId(id)
    await Promise.all(this.holds)
    if (!this.sequences.has(id)) this.sequences.set(id, await this.lastSequence(id))
    this.writer.withdraw(id)
    this.gaps.snapshotDone(id, Number.POSITIVE_INFINITY)
    const removed = this.put(id, EntryKind.removed, new Uint8Array())
    await removed.passOn
    if (!this.health().ok) throw new Error('the board cannot be removed while saving fails')
    await removed.saved
    await this.snapshots.remove(id)
    this.covered.delete(id)
  }

  health(): LogHealth {
    if (!this.diskHealth.ok) return this.diskHealth
    return this.gaps.open ? { ok: false, reason: 'edits made meanwhile are being saved' } : { ok: true }
  }

  onHealth(listener: (health: LogHealth) => void): () => void {
    this.healthListeners.add(listener)
    return () => this.healthListeners.delete(listener)
  }

  onSnapshotWanted(listener: (id: RoomId) => void): () => void {
    this.snapshotListeners.add(listener)
    return () => this.snapshotListeners.delete(listener)
  }

  journal(): JournalState {
    return { waitingBytes: this.writer.waitingBytes, segments: this.segments.length }
  }

  async close(): Promise<void> {
    this.gaps.stop()
    this.snapshotListeners.clear()
    await this.writer.close()
  }

  private put(id: RoomId, kind: EntryKind, payload: Uint8Array): Appended {
    const before = this.sequences.get(id)
    if (before === undefined) throw new Error(`board ${id} must be loaded before it is written`)
    const sequence = before + 1
    this.sequences.set(id, sequence)
    const entry = { kind, board: id, sequence, payload }
    if (this.gaps.takes(id, sequence))
      return this.gaps.put(id, sequence, (queue) => this.waiting(entry, queue))
    return this.waiting(entry, (waiting) => this.writer.append(waiting))
  }

  /** Makes an entry whose two promises the writer resolves, and hands it to `queue`. */
  private waiting(
    entry: Pick<Waiting, 'kind' | 'board' | 'sequence' | 'payload'>,
    queue: (entry: Waiting) => void,
  ): Appended {
    let passOn = () => {}
    let saved = () => {}
    const appended = {
      sequence: entry.sequence,
      passOn: new Promise<void>((resolve) => {
        passOn = resolve
      }),
      saved: new Promise<void>((resolve) => {
        saved = resolve
      }),
    }
    queue({
      ...entry,
      passOn,
      saved: (place) => {
        if (place) this.noteWritten(entry, place.segment, place.offset)
        saved()
      },
    })
    return appended
  }

  private noteWritten(
    { kind, board, sequence, payload }: Pick<Waiting, 'kind' | 'board' | 'sequence' | 'payload'>,
    segment: number,
    offset: number,
  ): void {
    if (this.segments.at(-1) !== segment) this.segments.push(segment)
    const place = { segment, offset: offset + payloadOffset({ board }), length: payload.length, sequence }
    this.index.add(board, kind, place)
  }

  private diskChanged(health: LogHealth): void {
    this.diskHealth = health
    this.tellHealth()
    if (health.ok) this.gaps.askForAll()
  }

  private tellHealth(): void {
    const health = this.health()
    for (const listener of this.healthListeners) listener(health)
  }

  private ask(id: RoomId): void {
    for (const listener of this.snapshotListeners) listener(id)
  }

  private rotated(): void {
    this.asked.clear()
    void this.trim()
  }

  private trim(): Promise<void> {
    this.trimming ??= this.letGo().finally(() => {
      this.trimming = null
    })
    return this.trimming
  }

  /** Lets go of the oldest segments that snapshots cover, and asks for the snapshots that hold back too many. */
  private async letGo(): Promise<void> {
    try {
      for (let oldest = this.segments[0]; oldest !== undefined; oldest = this.segments[0]) {
        const needed = oldest >= this.writer.activeNumber || this.uncovered(oldest).length > 0
        if (needed || this.holds.size > 0) break
        await this.disk.remove(join(this.folder, segmentName(oldest)))
        this.segments.shift()
        this.index.dropSegment(oldest)
      }
    } catch (error) {
      this.options.logger.warn({ error: String(error) }, 'old journal file could not be removed')
    }
    await this.askOldest()
  }

  /** Asks for snapshots of boards that hold back the oldest of too many segments, unless they have one already. */
  private async askOldest(): Promise<void> {
    const oldest = this.segments[0]
    if (oldest === undefined || this.segments.length <= (this.options.segmentsKept ?? 4)) return
    const candidates = this.uncovered(oldest).filter((id) => !this.asked.has(id))
    for (const id of candidates.slice(0, lookedAtOnce)) {
      if (this.asked.size >= askedAtOnce) break
      if (!this.covered.has(id) && (await this.coversOnDisk(id, oldest))) continue
      this.asked.add(id)
      this.ask(id)
    }
  }

  /** After a start nobody knows yet which snapshots there are; reading one costs less than taking one. */
  private async coversOnDisk(id: RoomId, segment: number): Promise<boolean> {
    const { newest } = await this.snapshots.read(id).catch(() => ({ newest: null }))
    if (!newest) return false
    this.covered.set(id, Math.max(newest.sequence, this.covered.get(id) ?? 0))
    return newest.sequence >= this.index.newestIn(id, segment)
  }

  private uncovered(segment: number): string[] {
    return this.index.uncovered(segment, (board) => this.covered.get(board) ?? 0)
  }

  private async lastSequence(id: RoomId): Promise<number> {
    const { newest } = await this.snapshots.read(id)
    return Math.max(newest?.sequence ?? 0, this.index.last(id))
  }

  /** @throws BoardDamaged where an entry is missing between the snapshot and the last one known */
  private checkUnbroken(
    id: RoomId,
    base: number,
    places: readonly Place[],
    unreadable: readonly UnreadableSnapshot[],
  ): void {
    let expected = base + 1
    for (const { sequence, segment, offset } of places) {
      if (sequence !== expected) {
        const missing = `${segmentName(segment)}, byte ${offset}: entries ${expected} to ${sequence - 1} are missing`
        throw new BoardDamaged(id, [...unreadable.map(({ path }) => path), missing].join('; '))
      }
      expected += 1
    }
    const lost = unreadable.find(({ sequence }) => sequence >= expected)
    if (lost) throw new BoardDamaged(id, `${lost.path}: the snapshot is damaged`)
  }

  private async read(id: RoomId, places: readonly Place[]): Promise<Uint8Array[]> {
    const updates: Uint8Array[] = []
    let reader: WindowReader | null = null
    let opened = 0
    try {
      for (const { segment, offset, length } of places) {
        if (!reader || opened !== segment) {
          await reader?.close()
          reader = await WindowReader.open(join(this.folder, segmentName(segment)), 64 << 10)
          opened = segment
        }
        const bytes = await reader.copy(offset, length + crcBytes)
        const payload = bytes.subarray(0, length)
        if (bytes.length !== length + crcBytes || crc32(payload) !== bytes.readUInt32LE(length)) {
          throw new BoardDamaged(id, `${segmentName(segment)}, byte ${offset}: the entry changed on disk`)
        }
        updates.push(payload)
      }
    } finally {
      await reader?.close()
    }
    return updates
  }
}

function checkId(id: RoomId): void {
  if (!roomId.test(id)) throw new Error('not a board id')
}
