import { joinPresence, type PresenceState, readRecords } from '@sheshi/board'
import { regionShown, regionsOnBoard, type StandingRegion } from '@sheshi/methods'
import type { Board, Locale, ShowingView } from '@sheshi/records'
import { decodeServerFrame, type Room } from '@sheshi/sync'

/** What somebody who watches a board without its document is told. */
export interface Watcher {
  /** Whose it is: the session's id. */
  person: string
  locale: Locale
  tell(event: WatchEvent, data: unknown): void
  /** Every so often, so that no proxy takes the stream for dead. */
  stayAlive(): void
}

export type WatchEvent = 'changed' | 'people' | 'showing' | 'saving' | 'ended'

/** Milliseconds between two words about the drawing, and between two looks at who is there and what is shown. */
const changedEvery = 1_000
const lookEvery = 400
/** Proxies cut what says nothing for a minute; pages forget a presence that is not renewed in 30 s. */
const aliveEvery = 15_000
/** Regions are moved by facilitators now and then: they are looked up again no sooner than this. */
const regionsEvery = 5_000

/** One board, watched for all who follow it without its document: what they hear is read once for all of them. */
export class BoardWatch {
  private readonly watchers = new Map<Watcher, Map<WatchEvent, string>>()
  private readonly states = new Map<number, unknown>()
  private heard = new WeakSet<Uint8Array>()
  private readonly regions = new Map<Locale, { at: number; found: StandingRegion[] }>()
  private changes = 0
  private saving = true
  private changeTimer: NodeJS.Timeout | null = null
  private lookTimer: NodeJS.Timeout | null = null
  private aliveTimer: NodeJS.Timeout | null = null

  constructor(
    private readonly room: Room,
    private readonly template: Board['template'],
  ) {}

  /** Begins to tell somebody; returns the way to stop. */
  watch(watcher: Watcher): () => void {
    if (this.watchers.size === 0) this.start()
    this.watchers.set(watcher, new Map())
    this.look()
    this.tellNews(watcher, 'changed', { change: this.changes })
    if (!this.saving) this.tellNews(watcher, 'saving', { ok: false })
    return () => {
      if (this.watchers.delete(watcher) && this.watchers.size === 0) this.stop()
    }
  }

  /** How many streams somebody has. */
  streamsOf(person: string): number {
    return [...this.watchers.keys()].filter((watcher) => watcher.person === person).length
  }

  /** A frame that the room has sent to one of those who watch; the same one goes to all of them. */
  hear(frame: Uint8Array): void {
    if (this.heard.has(frame)) return
    this.heard.add(frame)
    const message = decodeServerFrame(frame)
    if (message.type === 'saving') {
      this.saving = message.number === 1
      this.tellAll('saving', { ok: this.saving })
    }
    if (message.type !== 'awareness') return
    for (const { clientId, state } of message.entries) {
      if (state === null) this.states.delete(clientId)
      else this.states.set(clientId, state)
    }
    this.lookSoon()
  }

  private start(): void {
    this.room.doc.on('update', this.noteChange)
    this.aliveTimer = setInterval(() => {
      for (const watcher of this.watchers.keys()) watcher.stayAlive()
    }, aliveEvery).unref()
  }

  private stop(): void {
    this.room.doc.off('update', this.noteChange)
    for (const timer of [this.changeTimer, this.lookTimer]) if (timer) clearTimeout(timer)
    if (this.aliveTimer) clearInterval(this.aliveTimer)
    this.changeTimer = null
    this.lookTimer = null
    this.states.clear()
    this.saving = true
    this.heard = new WeakSet()
    this.regions.clear()
  }

  private readonly noteChange = (): void => {
    this.changes += 1
    this.changeTimer ??= setTimeout(() => {
      this.changeTimer = null
      this.tellAll('changed', { change: this.changes })
    }, changedEvery).unref()
  }

  private lookSoon(): void {
    this.lookTimer ??= setTimeout(() => {
      this.lookTimer = null
      this.look()
    }, lookEvery).unref()
  }

  /** Who is there, and what the facilitator looks at; each is told what is news to them. */
  private look(): void {
    const present = [...joinPresence(this.states)]
    const people = present.filter(([, { role }]) => role !== 'screen').length
    const bounds = leaderOf(present)?.viewport ?? null
    for (const [watcher] of this.watchers) {
      this.tellNews(watcher, 'people', { count: people })
      this.tellNews(watcher, 'showing', bounds && this.showing(bounds, watcher.locale))
    }
  }

  private showing(bounds: ShowingView['bounds'], locale: Locale): ShowingView {
    const [x, y, w, h] = bounds
    const region = regionShown(this.regionsIn(locale), { x, y, w, h })
    return { bounds, region: region && { id: region.id, name: region.name } }
  }

  private regionsIn(locale: Locale): StandingRegion[] {
    const known = this.regions.get(locale)
    const now = performance.now()
    if (known && known.at + regionsEvery > now) return known.found
    const found = regionsOnBoard(readRecords(this.room.doc), this.template, locale)
    this.regions.set(locale, { at: now, found })
    return found
  }

  private tellAll(event: WatchEvent, data: unknown): void {
    for (const watcher of [...this.watchers.keys()]) this.tellNews(watcher, event, data)
  }

  private tellNews(watcher: Watcher, event: WatchEvent, data: unknown): void {
    const told = this.watchers.get(watcher)
    const text = JSON.stringify(data)
    if (!told || told.get(event) === text) return
    told.set(event, text)
    watcher.tell(event, data)
  }
}

/** Of several facilitators the same one as on the big screen: by name, then by id. */
function leaderOf(present: readonly (readonly [number, PresenceState])[]): PresenceState | null {
  const leaders = present.filter(([, { role, viewport }]) => role === 'facilitator' && viewport !== null)
  const order = ([id, { name }]: (typeof leaders)[number]) => [name, `user:${id}`] as const
  leaders.sort((one, other) => {
    const [[name, id], [otherName, otherId]] = [order(one), order(other)]
    return name.localeCompare(otherName) || id.localeCompare(otherId)
  })
  return leaders[0]?.[1] ?? null
}

/** The watches of rooms, each as long as its room. */
export class BoardWatches {
  private readonly byRoom = new WeakMap<Room, BoardWatch>()

  of(room: Room, { template }: Pick<Board, 'template'>): BoardWatch {
    const known = this.byRoom.get(room)
    if (known) return known
    const watch = new BoardWatch(room, template)
    this.byRoom.set(room, watch)
    return watch
  }
}
