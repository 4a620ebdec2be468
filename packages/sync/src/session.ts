import type { CloseCode } from './closeCodes.ts'
import type { Access, RoomSocket } from './types.ts'

/** Who is behind a socket, as `authorize` found out. `id` is the same in all of one person's tabs. */
export interface Who {
  id: string
  role: string
  access: Access
}

/** A checkpoint that waits until the journal up to `sequence` is on disk. */
interface AwaitedSave {
  number: number
  sequence: number
}

const awaitedAtMost = 64

/** One connection of one person to one room. Made by `Room.join`; compared as an object, never by an id. */
export class Session {
  /** True once it was sent the board's state; only then do updates make sense to it. */
  live = false
  /** False until its client, which said nothing of epochs, has shown that what it has is of this one. */
  epochKnown = true
  /** What of its updates waits for others that they depend on (v2 updates). */
  held: Uint8Array[] = []
  /** A checkpoint that came while something was held. */
  heldCheckpoint: number | null = null
  /** True after other people's cursors were left out because the line was full. */
  missedPresence = false
  /** Size of the largest state it was sent: may be waiting in its socket without its being slow. */
  stateBytes = 0
  lastSentAt = 0
  private awaited: AwaitedSave[] = []
  private second = 0
  private frames = 0

  constructor(
    readonly who: Who,
    private readonly socket: RoomSocket,
  ) {}

  get access(): Access {
    return this.who.access
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount
  }

  get heldBytes(): number {
    return this.held.reduce((sum, update) => sum + update.length, 0)
  }

  send(frame: Uint8Array, now: number): void {
    this.lastSentAt = now
    this.socket.send(frame)
  }

  close(code: CloseCode, reason: string): void {
    this.socket.close(code, reason)
  }

  /** Counts a frame; how many came in this second. */
  countFrame(now: number): number {
    const second = Math.floor(now / 1000)
    if (second !== this.second) this.frames = 0
    this.second = second
    this.frames += 1
    return this.frames
  }

  /** Remembers to say saved(number) once the journal has reached `sequence`. */
  awaitSave(number: number, sequence: number): void {
    // While a disk fails for hours the list must not grow; an answer that comes later than it could stays true.
    if (this.awaited.length >= awaitedAtMost) this.awaited.pop()
    this.awaited.push({ number, sequence })
  }

  /** The highest checkpoint that is saved now that the journal has reached `sequence`, or null. */
  takeSaved(sequence: number): number | null {
    const saved = this.awaited.filter((save) => save.sequence <= sequence).at(-1)
    this.awaited = this.awaited.filter((save) => save.sequence > sequence)
    return saved?.number ?? null
  }
}
