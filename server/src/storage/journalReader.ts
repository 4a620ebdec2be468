import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/** Reads a file through one buffer of bounded size, however long the file is. */
export class WindowReader {
  private start = 0
  private filled = 0

  private constructor(
    private readonly handle: FileHandle,
    private readonly window: Buffer,
    /** Bytes of the file. */
    readonly length: number,
  ) {}

  static async open(path: string, windowBytes = 1 << 20): Promise<WindowReader> {
    const handle = await open(path, 'r')
    const { size } = await handle.stat()
    return new WindowReader(handle, Buffer.allocUnsafe(windowBytes), size)
  }

  /**
   * `length` bytes from `offset`, fewer at the end of the file. A view that holds until the next call; at most a
   * window long.
   */
  async bytes(offset: number, length: number): Promise<Buffer> {
    const wanted = Math.min(length, this.length - offset, this.window.length)
    if (wanted <= 0) return Buffer.alloc(0)
    if (offset < this.start || offset + wanted > this.start + this.filled) await this.moveTo(offset)
    return this.window.subarray(offset - this.start, offset - this.start + wanted)
  }

  /** A copy of `length` bytes from `offset`, of any length; fewer at the end of the file. */
  async copy(offset: number, length: number): Promise<Buffer> {
    if (length <= this.window.length) return Buffer.from(await this.bytes(offset, length))
    const copy = Buffer.allocUnsafe(length)
    const { bytesRead } = await this.handle.read(copy, 0, length, offset)
    return copy.subarray(0, bytesRead)
  }

  /** The checksum of `length` bytes from `offset`. */
  async crc(offset: number, length: number): Promise<number> {
    let crc = 0
    for (let at = offset; at < offset + length; ) {
      const part = await this.bytes(at, offset + length - at)
      if (part.length === 0) break
      crc = crc32(part, crc)
      at += part.length
    }
    return crc
  }

  close(): Promise<void> {
    return this.handle.close()
  }

  private async moveTo(offset: number): Promise<void> {
    this.start = offset
    this.filled = 0
    const atMost = Math.min(this.window.length, this.length - offset)
    while (this.filled < atMost) {
      const { bytesRead } = await this.handle.read(
        this.window,
        this.filled,
        atMost - this.filled,
        offset + this.filled,
      )
      if (bytesRead === 0) break
      this.filled += bytesRead
    }
  }
}
