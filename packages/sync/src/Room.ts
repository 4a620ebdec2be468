import * as Y from 'yjs'
import { AwarenessRelay } from './awarenessRelay.ts'
import type { Clock } from './clock.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import { applyHeld, applyUpdate, checkStateVector, checkUpdate, takePending } from './document.ts'
import { epochOf, fits } from './epoch.ts'
import { EditRefused, type Judge, judgeHeld } from './judge.ts'
import { epochReason } from './LateVisit.ts'
import { limits } from './limits.ts'
import { type Batch, Outbox } from './outbox.ts'
import * as protocol from './protocol.ts'
import { Session, type Who } from './session.ts'
import type {
  Appended,
  BoardLog,
  Logger,
  Origin,
  RoomHandle,
  RoomId,
  RoomSocket,
  SessionPlace,
} from './types.ts'

/** What a room is made of; `sequence` and `journalBytes` are those of the stored board. */
export interface RoomOptions {
  id: RoomId
  doc: Y.Doc
  log: BoardLog
  clock: Clock
  logger: Logger
  sequence: number
  journalBytes: number
  stateBytes: number
  /** Asked before a session's update is applied; without it everything is that can be. */
  judge?: Judge | undefined
  /** Called after each appended change. */
  onAppended(room: Room): void
  /** Called when the last session has left. */
  onEmpty(room: Room): void
}

/** What came in since the last tick, in order. */
type Arrival =
  | { session: Session; kind: 'update'; update: Uint8Array }
  | { session: Session; kind: 'stateVector'; stateVector: Uint8Array }
  | { session: Session; kind: 'checkpoint'; number: number }

/**
 * A board in memory with its sessions. Everything here is synchronous; only the log answers later. An edit goes
 * `receive` → `flush` (one transaction, one append) → `deliver` (after the log's `passOn`), see SPEC.md.
 */
export class Room implements RoomHandle, SessionPlace {
  readonly id: RoomId
  readonly doc: Y.Doc
  /** The document's epoch: a room never sees another one. */
  readonly epoch: number
  /** Where those are let in who say nothing of epochs: what they have must fit. */
  readonly forStrangers: SessionPlace = {
    join: (socket, who) => {
      const session = this.join(socket, who)
      session.epochKnown = this.epoch === 1
      return session
    },
    receive: (session, frame) => this.receive(session, frame),
    leave: (session) => this.leave(session),
  }
  /** Sequence number of the last update given to the log. */
  sequence: number
  journalBytes: number
  stateBytes: number
  private readonly members = new Set<Session>()
  private readonly outbox: Outbox
  private readonly awareness = new AwarenessRelay()
  private arrivals: Arrival[] = []
  private fresh: Uint8Array[] = []
  private lastAppended: Appended | null = null
  private lastFlush = Number.NEGATIVE_INFINITY
  private cancelTick: (() => void) | null = null
  private flushing = false
  private closed = false
  private wholeState: { sequence: number; frame: Uint8Array } | null = null

  constructor(private readonly options: RoomOptions) {
    this.id = options.id
    this.doc = options.doc
    this.epoch = epochOf(options.doc)
    this.sequence = options.sequence
    this.outbox = new Outbox(this.members, options.sequence, (session, frame) => this.send(session, frame))
    this.journalBytes = options.journalBytes
    this.stateBytes = options.stateBytes
    this.doc.on('update', this.takeFresh)
  }

  /** Sessions present right now. */
  get sessions(): ReadonlySet<Session> {
    return this.members
  }

  /** True when everything in the document is on disk. */
  get saved(): boolean {
    return this.outbox.savedSequence === this.sequence
  }

  /**
   * Lets somebody in, and asks their client for what this document lacks.
   * @throws SyncError(RoomFull | GoingAway)
   */
  join(socket: RoomSocket, who: Who): Session {
    if (this.closed) throw new SyncError(CloseCode.GoingAway, 'room is closing')
    if (this.members.size >= limits.sessionsPerRoom) throw new SyncError(CloseCode.RoomFull, 'room is full')
    const session = new Session(who, socket)
    this.members.add(session)
    this.send(session, protocol.encodeStateVector(Y.encodeStateVector(this.doc)))
    const present = this.awareness.everybody()
    if (present) this.send(session, present)
    if (!this.options.log.health().ok) this.send(session, savingFrame(false))
    return session
  }

