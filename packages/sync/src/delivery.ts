import type { AwarenessRelay, PresenceNews } from './awarenessRelay.ts'
import type { Batch } from './batch.ts'
import { CloseCode } from './closeCodes.ts'
import { limits } from './limits.ts'
import { encodeAwareness } from './protocol.ts'
import type { Session } from './session.ts'
import type { RoomObserver } from './types.ts'

type Frames = readonly Uint8Array[]
const none: Frames = []
const nobody = encodeAwareness([])
/** The state vector of an empty document. */
const nothingSent = new Uint8Array([0])

/** A tick's batch, and what goes with it to one session. */
export interface Parcel extends Pick<Batch, 'update' | 'author' | 'answers'> {
  own(session: Session): Frames
  /** The state vector of all that was sent on before this. */
  vector(): Uint8Array
}

export interface DeliveryOptions {
  members: ReadonlySet<Session>
  awareness: AwarenessRelay
  now(): number
  end(session: Session, code: CloseCode, reason: string): void
  observe?: RoomObserver | undefined
}

/**
 * What each session is sent: one write for each, the same objects for all who are equally up to date, less for those
 * who do not read.
 */
export class Delivery {
  constructor(private readonly options: DeliveryOptions) {}

  /** Sends one frame at once. */
  send(session: Session, frame: Uint8Array): void {
    if (this.admit(session)) this.sent(session.send(frame, this.options.now()))
  }

  /** Tells a session who is there. */
  sendEverybody(session: Session): void {
    const present = this.options.awareness.everybody()
    if (present) this.send(session, present)
  }

  /** The same for who asks: an answer comes even where nobody is there, for it also says that the line lives. */
  answerQuery(session: Session): void {
    this.send(session, this.options.awareness.everybody() ?? nobody)
  }

  /** Sends it to one who was left without for a while. */
  sendMissedPresence(session: Session): void {
    session.missedPresence = false
    this.sendEverybody(session)
  }

  /** Sends the presence that is news, by itself. */
  sendPresence(): void {
    this.deliver({
      update: null,
      author: null,
      answers: new Map(),
      own: () => none,
      vector: () => nothingSent,
    })
  }

  /** Sends a tick's change, and with it the presence that is news by now. */
  deliver(parcel: Parcel): void {
    const { members, awareness } = this.options
    const tray = trayOf(parcel, awareness.takeNews())
    for (const session of [...members]) {
      if (members.has(session)) this.deliverTo(session, parcel, tray)
    }
  }

  private deliverTo(session: Session, parcel: Parcel, tray: Tray): void {
    const own = parcel.own(session)
    const presence = this.presenceFor(session, tray.news)
    const answer = parcel.answers.get(session)
    if (answer) {
      session.answered(answer)
      this.sendAll(session, answer, presence ? [presence, ...own] : own)
      return
    }
    const wanted = this.takesEdits(session, parcel, tray)
    const edits = wanted ? tray.update : none
    if (!presence) this.sendAll(session, edits, own)
    else if (presence === tray.news?.frame) this.sendAll(session, wanted ? tray.all : tray.presence, own)
    else this.sendAll(session, edits, [presence, ...own])
  }

  /** Whether a session is sent the tick's change; one with a full line is behind from now on. */
  private takesEdits(session: Session, { update, author, vector }: Parcel, tray: Tray): boolean {
    if (!update || !session.live || session.behind || session === author) return false
    if (session.bufferedAmount <= limits.behindBytes) return true
    if (!this.admit(session)) return false
    tray.vector ??= vector()
    session.behind = { vector: tray.vector, since: this.options.now(), answering: false }
    return false
  }

  /** What a session is told of the others: the news, nothing on a full line, and all of it once there is room again. */
  private presenceFor(session: Session, news: PresenceNews | null): Uint8Array | null {
    if (!news && !session.missedPresence) return null
    if (session.bufferedAmount > limits.bufferedPresenceBytes) {
      session.missedPresence ||= news !== null && session !== news.author
      return null
    }
    if (!session.missedPresence) return session === news?.author ? null : (news?.frame ?? null)
    session.missedPresence = false
    return this.options.awareness.everybody()
  }

  private sendAll(session: Session, shared: Frames, own: Frames): void {
    if (shared.length + own.length === 0 || !this.admit(session)) return
    this.sent(session.sendAll(shared, own, this.options.now()))
  }

  /** False where a session is gone, or does not read and now goes. */
  private admit(session: Session): boolean {
    if (!this.options.members.has(session)) return false
    if (session.bufferedAmount <= limits.bufferedBytes + session.stateBytes) return true
    this.options.end(session, CloseCode.TooSlow, 'too slow')
    return false
  }

  private sent(bytes: number): void {
    this.options.observe?.sent(bytes)
  }
}

/** The parts that many sessions are sent, each array made once: their sockets join its frames once. */
interface Tray {
  news: PresenceNews | null
  update: Frames
  presence: Frames
  all: Frames
  /** The state vector for whoever falls behind now, made when somebody does. */
  vector: Uint8Array | null
}

function trayOf({ update }: Parcel, news: PresenceNews | null): Tray {
  const edits = update ? [update] : none
  const presence = news ? [news.frame] : none
  const all = update && news ? [update, news.frame] : update ? edits : presence
  return { news, update: edits, presence, all, vector: null }
}
