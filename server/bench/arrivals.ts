import * as Y from 'yjs'
import type { Series } from './measures.ts'
import { eachPresence, type ServerMessage } from './messages.ts'
import { firstClock, type Person } from './people.ts'

/** What was sent in the measured time, by its own clock; null where the time has not begun or not ended. */
interface Window {
  from: number
  to: number
}

/**
 * What one receiver sees of the others, and how long each thing took. A thing counts as seen when it, or a newer one
 * of the same person's, is there: what a server leaves out because something newer has come is not left out here.
 */
export class Arrivals {
  private readonly presence: Int32Array
  private readonly edits: Int32Array

  constructor(
    private readonly people: readonly Person[],
    private readonly firstId: number,
    private readonly self: number,
    private readonly window: Window,
    private readonly times: { presence: Series; edits: Series },
  ) {
    this.presence = new Int32Array(people.length).fill(firstClock)
    this.edits = new Int32Array(people.length)
  }

  heard(message: ServerMessage): void {
    const now = performance.now()
    if (message.type === 'awareness')
      eachPresence(message.bytes, (id, clock) => this.seePresence(id, clock, now))
    else if (message.type === 'update') this.seeEdits(message.bytes, now)
    else if (message.type === 'state') this.seeEdits(message.bytes, now)
  }

  /** How many edits of somebody's are here, without a gap. */
  editsOf(index: number): number {
    return this.edits[index] ?? 0
  }

  /** What was sent in the window and never came counts as still on its way; answers how much that is. */
  finish(now: number): number {
    let missing = 0
    for (const [index, person] of this.people.entries()) {
      if (index === this.self) continue
      const seen = this.presence[index] ?? firstClock
      missing += this.count(this.times.presence, person.presenceSent, seen + 1, person.clock + 1, now)
      missing += this.count(this.times.edits, person.editsSent, this.editsOf(index), person.edits, now)
    }
    return missing
  }

  private seePresence(id: number, clock: number, now: number): void {
    const index = id - this.firstId
    const person = this.people[index]
    if (!person || index === this.self) return
    const seen = this.presence[index] ?? firstClock
    if (clock <= seen) return
    this.count(this.times.presence, person.presenceSent, seen + 1, clock + 1, now)
    this.presence[index] = clock
  }

  private seeEdits(update: Uint8Array, now: number): void {
    for (const struct of Y.decodeUpdate(update).structs) {
      const index = struct.id.client - this.firstId
      const person = this.people[index]
      if (!person || index === this.self || struct instanceof Y.Skip) continue
      const seen = this.edits[index] ?? 0
      const end = struct.id.clock + struct.length
      if (end <= seen) continue
      this.count(this.times.edits, person.editsSent, seen, end, now)
      this.edits[index] = end
    }
  }

  private count(
    series: Series,
    sent: { at(number: number): number },
    from: number,
    end: number,
    now: number,
  ): number {
    let counted = 0
    for (let number = from; number < end; number++) {
      const at = sent.at(number)
      if (at < this.window.from || at >= this.window.to) continue
      series.add(now - at)
      counted++
    }
    return counted
  }
}
