import type { CloseCode } from './closeCodes.ts'
import type { Access, RoomSocket } from './types.ts'

/** Who is behind a socket, as `authorize` found out. `id` is the same in all of one person's tabs. */
export interface Who {
  id: string
  role: string
  access: Access
  /** Stands for many at once, as the lab's programs do: may have any number of sessions. */
  many?: boolean
}

/** A checkpoint that waits until the journal up to `sequence` is on disk. */
interface AwaitedSave {
  number: number
  sequence: number
}

/** What a session was sent before its line was full. */
export interface Behind {
  vector: Uint8Array
  /** When that was. */
  since: number
  /** True once what it missed is on its way, behind what the log has not let pass yet. */
  answering: boolean
}

const awaitedAtMost = 64

/** One connection of one person to one room. Made by `Room.join`; compared as an object, never by an id. */
export class Session {
  /** True once it was sent the board's state; only then do updates make sense to it. */
  live = false
  /** True once it answered our state vector: from then on its awareness may be an echo of what it was sent. */
  handshaken = false
  /** False until its client, which said nothing of epochs, has shown that what it has is of this one. */
  epochKnown = true
  /** What of its updates waits for others that they depend on (v2 updates). */
  held: Uint8Array[] = []
  /** The parts so far of a large update, and what of it waits for further parts while it is applied (v2 updates). */
  parts: Uint8Array[] = []
  loose: Uint8Array[] = []
  /** Authors it brought that the document did not know. */
  readonly newAuthors = new Set<number>()
  /** A checkpoint that came while something was held. */
  heldCheckpoint: number | null = null
  /** True after other people's cursors were left out because the line was full. */
  missedPresence = false
  /** Set while its line is full and it is not sent everything. */
  behind: Behind | null = null
  /** When something began to be held, or was last asked for; null while nothing is. */
  heldSince: number | null = null
  /** How often it was asked for what is missing. */
  heldAsks = 0
  /** Size of the largest state it was sent: may be waiting in its socket without its being slow. */
  stateBytes = 0
  lastSentAt = 0
  private awaited: AwaitedSave[] = []
  private second = 0
  private frames = 0
  private minute = 0
  private states = 0

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
    return bytesOf(this.held)
  }

  /** Bytes of all that waits. */
  get waitingBytes(): number {
    return bytesOf(this.held) + bytesOf(this.parts) + bytesOf(this.loose)
  }

  /** Forgets what waits: whoever has left sends all of it again. */
  dropWaiting(): void {
    this.held = []
    this.parts = []
    this.loose = []
  }

  /** Returns how many bytes that was. */
  send(frame: Uint8Array, now: number): number {
    this.lastSentAt = now
    this.socket.send(frame)
    return frame.length
  }

  /** Sends several frames in one write; `shared` is the same object for all who are sent the same. */
  sendAll(shared: readonly Uint8Array[], own: readonly Uint8Array[], now: number): number {
    const [only] = shared
    if (only && shared.length === 1 && own.length === 0) return this.send(only, now)
    this.lastSentAt = now
    if (this.socket.sendAll) this.socket.sendAll(shared, own)
    else for (const frame of [...shared, ...own]) this.socket.send(frame)
    return bytesOf(shared) + bytesOf(own)
  }

  /** It is being sent the board's state, or all it missed: from now on updates make sense to it. */
  answered(answer: readonly Uint8Array[]): void {
    this.live = true
    this.behind = null
    this.stateBytes = Math.max(this.stateBytes, bytesOf(answer))
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

  /** Counts that it asked for the state; how often it did in this minute. */
  countState(now: number): number {
    const minute = Math.floor(now / 60_000)
    if (minute !== this.minute) this.states = 0
    this.minute = minute
    this.states += 1
    return this.states
  }

  /** Remembers to say saved(number) once the journal has reached `sequence`. */
  awaitSave(number: number, sequence: number): void {
    // While a disk fails for hours the list must not grow; an answer that comes later than it could stays true.
    if (this.awaited.length >= awaitedAtMost) this.awaited.pop()
    this.awaited.push({ number, sequence })
  }

  /** True while something waits to be called saved. */
  get awaitsSave(): boolean {
    return this.awaited.length > 0
  }

  /** The highest checkpoint that is saved now that the journal has reached `sequence`, or null. */
  takeSaved(sequence: number): number | null {
    const saved = this.awaited.filter((save) => save.sequence <= sequence).at(-1)
    this.awaited = this.awaited.filter((save) => save.sequence > sequence)
    return saved?.number ?? null
  }
}

function bytesOf(frames: readonly Uint8Array[]): number {
  let bytes = 0
  for (const frame of frames) bytes += frame.length
  return bytes
}
