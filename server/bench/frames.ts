const binary = 0x82
const pong = 0x8a

/**
 * A client's WebSocket frame. Its mask is zero, so that nothing has to be computed here; the server unmasks all the
 * same.
 */
export function clientFrame(payload: Uint8Array, opcode = binary): Buffer {
  const size = payload.length
  const head = size < 126 ? 6 : size < 65_536 ? 8 : 14
  const frame = Buffer.allocUnsafe(head + size)
  frame[0] = opcode
  if (head === 6) frame[1] = 0x80 | size
  else if (head === 8) {
    frame[1] = 0x80 | 126
    frame.writeUInt16BE(size, 2)
  } else {
    frame[1] = 0x80 | 127
    frame.writeBigUInt64BE(BigInt(size), 2)
  }
  frame.fill(0, head - 4, head)
  frame.set(payload, head)
  return frame
}

/** The answer to a ping. */
export const pongFrame = (payload: Uint8Array): Buffer => clientFrame(payload, pong)

export interface FrameSink {
  /** Whether the next message's bytes are wanted; what is not is only counted. */
  readonly wants: boolean
  /** A whole message; a view that is only good during the call. */
  message(payload: Uint8Array): void
  ping(payload: Uint8Array): void
  /** The server closes; 1005 where it says no code. */
  close(code: number, reason: string): void
}

/** Reads a server's frames out of the chunks of a stream, and passes over those that nobody wants. */
export class FrameReader {
  frames = 0
  private readonly head = Buffer.alloc(10)
  private headLength = 0
  private opcode = 0
  private size = 0
  /** Bytes of the payload that have not come. */
  private missing = 0
  private inPayload = false
  private kept: Buffer | null = null

  constructor(private readonly sink: FrameSink) {}

  read(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length) at = this.inPayload ? this.readPayload(chunk, at) : this.readHead(chunk, at)
  }

  private readHead(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length) {
      this.head[this.headLength++] = chunk[at++] ?? 0
      const size = this.sizeInHead()
      if (size === null) continue
      this.begin(size)
      break
    }
    return at
  }

  /** null: the head is not complete. */
  private sizeInHead(): number | null {
    if (this.headLength < 2) return null
    const short = (this.head[1] ?? 0) & 0x7f
    if (short < 126) return short
    if (short === 126) return this.headLength < 4 ? null : this.head.readUInt16BE(2)
    return this.headLength < 10 ? null : Number(this.head.readBigUInt64BE(2))
  }

  private begin(size: number): void {
    const first = this.head[0] ?? 0
    if (first < 0x80 || (first & 0x70) !== 0)
      throw new Error('the server sends fragments or compressed frames')
    this.opcode = first & 0x0f
    this.headLength = 0
    this.frames++
    this.size = size
    this.missing = size
    this.inPayload = size > 0
    if (size === 0) this.end(new Uint8Array())
  }

  private readPayload(chunk: Uint8Array, at: number): number {
    const here = Math.min(this.missing, chunk.length - at)
    const whole = here === this.size
    if (this.isWanted()) {
      if (!whole) {
        this.kept ??= Buffer.allocUnsafe(this.size)
        this.kept.set(chunk.subarray(at, at + here), this.size - this.missing)
      }
    }
    this.missing -= here
    if (this.missing === 0) {
      this.inPayload = false
      const { kept } = this
      this.kept = null
      if (whole || kept) this.end(kept ?? chunk.subarray(at, at + here))
    }
    return at + here
  }

  /** A message is kept from its beginning or not at all. */
  private isWanted(): boolean {
    if (this.opcode !== 2 || this.kept) return true
    return this.missing === this.size && this.sink.wants
  }

  private end(payload: Uint8Array): void {
    if (this.opcode === 2) {
      if (this.sink.wants) this.sink.message(payload)
    } else if (this.opcode === 9) this.sink.ping(payload)
    else if (this.opcode === 8) {
      const bytes = Buffer.from(payload)
      this.sink.close(bytes.length >= 2 ? bytes.readUInt16BE(0) : 1005, bytes.subarray(2).toString())
    }
  }
}
