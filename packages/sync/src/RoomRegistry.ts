import * as Y from 'yjs'
import type { Believes } from './awarenessRelay.ts'
import { type Clock, systemClock } from './clock.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import type { Judge, PartsJudge } from './judge.ts'
import { epochReason } from './LateVisit.ts'
import { LateWork } from './lateWork.ts'
import { limits } from './limits.ts'
import { Loading } from './loading.ts'
import { PerMinute } from './perMinute.ts'
import { Room } from './Room.ts'
import { renewBoard } from './renewal.ts'
import { type RoomReport, reportOf } from './roomReport.ts'
import type { Session } from './session.ts'
import { documentMemory, longestIdle, overfull, type Space } from './space.ts'
import {
  BoardDamaged,
  type BoardLog,
  type Drain,
  type Logger,
  type Origin,
  type RegistryObserver,
  type Renew,
  type RoomId,
  type SessionPlace,
  type StoredBoard,
} from './types.ts'

export interface RegistryOptions {
  log: BoardLog
  logger: Logger
  /**
   * Called after each change of a board's document, by whomever; many times a second while people draw. `people` are
   * the ids of the persons whose sessions brought it, none where the server wrote.
   */
  onChanged?(id: RoomId, people: ReadonlySet<string>): void
  /** Called when an idle room goes out of memory, as long as its document is there. Must not throw. */
  onPuttingAway?(room: Room): void
  /** Told of what happens in rooms. */
  observe?: RegistryObserver
  /** Asked before anybody is let in, and when a room is put away. A SyncError or BoardDamaged refuses the board. */
  renew?: Renew
  /** How work of an old epoch comes into the current document; without it such work is not taken. */
  drain?: Drain
  /** Asked before a session's update is applied. */
  judge?: Judge
  /** The same for an update too large to be judged at once. */
  judgeParts?: PartsJudge
  /** Asked about what a presence state says of its author. */
  believes?: Believes
  clock?: Clock
  /** Milliseconds an empty room stays in memory. */
  idleMs?: number
  /** Bytes of journal after which a room in use takes a snapshot. */
  snapshotBytes?: number
  /** How many boards may be in memory, and how much of it they may take. */
  space?: Space
}

/** One room's life. `open` is set while the room may be joined; `ends` once it is being put away. */
interface Entry {
  opening: Promise<Room>
  open: Room | null
  ends: Promise<void> | null
  /** When it last had a session or was asked for. */
  usedAt: number
  snapshotting: boolean
  /** After a failed snapshot the next one waits until then. */
  snapshotAfter: number
  /** Bytes of memory it is reckoned to take while it is being loaded. */
  loadingBytes: number
  /** Since when something of it is not on disk; null: all is. */
  unsavedSince: number | null
  readonly changes: PerMinute
}

const snapshotRetryMs = 10_000

export interface RegistryStats {
  rooms: number
  sessions: number
  /** Rooms with changes that are not on disk. */
  unsaved: number
  health: ReturnType<BoardLog['health']>
}

/** A board that was refused because what is stored of it cannot be read. */
export interface DamagedBoard {
  id: RoomId
  error: BoardDamaged
}

/** The one owner of rooms: makes, opens, saves and puts them away. */
export class RoomRegistry {
  private readonly entries = new Map<RoomId, Entry>()
  private readonly clock: Clock
  private readonly idleMs: number
  private readonly snapshotBytes: number
  private readonly stops: (() => void)[]
  private readonly late: LateWork
  private readonly loading = new Loading()
  private readonly space: Space
  private readonly damaged = new Map<RoomId, BoardDamaged>()
  private closing = false

  constructor(private readonly options: RegistryOptions) {
    this.clock = options.clock ?? systemClock
    this.idleMs = options.idleMs ?? limits.idleMs
    this.snapshotBytes = options.snapshotBytes ?? limits.snapshotBytes
    this.space = options.space ?? limits
    const { log, logger, drain = () => undefined } = options
    this.late = new LateWork({ log, logger, clock: this.clock, drain, open: (id) => this.open(id) })
    this.stops = [
      options.log.onHealth(({ ok }) => this.tellSaving(ok)),
      options.log.onSnapshotWanted((id) => void this.snapshotWanted(id)),
      this.every(limits.keepAliveMs / 2, () => this.keepAlive()),
      this.every(this.idleMs / 2, () => this.closeIdle()),
    ]
  }

