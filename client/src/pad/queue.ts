import type { NoteColor } from '@sheshi/records'
import { ApiProblem } from '../app/api.ts'
import type { Photo } from './photo.ts'
import type { Stroke } from './sketch.ts'

/** A note on its way to the board. Its id is drawn here, so that it is one note however often it is sent. */
export interface Pending {
  id: string
  boardId: string
  /** When it was written, in milliseconds since 1970. */
  at: number
  text: string
  region: string | null
  color: NoteColor | null
  signed: boolean
  sketch: Stroke[] | null
  photo: Photo | null
  /** The picture's name on the server, once it is there. */
  asset: string | null
  /** Why the server will not have it; null: it will be sent. */
  refused: ApiProblem['kind'] | null
}

/** Where notes rest until the board has them. */
export interface PendingStore {
  all(boardId: string): Promise<Pending[]>
  put(pending: Pending): Promise<void>
  remove(id: string): Promise<void>
}

interface QueueOptions {
  boardId: string
  store: PendingStore
  /** Sends one, and says what it has learnt on the way (the picture's name). Throws `ApiProblem`. */
  send(pending: Pending, learnt: (asset: string) => Promise<void>): Promise<void>
  /** One has arrived. */
  onSent(pending: Pending): void
  /** One was refused. */
  onRefused(pending: Pending): void
}

/** What passes by itself: it is tried again. */
const passing = new Set<ApiProblem['kind']>([
  'offline',
  'not-saving',
  'internal',
  'too-many-requests',
  'lab-full',
  // One may come back with another code, and then it is sent.
  'not-signed-in',
  'forbidden',
  'invite-withdrawn',
  'invite-over',
])
const firstPause = 1_500
const longestPause = 30_000

/** Notes that wait, in the order in which they were written; each is sent until the board has it. */
export class Queue {
  private items: readonly Pending[] = []
  private readonly listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | null = null
  private busy = false
  private pause = firstPause
  private stopped = false

  constructor(private readonly options: QueueOptions) {}

  /** Takes up what was left when the page was closed. */
  async load(): Promise<void> {
    this.stopped = false
    const kept = await this.options.store.all(this.options.boardId)
    const known = new Set(this.items.map(({ id }) => id))
    this.set([...kept.filter(({ id }) => !known.has(id)), ...this.items].sort((a, b) => a.at - b.at))
    this.kick()
  }

  readonly getSnapshot = (): readonly Pending[] => this.items

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Resolves once it is kept here; then it is on its way. */
  async add(pending: Pending): Promise<void> {
    await this.options.store.put(pending)
    this.set([...this.items, pending])
    this.kick()
  }

  /** Tries again what was refused, perhaps changed. */
  async retry(pending: Pending): Promise<void> {
    await this.replace({ ...pending, refused: null })
    this.kick()
  }

  /** Gives one up. */
  async drop(id: string): Promise<void> {
    await this.options.store.remove(id)
    this.set(this.items.filter((item) => item.id !== id))
  }

  /** Sends now what waits: the network may be back. */
  kick(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.pause = firstPause
    void this.work()
  }

  stop(): void {
    this.stopped = true
    if (this.timer) clearTimeout(this.timer)
  }

  private async work(): Promise<void> {
    if (this.busy || this.stopped) return
    this.busy = true
    try {
      for (let next = this.next(); next && !this.stopped; next = this.next()) {
        if (!(await this.sendOne(next))) return this.later()
        this.pause = firstPause
      }
    } finally {
      this.busy = false
    }
  }

  private next(): Pending | undefined {
    return this.items.find(({ refused }) => refused === null)
  }

  /** False: not now, but later. */
  private async sendOne(pending: Pending): Promise<boolean> {
    const { send, onSent, onRefused } = this.options
    try {
      await send(pending, (asset) => this.replace({ ...pending, asset }))
    } catch (error) {
      const kind = error instanceof ApiProblem ? error.kind : 'internal'
      if (passing.has(kind)) return false
      const refused = { ...pending, refused: kind }
      await this.replace(refused)
      onRefused(refused)
      return true
    }
    await this.drop(pending.id)
    onSent(pending)
    return true
  }

  private later(): void {
    if (this.stopped) return
    this.timer = setTimeout(() => void this.work(), this.pause)
    this.pause = Math.min(longestPause, this.pause * 2)
  }

  private async replace(pending: Pending): Promise<void> {
    await this.options.store.put(pending)
    this.set(this.items.map((item) => (item.id === pending.id ? pending : item)))
  }

  private set(items: readonly Pending[]): void {
    this.items = items
    for (const listener of this.listeners) listener()
  }
}

/** An id that nobody else draws; also on plain http, where browsers have no `randomUUID`. */
export function drawId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
