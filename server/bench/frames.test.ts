import { describe, expect, it } from 'vitest'
import { clientFrame, FrameReader } from './frames.ts'

/** A server's frame: unmasked. */
function serverFrame(payload: Uint8Array, opcode = 2): Buffer {
  const masked = clientFrame(payload, 0x80 | opcode)
  const head = masked.length - payload.length - 4
  const frame = Buffer.concat([masked.subarray(0, head), payload])
  frame[1] = (frame[1] ?? 0) & 0x7f
  return frame
}

class Heard {
  wants = true
  readonly messages: string[] = []
  readonly pings: string[] = []
  closed: string | null = null
  message(payload: Uint8Array) {
    this.messages.push(Buffer.from(payload).toString('hex'))
  }
  ping(payload: Uint8Array) {
    this.pings.push(Buffer.from(payload).toString())
  }
  close(code: number, reason: string) {
    this.closed = `${code} ${reason}`
  }
}

const sizes = [0, 1, 125, 126, 300, 65_535, 65_536, 70_000]
const payloads = sizes.map((size) => Buffer.alloc(size, size % 251))
const stream = Buffer.concat([
  ...payloads.map((payload) => serverFrame(payload)),
  serverFrame(Buffer.from('still there?'), 9),
  serverFrame(Buffer.concat([Buffer.from([0x11, 0x94]), Buffer.from('bye')]), 8),
])

describe('reading a server’s frames', () => {
  it.each([1, 2, 7, 1_000, 65_540, stream.length])('finds them in chunks of %i bytes', (chunk) => {
    const heard = new Heard()
    const reader = new FrameReader(heard)
    for (let at = 0; at < stream.length; at += chunk) reader.read(stream.subarray(at, at + chunk))
    expect(heard.messages).toEqual(payloads.map((payload) => payload.toString('hex')))
    expect(heard.pings).toEqual(['still there?'])
    expect(heard.closed).toBe('4500 bye')
    expect(reader.frames).toBe(sizes.length + 2)
  })

  it('counts what nobody wants, and still hears pings', () => {
    const heard = new Heard()
    heard.wants = false
    const reader = new FrameReader(heard)
    for (let at = 0; at < stream.length; at += 11) reader.read(stream.subarray(at, at + 11))
    expect(heard.messages).toEqual([])
    expect(heard.pings).toEqual(['still there?'])
    expect(reader.frames).toBe(sizes.length + 2)
  })

  it('refuses compressed and split messages, which nobody asked for', () => {
    const read = (first: number) => () => new FrameReader(new Heard()).read(Buffer.from([first, 1, 0]))
    expect(read(0xc2)).toThrow('compressed')
    expect(read(0x02)).toThrow('fragments')
  })
})