  /** Takes a frame. A bad one ends its session and nothing else. */
  receive(session: Session, frame: Uint8Array): void {
    // A socket that was closed may still hold frames.
    if (!this.members.has(session)) return
    try {
      this.take(session, frame)
    } catch (error) {
      this.refuse(session, error)
      return
    }
    this.schedule()
  }

  /** The session is over; its presence goes, its edits stay. */
  leave(session: Session): void {
    if (!this.members.delete(session)) return
    this.awareness.leave(session)
    session.held = []
    this.schedule()
    if (this.members.size === 0) this.options.onEmpty(this)
  }

  /** Ends a session from this side. */
  end(session: Session, code: CloseCode, reason: string): void {
    this.leave(session)
    session.close(code, reason)
  }

  /**
   * The server writes into the board. Resolves once the change is saved, which is never while the disk fails.
   * @throws what `change` throws; SyncError(BadMessage) when it applied an update that depends on unknown ones;
   * SyncError(GoingAway) when the room is closed.
   */
  async edit(why: string, change: (doc: Y.Doc) => void): Promise<void> {
    if (this.closed) throw new SyncError(CloseCode.GoingAway, 'room is closing')
    const origin: Origin = { from: 'server', why }
    this.flush()
    this.flushing = true
    try {
      this.doc.transact(() => change(this.doc), origin)
      if (takePending(this.doc).length > 0) throw badUpdate()
    } finally {
      this.flushing = false
      this.flush()
    }
    await this.whenSaved()
  }

  /** Resolves once everything appended so far is on disk. */
  async whenSaved(): Promise<void> {
    await this.lastAppended?.saved
  }

  /** Puts the whole document into the log, so that older journal can go. */
  async snapshot(): Promise<void> {
    this.flush()
    const { sequence, journalBytes } = this
    const state = Y.encodeStateAsUpdate(this.doc)
    await this.options.log.snapshot(this.id, state, sequence)
    this.journalBytes -= journalBytes
    this.stateBytes = state.length
    this.outbox.noteSaved(sequence)
  }

  /** Tells everybody that the disk fails, or works again. */
  tellSaving(ok: boolean): void {
    for (const session of this.members) this.send(session, savingFrame(ok))
  }

  /** Sends the smallest frame to whoever has heard nothing for a while: y-websocket takes silence for a dead line. */
  keepAlive(): void {
    const before = this.options.clock.now() - limits.keepAliveMs
    for (const session of this.members) {
      if (session.lastSentAt <= before) this.send(session, protocol.encodeAwareness([]))
    }
  }

  /** Ends every session and takes no more; what arrived is applied and appended. */
  close(code: CloseCode, reason: string): void {
    this.flush()
    this.closed = true
    for (const session of [...this.members]) this.end(session, code, reason)
    this.cancelTick?.()
    this.doc.off('update', this.takeFresh)
  }

  private take(session: Session, frame: Uint8Array): void {
    if (frame.length > limits.frameBytes) throw new SyncError(CloseCode.TooLarge, 'frame too large')
    if (session.countFrame(this.options.clock.now()) > limits.framesPerSecond) {
      throw new SyncError(CloseCode.RateLimited, 'too many frames')
    }
    const message = protocol.decodeClientFrame(frame)
    switch (message.type) {
      case 'update':
        this.takeUpdate(session, message.update, message.handshake)
        return
      case 'stateVector':
        checkStateVector(message.stateVector)
        if (!session.epochKnown && !fits(this.doc, message.stateVector)) throw otherEpoch()
        session.epochKnown = true
        this.arrivals.push({ session, kind: 'stateVector', stateVector: message.stateVector })
        return
      case 'checkpoint':
        this.arrivals.push({ session, kind: 'checkpoint', number: message.number })
        return
      case 'awareness':
        this.awareness.receive(session, message.entries)
        return
      case 'queryAwareness': {
        const present = this.awareness.everybody()
        if (present) this.send(session, present)
      }
    }
  }