  /**
   * Makes a board and fills it; resolves once it is on disk.
   * @throws SyncError(ServerError) when it exists already or the disk fails; then nothing of it stays.
   */
  async create(id: RoomId, seed: (doc: Y.Doc) => void): Promise<void> {
    const { log } = this.options
    if (this.entries.has(id) || (await log.load(id))) {
      throw new SyncError(CloseCode.ServerError, 'board exists')
    }
    const doc = new Y.Doc()
    const origin: Origin = { from: 'server', why: 'seed' }
    doc.transact(() => seed(doc), origin)
    const appended = log.append(id, Y.encodeStateAsUpdate(doc))
    doc.destroy()
    await appended.passOn
    if (log.health().ok) return appended.saved
    // The removal waits for the disk like everything else, behind what it removes.
    await log.remove(id).catch(() => undefined)
    throw new SyncError(CloseCode.ServerError, 'not saving')
  }

  /**
   * The room of a board, loaded if need be; calls at the same time share one load. With `first` it is loaded before
   * those that nobody waits for in front of a screen.
   * @throws SyncError(RoomNotFound) when it was never made, SyncError(GoingAway) while the server stops,
   * SyncError(RoomFull) when too much is open, BoardDamaged when what is stored cannot be read.
   */
  async open(id: RoomId, { first = false } = {}): Promise<Room> {
    for (let entry = this.entries.get(id); entry?.ends; entry = this.entries.get(id)) await entry.ends
    if (this.closing) throw new SyncError(CloseCode.GoingAway, 'server is stopping')
    const entry = this.entries.get(id) ?? this.load(id, first)
    entry.usedAt = this.clock.now()
    return entry.opening
  }

  /**
   * Where somebody with a document of this epoch is let in (null: they say nothing of epochs): the room, or the
   * archive of an epoch that is over.
   * @throws as `open`; SyncError(EpochChanged) where that epoch is not kept
   */
  async placeFor(id: RoomId, epoch: number | null): Promise<SessionPlace> {
    const room = await this.open(id, { first: true })
    if (epoch === null) return room.forStrangers
    if (epoch === room.epoch) return room
    const visit = this.options.drain && epoch < room.epoch ? await this.late.receive(id, epoch) : null
    if (!visit) throw new SyncError(CloseCode.EpochChanged, epochReason.lost)
    return visit
  }

  /**
   * Carries over what an update of an old epoch adds to that epoch's document; resolves once it is on disk.
   * @throws SyncError(EpochChanged) where that epoch is not kept, SyncError(BadMessage)
   */
  async carryOver(id: RoomId, epoch: number, update: Uint8Array): Promise<void> {
    if (!this.options.drain) throw new SyncError(CloseCode.EpochChanged, epochReason.lost)
    await this.late.bring(id, epoch, update)
  }

  /** The room, if it is in memory right now. */
  peek(id: RoomId): Room | undefined {
    return this.entries.get(id)?.open ?? undefined
  }

  /** Ends the sessions of a room for which `which` says so (all, without it). */
  endSessions(
    id: RoomId,
    code: CloseCode,
    reason: string,
    which: (session: Session) => boolean = () => true,
  ): void {
    this.late.end(code, reason, (board, { session }) => board === id && session !== null && which(session))
    const room = this.peek(id)
    if (!room) return
    for (const session of [...room.sessions].filter(which)) room.end(session, code, reason)
  }

  /** Ends a board's sessions and forgets it for good. */
  async remove(id: RoomId): Promise<void> {
    this.late.end(CloseCode.RoomNotFound, 'board removed', (board) => board === id)
    await this.entries.get(id)?.ends
    const entry = this.entries.get(id)
    await entry?.opening.catch(() => undefined)
    if (entry?.open) this.drop(id, entry.open, CloseCode.RoomNotFound, 'board removed')
    await this.options.log.remove(id)
    this.damaged.delete(id)
  }

  /** Ends everything; resolves once all is on disk, or the disk is known to fail. */
  async closeAll(): Promise<void> {
    this.closing = true
    for (const stop of this.stops) stop()
    this.late.end(CloseCode.GoingAway, 'server is stopping', () => true)
    await this.late.settled()
    const entries = [...this.entries]
    await Promise.all(
      entries.map(async ([id, entry]) => {
        await entry.opening.catch(() => undefined)
        await entry.ends
        const room = this.entries.get(id) === entry ? entry.open : null
        if (!room) return
        this.drop(id, room, CloseCode.GoingAway, 'server is stopping')
        await this.savedOrFailing(room)
      }),
    )
  }

