import { limits } from '../limits.ts'
import { encodeMissing, encodePart, encodeUpdate } from '../protocol.ts'
import { splitUpdate } from '../splitUpdate.ts'

/** The far end of what goes out. */
export interface Line {
  /** False while nothing can be sent. */
  isOpen(): boolean
  send(frame: Uint8Array<ArrayBuffer>): void
  /** Bytes that were sent and have not left yet. */
  bufferedAmount(): number
}

/** Bytes on their way at which the next part waits, so that cursors and answers can get in between. */
const moderate = 256 << 10
const lookAgainMs = 20
const size = { bytes: limits.partBytes, structs: limits.partStructs }

/** Sends a page's edits and checkpoints in their order, large ones in parts as the line takes them. */
export class Outgoing {
  private readonly waiting: Uint8Array<ArrayBuffer>[] = []
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly line: Line) {}

  /** An edit, or the answer to the other side's state vector. */
  sendUpdate(update: Uint8Array, as: 'edit' | 'answer'): void {
    const parts = splitUpdate(update, size)
    const last = parts.pop() ?? update
    for (const part of parts) this.waiting.push(encodePart(part))
    this.send(as === 'edit' ? encodeUpdate(last) : encodeMissing(last))
  }

  /** A frame that must not overtake the edits before it. */
  send(frame: Uint8Array<ArrayBuffer>): void {
    this.waiting.push(frame)
    this.drain()
  }

  /** The line is gone: what waits is part of the answer on the next one. */
  drop(): void {
    this.waiting.length = 0
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private drain(): void {
    if (this.timer) return
    if (!this.line.isOpen()) this.drop()
    while (this.waiting.length > 0 && this.line.bufferedAmount() < moderate) {
      const frame = this.waiting.shift()
      if (frame) this.line.send(frame)
    }
    if (this.waiting.length === 0) return
    this.timer = setTimeout(() => {
      this.timer = null
      this.drain()
    }, lookAgainMs)
  }
}
