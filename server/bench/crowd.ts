import { Arrivals } from './arrivals.ts'
import { Line } from './line.ts'
import { memory, type Percentiles, Series, type Usage, watchCpu } from './measures.ts'
import type { Speech } from './messages.ts'
import { type OwnLag, Pace } from './pace.ts'
import { type Handle, lastingPresence, Person } from './people.ts'

/** A room of a server that stands ready, and what its people do. */
export interface RoomPlan {
  path: string
  name: string
  /** Headers of each person's request; as many as there are people. */
  headers: Record<string, string>[]
  /** For whoever drags: the shapes; for whoever types: the notes. */
  drag: Handle[]
  type: Handle[]
}

export interface CrowdPlan {
  port: number
  serverPid: number
  speech: Speech
  rooms: RoomPlan[]
  /** Our own pages' presence and checkpoints, instead of those of any y-websocket client. */
  ownPages: boolean
  cursorHz: number
  dragHz: number
  typeHz: number
  /** How many of all people look closely at what they receive. */
  probes: number
  warmMs: number
  measureMs: number
  /** How long what is on its way may still arrive after the window. */
  drainMs: number
}

/** What one measured time gave. */
export interface CrowdResult {
  people: number
  presence: Percentiles | null
  edits: Percentiles | null
  /** What was sent in the window and had not come when everybody had waited long enough. */
  missing: number
  /** To one client, in a second. */
  framesEach: number
  bytesEach: number
  server: Usage
  generator: Usage
  lag: OwnLag
  /** Megabytes. */
  peak: number | null
  /** People whom the server threw out, and what it said to the first. */
  thrownOut: number
  reason: string | null
}

/** Ids of the people: all of them as long as most of Yjs' random ones are. */
export const firstId = 3_000_000_000

interface Seat {
  person: Person
  line: Line
}

/** Steps in which people come in, so that only the joining itself is measured where joining is meant. */
const groupSize = 10