  /** Numbers for metrics and health. */
  stats(): RegistryStats {
    const rooms = this.openRooms()
    return {
      rooms: rooms.length,
      sessions: rooms.reduce((sum, room) => sum + room.sessions.size, 0),
      unsaved: rooms.filter((room) => !room.saved).length,
      health: this.options.log.health(),
    }
  }

  /** Every open board, for those who look after the server. */
  reports(): RoomReport[] {
    const now = this.clock.now()
    return [...this.entries].flatMap(([id, entry]) =>
      entry.open ? [reportOf(id, entry.open, entry, now)] : [],
    )
  }

  /** Boards that could not be read when they were last asked for. */
  damagedBoards(): DamagedBoard[] {
    return [...this.damaged].map(([id, error]) => ({ id, error }))
  }

  private load(id: RoomId, first: boolean): Entry {
    const entry: Entry = {
      // In a turn of its own, so that it counts among the entries when space is made for it.
      opening: Promise.resolve().then(() => this.bring(id, entry, first)),
      open: null,
      ends: null,
      usedAt: this.clock.now(),
      snapshotting: false,
      snapshotAfter: Number.NEGATIVE_INFINITY,
      loadingBytes: 0,
      unsavedSince: null,
      changes: new PerMinute(),
    }
    this.entries.set(id, entry)
    entry.opening.then(
      (room) => {
        entry.open = room
        this.damaged.delete(id)
        this.options.logger.debug?.({ board: id, bytes: room.boardBytes }, 'room opened')
      },
      (error: unknown) => {
        this.entries.delete(id)
        if (error instanceof BoardDamaged) this.damaged.set(id, error)
      },
    )
    return entry
  }

  /** Makes space, then loads when it is its turn; what is stored says how much more space it takes. */
  private async bring(id: RoomId, entry: Entry, first: boolean): Promise<Room> {
    await this.makeSpace(id)
    return this.loading.inTurn(first, async () => {
      const stored = await this.options.log.load(id)
      if (!stored) throw new SyncError(CloseCode.RoomNotFound, 'no such board')
      entry.loadingBytes = documentMemory(stored.updates.reduce((sum, update) => sum + update.length, 0))
      await this.makeSpace(id)
      return this.read(id, stored)
    })
  }

  /**
   * Puts the longest idle boards away until what is open fits.
   * @throws SyncError(RoomFull) where too much is in use; nobody who is on a board notices.
   */
  private async makeSpace(id: RoomId): Promise<void> {
    while (overfull(this.entries.values(), this.space)) {
      const idle = longestIdle(this.entries, this.clock.now() - limits.restMs)
      if (!idle) {
        const full = new SyncError(CloseCode.RoomFull, 'too many boards are open')
        const { code, reason } = full
        this.options.logger.warn({ board: id, code, reason, open: this.entries.size }, 'board refused')
        this.options.observe?.turnedAway?.()
        throw full
      }
      await this.putAway(idle.id, idle.entry, idle.room)
    }
  }

  private async read(id: RoomId, stored: StoredBoard): Promise<Room> {
    const { log, logger } = this.options
    const doc = new Y.Doc()
    try {
      await this.loading.apply(doc, stored.updates)
    } catch (error) {
      throw new BoardDamaged(id, `what is stored cannot be applied: ${String(error)}`)
    }
    const stateBytes = stored.updates.reduce((sum, update) => sum + update.length, 0) - stored.journalBytes
    const renewed = await renewBoard(this.options, id, doc)
    const { sequence, journalBytes } = stored
    return new Room({
      id,
      ...(renewed ? { ...renewed, journalBytes: 0 } : { doc, sequence, journalBytes, stateBytes }),
      log,
      logger,
      clock: this.clock,
      judge: this.options.judge,
      judgeParts: this.options.judgeParts,
      believes: this.options.believes,
      observe: this.options.observe,
      onAppended: (room, people) => this.changed(room, people),
      onEmpty: () => this.touch(id),
    })
  }

  private changed(room: Room, people: ReadonlySet<string>): void {
    this.touch(room.id)
    const entry = this.entries.get(room.id)
    if (entry) this.noteChange(entry, room)
    const due = entry?.snapshotAfter ?? 0
    if (room.journalBytes > this.snapshotBytes && this.clock.now() > due) void this.snapshot(room)
    try {
      this.options.onChanged?.(room.id, people)
    } catch (error) {
      // A listener's failure must not stop the tick that is under way.
      this.options.logger.error({ board: room.id, error }, 'a listener to changes failed')
    }
  }