  private takeUpdate(session: Session, update: Uint8Array, handshake: boolean): void {
    checkUpdate(update)
    // Who has not shown yet what they have could bring an old epoch back to life.
    if (!session.epochKnown) throw otherEpoch()
    if (session.access === 'read') {
      // Every handshake ends with one of these. What it may hold, say from before somebody was made a viewer,
      // is dropped: closing for it would lock them out for as long as their browser keeps it.
      if (handshake) return
      throw new SyncError(CloseCode.Forbidden, 'read only')
    }
    if (this.stateBytes + this.journalBytes + update.length > limits.boardBytes) {
      throw new SyncError(CloseCode.TooLarge, 'board is full')
    }
    this.arrivals.push({ session, kind: 'update', update })
  }

  private refuse(session: Session, error: unknown): void {
    const { code, reason } =
      error instanceof SyncError ? error : new SyncError(CloseCode.ServerError, 'server error')
    const why = error instanceof EditRefused ? { why: error.refusal.reason, record: error.refusal.id } : {}
    const details = { board: this.id, person: session.who.id, code, reason, ...why }
    if (error instanceof SyncError) this.options.logger.warn(details, 'session refused')
    else this.options.logger.error({ ...details, error }, 'session failed')
    this.end(session, code, reason)
  }

  /** At once when the room was quiet; otherwise when the tick is due. */
  private schedule(): void {
    if (this.cancelTick || this.flushing || this.closed) return
    const wait = this.lastFlush + limits.gatherMs - this.options.clock.now()
    // Not in the middle of a delivery: the next one would overtake it.
    if (wait <= 0 && !this.outbox.delivering) this.flush()
    else this.cancelTick = this.options.clock.after(Math.max(wait, 0), () => this.flush())
  }

  private readonly takeFresh = (update: Uint8Array): void => {
    this.fresh.push(update)
    this.schedule()
  }

  /** A tick: applies and appends what arrived, and queues what follows from it. */
  private flush(): void {
    this.cancelTick?.()
    this.cancelTick = null
    const arrivals = this.arrivals
    this.arrivals = []
    this.flushing = true
    const author = this.apply(arrivals)
    this.flushing = false
    this.sendPresence()
    const appended = this.append()
    const batch = this.batchOf(arrivals, appended?.update ?? null, author)
    this.outbox.add(batch, appended)
    this.lastFlush = this.options.clock.now()
  }

  /** Applies the updates among the arrivals in one transaction; returns their only author, if there is one. */
  private apply(arrivals: readonly Arrival[]): Session | null {
    const serverWrote = this.fresh.length > 0
    const authors = new Set<Session>()
    let othersHeld = false
    const updates = arrivals.filter((arrival) => arrival.kind === 'update')
    if (updates.length === 0) return null
    const origin: Origin = { from: 'session', session: updates[0]?.session }
    this.doc.transact(() => {
      for (const { session, update } of updates) {
        authors.add(session)
        this.applyFrom(session, update)
      }
      othersHeld = this.retryHeld(authors)
    }, origin)
    const [only] = authors
    return authors.size === 1 && !serverWrote && !othersHeld ? (only ?? null) : null
  }

  private applyFrom(session: Session, update: Uint8Array): void {
    try {
      const refusal = this.options.judge?.(this.doc, update)
      if (refusal) throw new EditRefused(refusal)
      const rest = applyUpdate(this.doc, update)
      // Of a session that has left nothing is kept waiting: its client will send all of it again.
      if (rest.length > 0 && this.members.has(session)) session.held.push(...rest)
      if (session.heldBytes > limits.heldBytes) throw new SyncError(CloseCode.TooLarge, 'too much held back')
    } catch (error) {
      this.refuse(session, error instanceof SyncError ? error : badUpdate())
    }
  }

