import type { Duplex } from 'node:stream'

type Frames = readonly Uint8Array[]

/** Bytes up to which a frame is copied behind its header; a larger one is written from where it is. */
const copiedBytes = 64 << 10
/** First byte of a frame that is a whole binary message. */
const wholeBinary = 0x82

/** What was made of a frame, or of a list of them, kept as long as somebody holds on to that. */
const made = new WeakMap<Uint8Array | Frames, readonly Buffer[]>()

/**
 * Writes binary messages to the stream of a WebSocket, past `ws`, in one write; what `shared` is on the wire is made
 * once for all who are sent the same object. This is allowed while the socket is open and compresses nothing: `ws`
 * then writes each frame of its own whole and at once, so that none can come to lie within another.
 */
export function writeMessages(stream: Duplex, shared: Uint8Array | Frames, own: Frames = []): void {
  const ready = readyOnce(shared)
  const pieces = own.length === 0 ? ready : [...ready, ...framed(own)]
  const [only] = pieces
  if (only && pieces.length === 1) {
    stream.write(only)
    return
  }
  stream.cork()
  for (const piece of pieces) stream.write(piece)
  stream.uncork()
}

function readyOnce(shared: Uint8Array | Frames): readonly Buffer[] {
  const known = made.get(shared)
  if (known) return known
  const pieces = framed(shared instanceof Uint8Array ? [shared] : shared)
  made.set(shared, pieces)
  return pieces
}

/** The bytes of these messages on the wire, in as few pieces as make sense. */
function framed(frames: Frames): Buffer[] {
  const pieces: Buffer[] = []
  let small: Uint8Array[] = []
  for (const frame of frames) {
    small.push(header(frame.length))
    if (frame.length <= copiedBytes) small.push(frame)
    else {
      pieces.push(Buffer.concat(small), Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))
      small = []
    }
  }
  if (small.length > 0) pieces.push(Buffer.concat(small))
  return pieces
}

/** RFC 6455, 5.2: a server's frames are not masked; the length takes 1, 3 or 9 bytes. */
function header(length: number): Buffer {
  if (length < 126) return Buffer.of(wholeBinary, length)
  if (length < 65_536) {
    const short = Buffer.of(wholeBinary, 126, 0, 0)
    short.writeUInt16BE(length, 2)
    return short
  }
  const long = Buffer.of(wholeBinary, 127, 0, 0, 0, 0, 0, 0, 0, 0)
  long.writeBigUInt64BE(BigInt(length), 2)
  return long
}
