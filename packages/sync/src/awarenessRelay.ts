import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'
import { type AwarenessEntry, encodeAwareness } from './protocol.ts'
import type { Session, Who } from './session.ts'

const gone = new TextEncoder().encode('null')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Whether what a state says of its author may be true; `state` is whatever object they sent. */
export type Believes = (who: Who, state: object) => boolean

interface Presence extends AwarenessEntry {
  owner: Session
}

/** Presence frames to hand out; `author` is set where all the news comes from one session. */
export interface PresenceNews {
  frame: Uint8Array
  author: Session | null
}

/**
 * The presence of a room's people: who owns which awareness id, the newest state of each, and what is news since
 * the last tick. States are passed on as bytes.
 */
export class AwarenessRelay {
  private readonly present = new Map<number, Presence>()
  private readonly departed = new Map<number, { clock: number; person: string }>()
  private readonly news = new Map<number, AwarenessEntry>()
  private readonly newsFrom = new Set<Session>()
  private readonly owned = new Map<Session, Set<number>>()
  private everybodyFrame: Uint8Array | null = null

  constructor(private readonly believes: Believes = () => true) {}

  /** True when something is new since `takeNews`. */
  get hasNews(): boolean {
    return this.news.size > 0
  }

  /**
   * Takes in what a session says. Entries of other people are left out silently: y-websocket clients echo
   * everything they hear. So is what a state claims of its author that is not so.
   * @throws SyncError where its own entries are too many, too large, or not JSON objects.
   */
  receive(session: Session, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) {
      if (!this.mayClaim(session, entry)) continue
      const known = this.present.get(entry.clientId)
      const state = parseState(entry.state)
      const leaves = state === null
      if (state && !this.believes(session.who, state)) continue
      if (known && !isNewer(entry, known, leaves) && !movesOver(session, entry, known)) continue
      if (leaves) this.forget(entry.clientId, entry.clock)
      else this.keep(session, entry)
    }
  }

  /** The session's people are gone for everybody. */
  leave(session: Session): void {
    for (const clientId of [...(this.owned.get(session) ?? [])]) {
      const presence = this.present.get(clientId)
      if (presence) this.forget(clientId, presence.clock)
    }
  }

  /** What is new since the last call, in one frame; null when nothing is. */
  takeNews(): PresenceNews | null {
    if (this.news.size === 0) return null
    const [only, ...more] = this.newsFrom
    const frame = encodeAwareness(this.news.values())
    this.news.clear()
    this.newsFrom.clear()
    return { frame, author: more.length === 0 ? (only ?? null) : null }
  }

  /** Everybody's newest state in one frame; null when nobody is there. */
  everybody(): Uint8Array | null {
    if (this.present.size === 0) return null
    this.everybodyFrame ??= encodeAwareness(this.present.values())
    return this.everybodyFrame
  }

  private mayClaim(session: Session, { clientId, clock }: AwarenessEntry): boolean {
    const owner = this.present.get(clientId)?.owner
    // The same person on a new socket takes over: the old one may be dead without our knowing yet.
    if (owner) return owner === session || owner.who.id === session.who.id
    const departed = this.departed.get(clientId)
    const ownReturn = departed?.person === session.who.id && !session.handshaken
    if (departed && !ownReturn && clock <= departed.clock) return false
    if ((this.owned.get(session)?.size ?? 0) >= limits.awarenessIdsPerSession) {
      throw new SyncError(CloseCode.BadMessage, 'too many awareness ids')
    }
    return true
  }

  private keep(owner: Session, { clientId, clock, state }: AwarenessEntry): void {
    // A copy: the view would keep the whole frame alive.
    const presence = { clientId, clock, state: state.slice(), owner }
    if (this.present.get(clientId)?.owner !== owner) {
      this.disown(clientId)
      this.own(owner, clientId)
    }
    this.present.set(clientId, presence)
    this.departed.delete(clientId)
    this.tell(presence, owner)
  }

  private forget(clientId: number, clock: number): void {
    const presence = this.present.get(clientId)
    if (!presence) return
    this.disown(clientId)
    this.present.delete(clientId)
    this.departed.set(clientId, { clock, person: presence.owner.who.id })
    const [oldest] = this.departed.keys()
    if (this.departed.size > limits.awarenessDeparted && oldest !== undefined) this.departed.delete(oldest)
    this.tell({ clientId, clock, state: gone }, presence.owner)
  }

  private own(session: Session, clientId: number): void {
    const owned = this.owned.get(session)
    if (owned) owned.add(clientId)
    else this.owned.set(session, new Set([clientId]))
  }

  private disown(clientId: number): void {
    const owner = this.present.get(clientId)?.owner
    const owned = owner && this.owned.get(owner)
    if (!owned) return
    owned.delete(clientId)
    if (owned.size === 0) this.owned.delete(owner)
  }

  private tell(entry: AwarenessEntry, from: Session): void {
    this.everybodyFrame = null
    this.news.set(entry.clientId, entry)
    this.newsFrom.add(from)
  }
}

/** y-protocols' rule: a higher clock wins, and leaving wins at the same clock. */
const isNewer = (entry: AwarenessEntry, known: AwarenessEntry, leaves: boolean): boolean =>
  entry.clock > known.clock || (leaves && entry.clock === known.clock)

/**
 * A person who comes back on a new socket says the same again; from then on it is the new socket's. The same from
 * another tab of theirs is an echo: a tab says what is its own before it can have heard of anything.
 */
const movesOver = (session: Session, entry: AwarenessEntry, known: Presence): boolean =>
  known.owner !== session && !session.handshaken && entry.clock === known.clock

/** null: it says “gone”. Everybody's client parses it, so one that is no JSON must not pass. */
function parseState(state: Uint8Array): object | null {
  if (state.length > limits.awarenessBytes) throw new SyncError(CloseCode.TooLarge, 'awareness too large')
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(state))
  } catch {
    throw new SyncError(CloseCode.BadMessage, 'malformed awareness')
  }
  if (typeof value !== 'object') throw new SyncError(CloseCode.BadMessage, 'malformed awareness')
  return value
}
