/** Writes numbers and bytes as lib0 does, into a buffer that grows. */
export class Writer {
  private buffer = Buffer.allocUnsafe(512)
  private length = 0

  /** A copy of what was written; the writer begins anew. */
  take(): Buffer {
    const written = Buffer.from(this.buffer.subarray(0, this.length))
    this.length = 0
    return written
  }

  byte(value: number): this {
    this.reserve(1)
    this.buffer[this.length++] = value
    return this
  }

  varUint(value: number): this {
    this.reserve(8)
    let rest = value
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.buffer[this.length++] = rest
    return this
  }

  /** A number as one of lib0's "any" values: the shortest of its three forms that holds it. */
  anyNumber(value: number): this {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return this.byte(125).varInt(value)
    this.reserve(9)
    const fits = Math.fround(value) === value
    this.buffer[this.length++] = fits ? 124 : 123
    this.length = fits
      ? this.buffer.writeFloatBE(value, this.length)
      : this.buffer.writeDoubleBE(value, this.length)
    return this
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length)
    this.buffer.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  /** Bytes with their length before them. */
  varBytes(bytes: Uint8Array): this {
    return this.varUint(bytes.length).raw(bytes)
  }

  varString(text: string): this {
    return this.varBytes(Buffer.from(text))
  }

  private varInt(value: number): this {
    const sign = value < 0 || Object.is(value, -0) ? 0x40 : 0
    const size = Math.abs(value)
    const rest = Math.floor(size / 0x40)
    this.byte((rest > 0 ? 0x80 : 0) | sign | (size % 0x40))
    return rest > 0 ? this.varUint(rest) : this
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more))
    larger.set(this.buffer.subarray(0, this.length))
    this.buffer = larger
  }
}

/** Reads what lib0 wrote; slices are views. */
export class Reader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  varUint(): number {
    let value = 0
    for (let unit = 1; ; unit *= 0x80) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new Error('the message ends in the middle of a number')
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
    }
  }

  varBytes(): Uint8Array {
    const length = this.varUint()
    const start = this.at
    this.at += length
    if (this.at > this.bytes.length) throw new Error('the message ends in the middle of its bytes')
    return this.bytes.subarray(start, this.at)
  }

  /** Passes over bytes that begin with their length. */
  skipBytes(): void {
    const length = this.varUint()
    this.at += length
  }
}