  /** Updates that waited for their parents are tried again; true where somebody's besides the authors' waited. */
  private retryHeld(authors: ReadonlySet<Session>): boolean {
    let othersHeld = false
    for (let progress = true; progress; ) {
      progress = false
      for (const session of this.members) {
        if (session.held.length === 0) continue
        othersHeld ||= !authors.has(session)
        const before = session.heldBytes
        this.retryHeldOf(session)
        progress ||= session.heldBytes < before
      }
    }
    return othersHeld
  }

  private retryHeldOf(session: Session): void {
    try {
      if (this.options.judge) judgeHeld(this.options.judge, this.doc, session.held)
      session.held = applyHeld(this.doc, session.held)
    } catch (error) {
      this.refuse(session, error instanceof SyncError ? error : badUpdate())
    }
  }

  /** Gives the log what changed since the last tick, as one update. */
  private append(): (Appended & { update: Uint8Array }) | null {
    const [first, ...more] = this.fresh
    this.fresh = []
    if (!first) return null
    const update = more.length === 0 ? first : Y.mergeUpdates([first, ...more])
    const appended = this.options.log.append(this.id, update)
    this.sequence = appended.sequence
    this.journalBytes += update.length
    this.lastAppended = appended
    this.options.onAppended(this)
    return { ...appended, update }
  }

  private batchOf(arrivals: readonly Arrival[], update: Uint8Array | null, author: Session | null): Batch {
    const states = new Map<Session, Uint8Array>()
    const checkpoints = new Map<Session, number>()
    for (const arrival of arrivals) {
      const { session } = arrival
      if (!this.members.has(session)) continue
      // Only the last of each counts: the answer is the same, and asking often must not cost us much.
      if (arrival.kind === 'stateVector') states.set(session, arrival.stateVector)
      if (arrival.kind === 'checkpoint') session.heldCheckpoint = arrival.number
    }
    for (const session of this.members) {
      if (session.heldCheckpoint === null || session.held.length > 0) continue
      checkpoints.set(session, session.heldCheckpoint)
      session.heldCheckpoint = null
    }
    for (const [session, stateVector] of states) states.set(session, this.stateSince(stateVector))
    const frame = update && protocol.encodeUpdate(update)
    return { update: frame, author, states, checkpoints, sequence: this.sequence }
  }

  /** The answer to a state vector; the one for newcomers is made once for all of them. */
  private stateSince(stateVector: Uint8Array): Uint8Array {
    const newcomer = stateVector.length === 1 && stateVector[0] === 0
    if (!newcomer) return protocol.encodeMissing(Y.encodeStateAsUpdate(this.doc, stateVector))
    if (this.wholeState?.sequence !== this.sequence) {
      const frame = protocol.encodeMissing(Y.encodeStateAsUpdate(this.doc))
      this.wholeState = { sequence: this.sequence, frame }
    }
    return this.wholeState.frame
  }

  private sendPresence(): void {
    const news = this.awareness.takeNews()
    if (!news) return
    for (const session of [...this.members]) {
      if (session === news.author) continue
      if (session.bufferedAmount > limits.bufferedPresenceBytes) {
        session.missedPresence = true
        continue
      }
      const frame = session.missedPresence ? this.awareness.everybody() : news.frame
      session.missedPresence = false
      if (frame) this.send(session, frame)
    }
  }

  private send(session: Session, frame: Uint8Array): void {
    if (!this.members.has(session)) return
    if (session.bufferedAmount > limits.bufferedBytes + session.stateBytes) {
      this.end(session, CloseCode.TooSlow, 'too slow')
      return
    }
    session.send(frame, this.options.clock.now())
  }
}

const otherEpoch = () => new SyncError(CloseCode.EpochChanged, epochReason.lost)

const badUpdate = () => new SyncError(CloseCode.BadMessage, 'malformed update')

const savingFrame = (ok: boolean) => protocol.encodeServerNumber({ type: 'saving', number: ok ? 1 : 0 })
