import * as Y from 'yjs'
import { Applying, badUpdate } from './applying.ts'
import { AwarenessRelay } from './awarenessRelay.ts'
import { makeBatch } from './batch.ts'
import type { Clock } from './clock.ts'
import { CloseCode, SyncError } from './closeCodes.ts'
import { Delivery } from './delivery.ts'
import { takePending } from './document.ts'
import { epochOf } from './epoch.ts'
import { type FirstState, FirstStates, vectorBefore } from './firstState.ts'
import { type Arrival, takeIn } from './intake.ts'
import { joinUpdates } from './joinUpdates.ts'
import { EditRefused, type Judge, type PartsJudge } from './judge.ts'
import { limits } from './limits.ts'
import { Outbox } from './outbox.ts'
import * as protocol from './protocol.ts'
import { Session, type Who } from './session.ts'
import { Stragglers } from './stragglers.ts'
import { Tick } from './tick.ts'
import type {
  Appended,
  BoardLog,
  Logger,
  Origin,
  RoomHandle,
  RoomId,
  RoomObserver,
  RoomSocket,
  SessionPlace,
} from './types.ts'
import { Uploads } from './uploads.ts'

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
  /** The same for what is too large to be judged at once. */
  judgeParts?: PartsJudge | undefined
  /** Told of what happens here. */
  observe?: RoomObserver | undefined
  /** Called after each appended change; `people` are the ids of the persons whose sessions brought it. */
  onAppended(room: Room, people: ReadonlySet<string>): void
  /** Called when the last session has left. */
  onEmpty(room: Room): void
}

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
  private readonly awareness = new AwarenessRelay()
  private readonly delivery: Delivery
  private readonly outbox: Outbox
  private readonly stragglers: Stragglers
  private readonly tick: Tick
  private readonly applying: Applying
  private readonly uploads: Uploads
  /** Parts of a large update that are in the document, but are sent on with the last one. */
  private gathered: Uint8Array[] = []
  private arrivals: Arrival[] = []
  private fresh: Uint8Array[] = []
  private lastAppended: Appended | null = null
  private closed = false
  private readonly states: FirstStates

  constructor(private readonly options: RoomOptions) {
    this.id = options.id
    this.doc = options.doc
    this.epoch = epochOf(options.doc)
    this.sequence = options.sequence
    this.states = new FirstStates(options.doc)
    const { clock, observe } = options
    const { members } = this
    const end = (session: Session, code: CloseCode, reason: string) => {
      options.logger.info({ board: this.id, person: session.who.id, code, reason }, 'session refused')
      this.end(session, code, reason)
    }
    this.tick = new Tick({
      clock,
      sessions: () => members.size,
      run: () => this.runTick(),
      ticked: (late, took) => observe?.ticked(late, took),
    })
    this.delivery = new Delivery({ members, awareness: this.awareness, now: () => clock.now(), end, observe })
    this.outbox = new Outbox({
      delivery: this.delivery,
      savedSequence: options.sequence,
      vectorWithout: (updates) => vectorBefore(this.doc, [...this.gathered, ...updates]),
      work: (run) => this.work(run),
    })
    this.stragglers = new Stragglers({
      clock,
      members,
      caughtUp: () => this.tick.ask(),
      tellPresence: (session) => this.delivery.sendMissedPresence(session),
      askForMissing: (session) => this.send(session, this.states.vectorFrame()),
      end,
    })
    this.applying = new Applying({
      doc: this.doc,
      members: this.members,
      judge: options.judge,
      refuse: (session, error) => this.refuse(session, error),
    })
    this.uploads = new Uploads({
      doc: this.doc,
      clock,
      judge: options.judge,
      judgeParts: options.judgeParts,
      arrive: (arrival) => this.arrive(arrival),
      refuse: (session, error) => this.refuse(session, error),
    })
    this.journalBytes = options.journalBytes
    this.stateBytes = options.stateBytes
    this.doc.on('update', this.takeFresh)
  }

  /** Sessions present right now. */
  get sessions(): ReadonlySet<Session> {
    return this.members
  }

  /** Bytes of the board: its snapshot and the journal since. */
  get boardBytes(): number {
    return this.stateBytes + this.journalBytes
  }

  /** Bytes that wait here: held back, or for the rest of large updates. */
  get waitingBytes(): number {
    let bytes = this.uploads.bytes
    for (const session of this.members) bytes += session.waitingBytes
    return bytes
  }

  now(): number {
    return this.options.clock.now()
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
    this.makeWayFor(who)
    const session = new Session(who, socket)
    this.members.add(session)
    this.send(session, this.states.vectorFrame())
    this.delivery.sendEverybody(session)
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
    this.tick.ask()
  }

  /** The session is over; its presence goes, its edits stay. */
  leave(session: Session): void {
    if (!this.members.delete(session)) return
    this.awareness.leave(session)
    this.outbox.forget(session)
    session.dropWaiting()
    this.uploads.leave(session)
    this.tick.ask()
    if (this.members.size > 0) return
    this.states.forget()
    this.options.onEmpty(this)
  }

  /** Ends a session from this side. */
  end(session: Session, code: CloseCode, reason: string): void {
    this.options.observe?.refused(code, reason)
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
    this.tick.run()
    try {
      // As work of the room's, so that no tick begins in the middle of it.
      this.work(() => {
        this.doc.transact(() => change(this.doc), origin)
        if (takePending(this.doc).length > 0) throw badUpdate()
      })
    } finally {
      this.tick.run()
    }
    await this.whenSaved()
  }

  /**
   * The whole document as one update, encoded once for all who come over HTTP or the socket; who has it and joins is
   * sent what is newer. Resolves when all of it may be passed on.
   */
  async firstState(): Promise<FirstState> {
    if (this.fresh.length > 0) this.tick.run()
    const { revision, state } = this.states.first(this.sequence)
    await this.lastAppended?.passOn
    return { revision, epoch: this.epoch, state, saved: this.outbox.savedSequence >= revision }
  }

  /** Resolves once everything appended so far is on disk. */
  async whenSaved(): Promise<void> {
    await this.lastAppended?.saved
  }

  /** Puts the whole document into the log, so that older journal can go. */
  async snapshot(): Promise<void> {
    this.tick.run()
    const { sequence, journalBytes } = this
    const state = this.states.whole()
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
    const before = this.now() - limits.keepAliveMs
    for (const session of this.members) {
      if (session.lastSentAt <= before) this.send(session, protocol.encodeAwareness([]))
    }
  }

  /** Ends every session and takes no more; what arrived is applied and appended. */
  close(code: CloseCode, reason: string): void {
    this.uploads.stop()
    this.tick.run()
    this.closed = true
    this.tick.stop()
    for (const session of [...this.members]) this.end(session, code, reason)
    this.stragglers.stop()
    this.doc.off('update', this.takeFresh)
  }

  /** The oldest goes: it may be a line that died without our knowing. Nobody fills a room by themselves. */
  private makeWayFor({ id, many }: Who): void {
    if (many) return
    const own = [...this.members].filter(({ who }) => who.id === id)
    for (const session of own.slice(0, Math.max(0, own.length + 1 - limits.sessionsPerPerson))) {
      this.end(session, CloseCode.RoomFull, 'too many sessions of one person')
    }
  }

  private take(session: Session, frame: Uint8Array): void {
    const asked = takeIn(this, session, frame)
    if (asked?.kind === 'awareness') this.awareness.receive(session, asked.entries)
    else if (asked?.kind === 'queryAwareness') this.delivery.answerQuery(session)
    else if (asked) {
      const arrival = this.uploads.take(asked)
      if (arrival && !isNothing(arrival)) this.arrivals.push(arrival)
    }
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

  /** What waited behind a large update, or a part of one: which has a tick of its own. */
  private arrive(arrival: Arrival): void {
    const isPart = arrival.kind === 'update' && arrival.judged
    if (isPart) this.tick.run()
    this.arrivals.push(arrival)
    if (isPart) this.tick.run()
    else this.tick.ask()
  }

  private readonly takeFresh = (update: Uint8Array): void => {
    this.fresh.push(update)
    this.tick.ask()
  }

  /** Work after which somebody may have to wait. */
  private work(run: () => void): void {
    this.tick.work(() => {
      run()
      this.stragglers.note()
    })
  }

  /** A tick: applies and appends what arrived, and queues what follows from it. False: there was nothing. */
  private runTick(): boolean {
    const arrivals = this.arrivals
    this.arrivals = []
    const serverWrote = this.fresh.length > 0
    const authors = this.apply(arrivals)
    const busy = arrivals.length > 0 || this.awareness.hasNews
    // Cursors travel with the edits, but they do not wait for a slow disk.
    if (this.outbox.waits && this.awareness.hasNews) this.delivery.sendPresence()
    const appended = this.append(authors)
    const only = authors.size === 1 && !serverWrote ? [...authors][0] : null
    const change = this.gather(arrivals, appended?.update ?? null)
    const { members, states, sequence } = this
    const whole = this.gathered.length === 0
    const batch = makeBatch({ members, states, arrivals, change, author: only ?? null, sequence, whole })
    if (appended || batch.answers.size > 0 || batch.checkpoints.size > 0 || this.awareness.hasNews) {
      this.outbox.add(batch, appended)
    }
    if (this.awareness.hasNews) this.tick.ask()
    this.stragglers.note()
    return busy || appended !== null
  }

  /** Applies the updates among the arrivals in one transaction; returns everybody whose work it was. */
  private apply(arrivals: readonly Arrival[]): ReadonlySet<Session> {
    const updates = arrivals.filter((arrival) => arrival.kind === 'update')
    if (updates.length === 0) return new Set()
    const origin: Origin = { from: 'session', session: updates[0]?.session }
    return this.doc.transact(() => this.applying.apply(updates), origin)
  }

  /** Gives the log what changed since the last tick, as one update. */
  private append(authors: ReadonlySet<Session>): (Appended & { update: Uint8Array }) | null {
    const [first, ...more] = this.fresh
    this.fresh = []
    if (!first) return null
    const update = more.length === 0 ? first : Y.mergeUpdates([first, ...more])
    const appended = this.options.log.append(this.id, update)
    this.sequence = appended.sequence
    this.states.changed(update)
    this.journalBytes += update.length
    this.lastAppended = appended
    this.options.onAppended(this, new Set([...authors].map(({ who }) => who.id)))
    return { ...appended, update }
  }

  /** Half an edit is nothing to look at, and yjs tidies the marks of a text that it has half of: all parts or none. */
  private gather([arrival]: readonly Arrival[], update: Uint8Array | null): Uint8Array | null {
    const judged = arrival?.kind === 'update' ? arrival.judged : undefined
    if (!judged) return update
    if (update) this.gathered.push(update)
    if (judged === 'part' || this.gathered.length === 0) return null
    return joinUpdates(this.gathered.splice(0))
  }

  private send(session: Session, frame: Uint8Array): void {
    this.delivery.send(session, frame)
  }
}

/** Every handshake of somebody who has nothing new ends with an update that holds nothing. */
const isNothing = (arrival: Arrival): boolean =>
  arrival.kind === 'update' && arrival.update.length === 2 && arrival.update.every((byte) => byte === 0)

const savingFrame = (ok: boolean) => protocol.encodeServerNumber({ type: 'saving', number: ok ? 1 : 0 })
