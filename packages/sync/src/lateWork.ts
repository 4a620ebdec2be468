import * as Y from 'yjs'
import type { Clock } from './clock.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import { carriedOver, noteCarriedOver } from './epoch.ts'
import { applyLate, epochReason, LateVisit } from './LateVisit.ts'
import { limits } from './limits.ts'
import type { Room } from './Room.ts'
import type { BoardLog, Drain, Logger, RoomId } from './types.ts'

export interface LateWorkOptions {
  log: BoardLog
  logger: Logger
  clock: Clock
  drain: Drain
  /** The board's room, with whatever epoch it has by then. */
  open(id: RoomId): Promise<Room>
}

/** Receives people of epochs that are over, and carries their work over into the current ones. */
export class LateWork {
  private readonly visits = new Map<LateVisit, RoomId>()
  /** The last carrying of each board: they take turns, since each builds on what the one before has archived. */
  private readonly turns = new Map<RoomId, Promise<void>>()

  constructor(private readonly options: LateWorkOptions) {}

  /** Somebody comes with a document of this epoch; null where it is not kept. */
  async receive(id: RoomId, epoch: number): Promise<LateVisit | null> {
    const { log, logger, clock } = this.options
    const archived = await log.archived(id, epoch)
    if (!archived || archived.length > limits.lateUpdates) return null
    return new LateVisit({
      id,
      doc: docOf(archived),
      logger,
      saving: log.health().ok,
      now: () => clock.now(),
      after: (ms, run) => clock.after(ms, run),
      carry: (update) => this.inTurn(id, () => this.carry(id, epoch, update)),
      onJoin: (visit) => this.visits.set(visit, id),
      onEnd: (visit) => this.visits.delete(visit),
    })
  }

  /** Carries an update of an old epoch over, without anybody being here; resolves once it is on disk. */
  async bring(id: RoomId, epoch: number, update: Uint8Array): Promise<void> {
    const archived = await this.options.log.archived(id, epoch)
    if (!archived) throw new SyncError(CloseCode.EpochChanged, epochReason.lost)
    const doc = docOf(archived)
    const fresh: Uint8Array[] = []
    doc.on('update', (change: Uint8Array) => fresh.push(change))
    applyLate(doc, update)
    doc.destroy()
    const [first] = fresh
    if (first) await this.inTurn(id, () => this.carry(id, epoch, first))
  }

  /** Ends the visits for which `which` says so. */
  end(code: CloseCode, reason: string, which: (id: RoomId, visit: LateVisit) => boolean): void {
    for (const [visit, id] of [...this.visits]) if (which(id, visit)) visit.end(code, reason)
  }

  /** Resolves when nothing is being carried over. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.turns.values())
  }

  private inTurn(id: RoomId, work: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(id) ?? Promise.resolve()).catch(() => undefined).then(work)
    this.turns.set(id, turn)
    const done = () => {
      if (this.turns.get(id) === turn) this.turns.delete(id)
    }
    turn.then(done, done)
    return turn
  }

  /**
   * First the update goes into the archive, then into the current document together with the count of what was
   * carried over: after a crash in between, whoever comes next carries over what is archived but not counted.
   */
  private async carry(id: RoomId, epoch: number, update: Uint8Array | null): Promise<void> {
    const { log, open, drain } = this.options
    if (update) await log.archiveLate(id, epoch, update)
    const archived = await log.archived(id, epoch)
    if (!archived) throw new SyncError(CloseCode.EpochChanged, epochReason.lost)
    const room = await open(id)
    const [ended, ...late] = archived
    const done = carriedOver(room.doc, epoch)
    if (!ended || late.length <= done) return room.whenSaved()
    const before = docOf([ended, ...late.slice(0, done)])
    const after = docOf(archived)
    try {
      await room.edit('late work', (current) => {
        drain(before, after, current)
        noteCarriedOver(current, epoch, late.length)
      })
    } finally {
      before.destroy()
      after.destroy()
    }
  }
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}
