import { pngOf } from './images.ts'

/** A PNG that says it has this size, and holds next to nothing. */
export const pngHead = (width: number, height: number): Buffer =>
  pngOf({ width, height, rows: Buffer.alloc(64) })

/** A JPEG's head. */
export function jpegOf(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const app = Buffer.from('ffe000104a46494600010100000100010000', 'hex')
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    app,
    frame,
    Buffer.from('ffda0008010100003f00ffd9', 'hex'),
  ])
}

/** A GIF of so many frames, each empty. */
export function gifOf(width: number, height: number, frames: number, frame = { width, height }): Buffer {
  const head = Buffer.from('4749463839610000000080000000000000ffffff', 'hex').subarray(0, 19)
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  const image = Buffer.from('2c00000000000000000002024c0100', 'hex')
  image.writeUInt16LE(frame.width, 5)
  image.writeUInt16LE(frame.height, 7)
  const pause = Buffer.from('21f9040000000000', 'hex')
  const all = Array.from({ length: frames }, () => Buffer.concat([pause, image]))
  return Buffer.concat([head, ...all, Buffer.from('3b', 'hex')])
}

/** A WebP's head, in one of its three ways of saying how large it is. */
export function webpOf(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number, frames = 0): Buffer {
  const piece = (name: string, body: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name, 'latin1'), length, body])
  }
  const body = Buffer.alloc(16)
  if (kind === 'VP8 ') {
    body.set([0x9d, 0x01, 0x2a], 3)
    body.writeUInt16LE(width, 6)
    body.writeUInt16LE(height, 8)
  } else if (kind === 'VP8L') {
    body[0] = 0x2f
    body.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1)
  } else {
    body.writeUIntLE(width - 1, 4, 3)
    body.writeUIntLE(height - 1, 7, 3)
  }
  const frame = Buffer.alloc(16)
  frame.writeUIntLE(width - 1, 6, 3)
  frame.writeUIntLE(height - 1, 9, 3)
  const pieces = [piece(kind, body), ...Array.from({ length: frames }, () => piece('ANMF', frame))]
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...pieces])
}

/** Small files that unpack to what nobody has memory for. */
export const bombs: Readonly<Record<string, { type: string; bytes: Buffer }>> = {
  'a PNG of 60,000 × 60,000': { type: 'image/png', bytes: pngHead(60_000, 60_000) },
  'a PNG of 21,000 × 2': { type: 'image/png', bytes: pngHead(21_000, 2) },
  'a JPEG of 65,535 × 65,535': { type: 'image/jpeg', bytes: jpegOf(65_535, 65_535) },
  'a GIF whose frame is larger than its head says': {
    type: 'image/gif',
    bytes: gifOf(10, 10, 1, { width: 30_000, height: 30_000 }),
  },
  'a GIF of 500 frames': { type: 'image/gif', bytes: gifOf(2_000, 2_000, 500) },
  'a WebP of 16,000 × 16,000': { type: 'image/webp', bytes: webpOf('VP8L', 16_000, 16_000) },
}
