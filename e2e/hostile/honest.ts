import { note } from './records.ts'
import { type Door, Peer, until } from './wire.ts'

/** Milliseconds between two steps of honest people. */
const every = 40

/** Two people who work on a board all the while, one moving a note and the other watching it. */
export class Honest {
  private readonly ada: Peer
  private readonly ben: Peer
  private readonly sentAt = new Map<number, number>()
  private readonly delays: number[] = []
  private timer: ReturnType<typeof setInterval> | null = null
  private steps = 0
  private taken = 0

  private constructor(door: Door, name: string) {
    this.ada = new Peer(door)
    this.ben = new Peer(door)
    this.id = `honest-${name}`
  }

  private readonly id: string

  /** Begins once both have the board. */
  static async at(door: Door, name: string): Promise<Honest> {
    const honest = new Honest(door, name)
    await Promise.all([honest.ada.ready(), honest.ben.ready()])
    honest.begin()
    return honest
  }

  /** How long steps took from one to the other since the last time this was asked, p95 in milliseconds. */
  async lately(): Promise<number> {
    // At least one step that began after what was done.
    const target = this.steps + 2
    await until('honest work arrives', () => this.seen >= target || this.disturbed !== null)
    const sorted = this.delays.slice(this.taken).sort((one, other) => one - other)
    this.taken = this.delays.length
    return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0)
  }

  /** p95 of all steps, and how many there were. */
  get all(): { steps: number; p95: number } {
    const sorted = [...this.delays].sort((one, other) => one - other)
    return { steps: sorted.length, p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0) }
  }

  /** How one of them was cut off or sent away; null: they were left in peace. */
  get disturbed(): string | null {
    const ended = this.ada.wire.ended ?? this.ben.wire.ended
    return ended && `${ended.code} ${ended.reason}`
  }

  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.ada.end()
    this.ben.end()
  }

  private get seen(): number {
    const at = this.ben.entry(`shape:${this.id}`).get('at')
    return Array.isArray(at) ? Number(at[0]) : -1
  }

  private begin(): void {
    this.ada.put(note(this.id, 'honest work', {}, { index: 'a0' }))
    this.ben.doc.on('update', () => {
      if (!this.ben.records.has(`shape:${this.id}`)) return
      const { seen } = this
      const sent = this.sentAt.get(seen)
      if (sent === undefined) return
      this.delays.push(performance.now() - sent)
      this.sentAt.delete(seen)
    })
    this.timer = setInterval(() => {
      this.steps += 1
      this.sentAt.set(this.steps, performance.now())
      this.ada.entry(`shape:${this.id}`).set('at', [this.steps, -5_000, 'page:page'])
    }, every)
  }
}
