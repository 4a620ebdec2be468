import * as Y from 'yjs'
import { type Clock, systemClock } from './clock.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import type { Judge } from './judge.ts'
import { epochReason } from './LateVisit.ts'
import { LateWork } from './lateWork.ts'
import { limits } from './limits.ts'
import { Room } from './Room.ts'
import { renewBoard } from './renewal.ts'
import type { Session } from './session.ts'
import {
  BoardDamaged,
  type BoardLog,
  type Drain,
  type Logger,
  type Origin,
  type Renew,
  type RoomId,
  type RoomObserver,
  type SessionPlace,
} from './types.ts'

export interface RegistryOptions {
  log: BoardLog
  logger: Logger
  /**
   * Called after each change of a board's document, by whomever; many times a second while people draw. `people` are
   * the ids of the persons whose sessions brought it, none where the server wrote.
   */
  onChanged?(id: RoomId, people: ReadonlySet<string>): void
  /** Told of what happens in rooms. */
  observe?: RoomObserver
  /** Asked before anybody is let in, and when a room is put away. A SyncError or BoardDamaged refuses the board. */
  renew?: Renew
  /** How work of an old epoch comes into the current document; without it such work is not taken. */
  drain?: Drain
  /** Asked before a session's update is applied. */
  judge?: Judge
  clock?: Clock
  /** Milliseconds an empty room stays in memory. */
  idleMs?: number
  /** Bytes of journal after which a room in use takes a snapshot. */
  snapshotBytes?: number
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
}

const snapshotRetryMs = 10_000

export interface RegistryStats {
  rooms: number
  sessions: number
  /** Rooms with changes that are not on disk. */
  unsaved: number
  health: ReturnType<BoardLog['health']>
}

/** The one owner of rooms: makes, opens, saves and puts them away. */
export class RoomRegistry {
  private readonly entries = new Map<RoomId, Entry>()
  private readonly clock: Clock
  private readonly idleMs: number
  private readonly snapshotBytes: number
  private readonly stops: (() => void)[]
  private readonly late: LateWork
  private closing = false

  constructor(private readonly options: RegistryOptions) {
    this.clock = options.clock ?? systemClock
    this.idleMs = options.idleMs ?? limits.idleMs
    this.snapshotBytes = options.snapshotBytes ?? limits.snapshotBytes
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
   * The room of a board, loaded if need be; calls at the same time share one load.
   * @throws SyncError(RoomNotFound) when it was never made, SyncError(GoingAway) while the server stops,
   * BoardDamaged when what is stored cannot be read.
   */
  async open(id: RoomId): Promise<Room> {
    for (let entry = this.entries.get(id); entry?.ends; entry = this.entries.get(id)) await entry.ends
    if (this.closing) throw new SyncError(CloseCode.GoingAway, 'server is stopping')
    const entry = this.entries.get(id) ?? this.load(id)
    entry.usedAt = this.clock.now()
    return entry.opening
  }

  /**
   * Where somebody with a document of this epoch is let in (null: they say nothing of epochs): the room, or the
   * archive of an epoch that is over.
   * @throws as `open`; SyncError(EpochChanged) where that epoch is not kept
   */
  async placeFor(id: RoomId, epoch: number | null): Promise<SessionPlace> {
    const room = await this.open(id)
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

  private load(id: RoomId): Entry {
    const entry: Entry = {
      opening: this.read(id),
      open: null,
      ends: null,
      usedAt: this.clock.now(),
      snapshotting: false,
      snapshotAfter: Number.NEGATIVE_INFINITY,
    }
    this.entries.set(id, entry)
    entry.opening.then(
      (room) => {
        entry.open = room
      },
      () => this.entries.delete(id),
    )
    return entry
  }

  private async read(id: RoomId): Promise<Room> {
    const { log, logger } = this.options
    const stored = await log.load(id)
    if (!stored) throw new SyncError(CloseCode.RoomNotFound, 'no such board')
    const doc = new Y.Doc()
    try {
      doc.transact(() => {
        for (const update of stored.updates) Y.applyUpdate(doc, update)
      })
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
      observe: this.options.observe,
      onAppended: (room, people) => this.changed(room, people),
      onEmpty: () => this.touch(id),
    })
  }

  private changed(room: Room, people: ReadonlySet<string>): void {
    this.touch(room.id)
    const due = this.entries.get(room.id)?.snapshotAfter ?? 0
    if (room.journalBytes > this.snapshotBytes && this.clock.now() > due) void this.snapshot(room)
    try {
      this.options.onChanged?.(room.id, people)
    } catch (error) {
      // A listener's failure must not stop the tick that is under way.
      this.options.logger.error({ board: room.id, error }, 'a listener to changes failed')
    }
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
      return true
    } catch (error) {
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
    try {
      const renewed = await renewBoard(this.options, id, room.doc)
      renewed?.doc.destroy()
    } catch (error) {
      this.options.logger.warn({ board: id, error: String(error) }, 'no new epoch for this board now')
    }
    this.drop(id, room, CloseCode.GoingAway, 'room is idle')
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