  private noteChange(entry: Entry, room: Room): void {
    entry.changes.count(this.clock.now())
    if (entry.unsavedSince === null) this.watchSaving(entry, room)
  }

  /** Of what is appended while something waits it is known only that it is younger. */
  private watchSaving(entry: Entry, room: Room): void {
    entry.unsavedSince = this.clock.now()
    const { sequence } = room
    void room.whenSaved().then(() => {
      if (room.sequence === sequence) entry.unsavedSince = null
      else this.watchSaving(entry, room)
    })
  }

  private touch(id: RoomId): void {
    const entry = this.entries.get(id)
    if (entry) entry.usedAt = this.clock.now()
  }

  /** Takes a snapshot, one at a time for a room; a failure is told and left to the next occasion. */
  private async snapshot(room: Room): Promise<boolean> {
    const entry = this.entries.get(room.id)
    if (!entry || entry.snapshotting) return false
    entry.snapshotting = true
    try {
      // In a turn of its own: the snapshot begins with a tick, and this may be called from within one.
      await Promise.resolve()
      await room.snapshot()
      this.options.observe?.snapshot?.(true)
      return true
    } catch (error) {
      this.options.observe?.snapshot?.(false)
      this.options.logger.warn({ board: room.id, error: String(error) }, 'snapshot failed')
      entry.snapshotAfter = this.clock.now() + snapshotRetryMs
      return false
    } finally {
      entry.snapshotting = false
    }
  }

  /** The log asks for a snapshot, also of boards that nobody has open. */
  private async snapshotWanted(id: RoomId): Promise<void> {
    try {
      await this.snapshot(await this.open(id))
    } catch (error) {
      this.options.logger.warn({ board: id, error: String(error) }, 'no snapshot of this board')
    }
  }

  private closeIdle(): void {
    const before = this.clock.now() - this.idleMs
    for (const [id, entry] of this.entries) {
      if (entry.open && !entry.ends && entry.usedAt <= before) void this.putAway(id, entry, entry.open)
    }
  }

  /** Out of memory with a room that is empty and saved; whoever opens it meanwhile waits. */
  private async putAway(id: RoomId, entry: Entry, room: Room): Promise<void> {
    if (room.sessions.size > 0 || !room.saved) return
    let done = () => {}
    entry.ends = new Promise((resolve) => {
      done = resolve
    })
    const kept = room.journalBytes === 0 || (await this.snapshot(room))
    // Somebody may have held on to the room and written into it meanwhile.
    if (kept && room.sessions.size === 0 && room.saved) await this.retire(id, room)
    else entry.usedAt = this.clock.now()
    entry.ends = null
    done()
  }

  /** Nobody can write any more, and whoever opens still waits: the moment for a new epoch. */
  private async retire(id: RoomId, room: Room): Promise<void> {
    room.close(CloseCode.GoingAway, 'room is idle')
    this.options.onPuttingAway?.(room)
    try {
      const renewed = await renewBoard(this.options, id, room.doc)
      renewed?.doc.destroy()
    } catch (error) {
      this.options.logger.warn({ board: id, error: String(error) }, 'no new epoch for this board now')
    }
    this.drop(id, room, CloseCode.GoingAway, 'room is idle')
    this.options.logger.debug?.({ board: id }, 'room put away')
  }

  private drop(id: RoomId, room: Room, code: CloseCode, reason: string): void {
    if (this.entries.get(id)?.open === room) this.entries.delete(id)
    room.close(code, reason)
    room.doc.destroy()
  }

  private savedOrFailing(room: Room): Promise<void> {
    const { log } = this.options
    if (!log.health().ok) return Promise.resolve()
    return new Promise((resolve) => {
      const stop = log.onHealth(({ ok }) => {
        if (!ok) finish()
      })
      const finish = () => {
        stop()
        resolve()
      }
      void room.whenSaved().then(finish)
    })
  }

  private openRooms(): Room[] {
    return [...this.entries.values()].map((entry) => entry.open).filter((room) => room !== null)
  }

  private tellSaving(ok: boolean): void {
    for (const room of this.openRooms()) room.tellSaving(ok)
  }

  private keepAlive(): void {
    for (const room of this.openRooms()) room.keepAlive()
  }

  private every(ms: number, run: () => void): () => void {
    let cancel = () => {}
    const arm = () => {
      cancel = this.clock.after(ms, () => {
        arm()
        run()
      })
    }
    arm()
    return () => cancel()
  }
}
