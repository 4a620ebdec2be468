import { awarenessBody } from './messages.ts'
import { dragUpdate, type ItemId, letterUpdate } from './updates.ts'

/** When each numbered thing of one person was sent: a ring, long enough for all that can be on its way. */
export class SentTimes {
  private readonly times = new Float64Array(4_096)

  note(number: number, at: number): void {
    this.times[number % this.times.length] = at
  }

  at(number: number): number {
    return this.times[number % this.times.length] ?? 0
  }
}

/** What somebody moves or types at: the last item there, and who made it. */
export interface Handle {
  last: ItemId
  at: [x: number, y: number, parent: string]
}

/** Awareness clocks start here, so that none grows longer on the way. */
export const firstClock = 20_000

/** One person with a cursor, and perhaps a hand on something. */
export class Person {
  /** The last awareness clock and the last item of the document that were sent. */
  clock = firstClock
  edits = 0
  checkpoint = 0
  readonly presenceSent = new SentTimes()
  readonly editsSent = new SentTimes()
  private readonly state: Buffer
  private readonly places: [x: number, y: number]
  private heading: number

  constructor(
    readonly id: number,
    name: string,
    private readonly compact: boolean,
    private readonly random: () => number,
    private handle: Handle | null,
  ) {
    const text = compact ? '{"p":[1000,1000]}' : wholePresence(id, name)
    this.state = Buffer.from(text)
    this.places = compact
      ? [text.indexOf('1000'), text.lastIndexOf('1000')]
      : [text.indexOf('1000.00'), text.lastIndexOf('1000.00')]
    this.heading = random() * 6.28
  }

  /** The next presence: the cursor has moved; every other byte stays. */
  nextPresence(now: number): Buffer {
    this.clock++
    this.heading += this.random() - 0.5
    for (const [axis, place] of this.places.entries()) {
      const value = 4_500 + 3_000 * Math.sin(this.heading + axis)
      this.state.write(value.toFixed(this.compact ? 0 : 2), place, 'latin1')
    }
    this.presenceSent.note(this.clock, now)
    return awarenessBody(this.id, this.clock, this.state)
  }

  nextDrag(now: number): Buffer {
    return this.nextEdit(now, (id, { last, at }) => {
      at[0] += this.step()
      at[1] += this.step()
      return dragUpdate(id, last, at)
    })
  }

  /** Of a drag, along one axis: in the steps of a canvas that is not at 100 %. */
  private step(): number {
    return Math.round((this.random() * 8 - 4) * 8) / 8
  }

  nextLetter(now: number): Buffer {
    const letter = String.fromCharCode(97 + Math.floor(this.random() * 26))
    return this.nextEdit(now, (id, { last }) => letterUpdate(id, last, letter))
  }

  private nextEdit(now: number, write: (id: ItemId, handle: Handle) => Buffer): Buffer {
    if (!this.handle) throw new Error('this person has nothing in hand')
    const id = { client: this.id, clock: this.edits }
    const update = write(id, this.handle)
    this.handle.last = id
    this.editsSent.note(this.edits, now)
    this.edits++
    return update
  }
}

/** tldraw's presence record as its own sync and the usual Yjs bindings send it: whole, at every move. */
function wholePresence(id: number, name: string): string {
  return JSON.stringify({
    id: `instance_presence:${id}`,
    typeName: 'instance_presence',
    userId: `user:${id}`,
    userName: name,
    color: '#0072b2',
    currentPageId: 'page:page',
    lastActivityTimestamp: 1_763_800_000_000,
    cursor: { x: 'X', y: 'Y', type: 'default', rotation: 0 },
    camera: { x: -120, y: -80, z: 1 },
    screenBounds: { x: 0, y: 0, w: 1_600, h: 900 },
    selectedShapeIds: [],
    meta: {},
  })
    .replace('"X"', '1000.00')
    .replace('"Y"', '1000.00')
}

/** What our own pages say of somebody once, under the id of their lasting state (`packages/board`'s `lastingId`). */
export const lastingPresence = (id: number, name: string): Buffer =>
  awarenessBody(
    id + 2 ** 32,
    1,
    Buffer.from(JSON.stringify({ n: name, c: 3, r: 'p', v: [0, 0, 1_600, 900] })),
  )