/** How long somebody waits to come in, in milliseconds. */
const patienceMs = 20_000

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** People in rooms who point, drag and type. */
export class Crowd {
  readonly people: Person[] = []
  readonly seats: Seat[] = []
  readonly arrivals: Arrivals[] = []
  readonly times = { presence: new Series(), edits: new Series() }
  readonly window = { from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  readonly pace = new Pace()

  constructor(
    private readonly plan: CrowdPlan,
    private readonly random: () => number,
  ) {}

  /** Everybody comes in, ten at a time, and has the whole board. */
  async enter(): Promise<void> {
    const all = this.plan.rooms.flatMap((room) =>
      room.headers.map((headers, place) => ({ room, headers, place })),
    )
    for (const { room, place } of all) this.people.push(this.newPerson(room, place))
    const everyNth = Math.max(1, Math.floor(all.length / this.plan.probes))
    for (let from = 0; from < all.length; from += groupSize) {
      const group = all.slice(from, from + groupSize).map(async ({ room, headers }, at) => {
        const line = this.sit(room, headers, from + at)
        // Who is not let in is found at the end, among those thrown out.
        await Promise.race([line.synced.catch(() => undefined), wait(patienceMs)])
        const place = from + at
        const isProbe = place % everyNth === everyNth - 1 && place < everyNth * this.plan.probes
        if (isProbe) this.probe(line, room, place)
        else line.wants = false
      })
      await Promise.all(group)
    }
  }

  /** Begins pointing, dragging and typing. */
  start(): void {
    for (const { person, line, room, place } of this.placed()) this.giveWork(person, line, room, place)
    this.pace.start()
  }

  /** Runs for a while, then measures. */
  async measure(): Promise<CrowdResult> {
    await wait(this.plan.warmMs)
    const close = this.open()
    await wait(this.plan.measureMs)
    return close()
  }

  /** The measured time begins; the returned function ends it, and resolves when what is on its way has had its time. */
  open(): () => Promise<CrowdResult> {
    const { drainMs, serverPid } = this.plan
    const before = this.received()
    const [server, generator] = [watchCpu(serverPid), watchCpu(process.pid)]
    this.pace.beginWindow()
    this.window.from = performance.now()
    return async () => {
      this.window.to = performance.now()
      const lag = this.pace.endWindow()
      const used = { server: server(), generator: generator() }
      const after = this.received()
      await wait(drainMs)
      this.pace.stop()
      const missing = this.arrivals.reduce((sum, seen) => sum + seen.finish(performance.now()), 0)
      const each = (total: number) => total / used.server.seconds / this.seats.length
      const out = this.seats.filter(({ line }) => line.closed !== null || line.syncedAt === null)
      return {
        people: this.seats.length,
        presence: this.times.presence.percentiles(),
        edits: this.times.edits.percentiles(),
        missing,
        framesEach: each(after.frames - before.frames),
        bytesEach: each(after.bytes - before.bytes),
        ...used,
        lag,
        peak: memory(serverPid, 'peak'),
        thrownOut: out.length,
        reason: out[0] ? (out[0].line.closed ?? 'never let in') : null,
      }
    }
  }

  leave(): void {
    this.pace.stop()
    for (const { line } of this.seats) line.hangUp()
  }

  private newPerson(room: RoomPlan, place: number): Person {
    const id = firstId + this.people.length
    const typist = place - room.drag.length
    const handle = room.drag[place] ?? room.type[typist] ?? null
    return new Person(id, `Participant ${this.people.length + 1}`, this.plan.ownPages, this.random, handle)
  }

  private sit(room: RoomPlan, headers: Record<string, string>, at: number): Line {
    const person = this.people[at]
    if (!person) throw new Error('more seats than people')
    const { port, speech, ownPages } = this.plan
    const line = new Line({
      port,
      speech,
      headers,
      path: room.path,
      room: room.name,
      greeting: (messages) => [
        messages.awareness(person.nextPresence(performance.now())),
        ...(ownPages ? [messages.awareness(lastingPresence(person.id, 'Participant'))] : []),
      ],
    })
    this.seats[at] = { person, line }
    return line
  }

  private probe(line: Line, room: RoomPlan, place: number): void {
    const first = this.firstOf(room)
    const mates = this.people.slice(first, first + room.headers.length)
    const arrivals = new Arrivals(mates, firstId + first, place - first, this.window, this.times)
    this.arrivals.push(arrivals)
    line.heard = (message) => arrivals.heard(message)
  }

  private firstOf(room: RoomPlan): number {
    let first = 0
    for (const other of this.plan.rooms) {
      if (other === room) return first
      first += other.headers.length
    }
    throw new Error('no such room')
  }

  private *placed() {
    let at = 0
    for (const room of this.plan.rooms) {
      for (let place = 0; place < room.headers.length; place++) {
        const seat = this.seats[at++]
        if (seat) yield { ...seat, room, place }
      }
    }
  }

  private giveWork(person: Person, line: Line, room: RoomPlan, place: number): void {
    const { cursorHz, dragHz, typeHz, ownPages } = this.plan
    const send = (message: Uint8Array) => line.closed === null && line.send(message)
    const edit = (next: (now: number) => Uint8Array) => () => {
      send(line.messages.update(next(performance.now())))
      if (ownPages) send(line.messages.checkpoint(++person.checkpoint))
    }
    const point = () => send(line.messages.awareness(person.nextPresence(performance.now())))
    if (cursorHz > 0) this.pace.add(cursorHz, point, this.random)
    if (place < room.drag.length)
      this.pace.add(
        dragHz,
        edit((now) => person.nextDrag(now)),
        this.random,
      )
    else if (place < room.drag.length + room.type.length)
      this.pace.add(
        typeHz,
        edit((now) => person.nextLetter(now)),
        this.random,
      )
  }

  private received(): { frames: number; bytes: number } {
    let frames = 0
    let bytes = 0
    for (const { line } of this.seats) {
      frames += line.framesIn
      bytes += line.bytesIn
    }
    return { frames, bytes }
  }
}
