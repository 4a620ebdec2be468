import { labLimits } from './limits.ts'

/** What a picture unpacks to: its largest frame, and how many frames there are. */
export interface PictureSize {
  width: number
  height: number
  frames: number
}

type Measure = (bytes: Buffer) => PictureSize | null

/**
 * Says by the head of a picture, without unpacking it, what it unpacks to; null where the head is not whole. Only for
 * bytes that are known to be of this type.
 */
export function measurePicture(type: string, bytes: Buffer): PictureSize | null {
  try {
    const size = measures[type]?.(bytes) ?? null
    return size && size.width > 0 && size.height > 0 && size.frames > 0 ? size : null
  } catch (error) {
    // It ends before it should.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** True where unpacking a picture could take the memory of who looks at it. */
export function isTooManyPixels({ width, height, frames }: PictureSize): boolean {
  const { picturePixels, pictureSide, pictureFramePixels } = labLimits
  const pixels = width * height
  return (
    Math.max(width, height) > pictureSide || pixels > picturePixels || pixels * frames > pictureFramePixels
  )
}

/** Moving PNGs are a type of their own, which is not accepted. */
function measurePng(bytes: Buffer): PictureSize | null {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), frames: 1 }
}

/** Markers that begin a frame (SOF): all of C0 to CF but DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function measureJpeg(bytes: Buffer): PictureSize | null {
  let largest: PictureSize | null = null
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return largest
    const marker = bytes.readUInt8(at + 1)
    // Filling bytes, and markers that stand alone.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    // What is behind the beginning of the pixels tells nothing more.
    else if (marker === 0xda || marker === 0xd9) break
    else {
      if (isFrame(marker)) {
        const found = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), frames: 1 }
        largest = largerOf(largest, found)
      }
      at += 2 + Math.max(2, bytes.readUInt16BE(at + 2))
    }
  }
  return largest
}

/** A browser makes room for the screen that a GIF names, and for a frame that is larger. */
function measureGif(bytes: Buffer): PictureSize | null {
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), frames: 0 }
  const table = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)
  const pastBlocks = (from: number) => {
    let at = from
    while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes.readUInt8(at)
    return at + 1
  }
  for (let at = 13 + table(bytes.readUInt8(10)); at < bytes.length; ) {
    const kind = bytes[at]
    if (kind === 0x21) at = pastBlocks(at + 2)
    else if (kind === 0x2c && at + 10 <= bytes.length) {
      size.frames += 1
      size.width = Math.max(size.width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5))
      size.height = Math.max(size.height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7))
      at = pastBlocks(at + 11 + table(bytes.readUInt8(at + 9)))
    } else break
  }
  return size
}

const read24 = (bytes: Buffer, at: number): number => bytes.readUIntLE(at, 3)

/** Each kind of chunk says a size in its own way; the largest counts, whichever a browser goes by. */
function measureWebp(bytes: Buffer): PictureSize | null {
  let largest: PictureSize | null = null
  let frames = 0
  const found = (width: number, height: number) => {
    largest = largerOf(largest, { width, height, frames: 1 })
  }
  for (let at = 12; at + 8 <= bytes.length; ) {
    const kind = bytes.toString('latin1', at, at + 4)
    const body = at + 8
    if (kind === 'VP8X') found(read24(bytes, body + 4) + 1, read24(bytes, body + 7) + 1)
    if (kind === 'VP8 ') found(bytes.readUInt16LE(body + 6) & 0x3fff, bytes.readUInt16LE(body + 8) & 0x3fff)
    if (kind === 'VP8L') {
      const packed = bytes.readUInt32LE(body + 1)
      found((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
    }
    if (kind === 'ANMF') {
      frames += 1
      found(read24(bytes, body + 6) + 1, read24(bytes, body + 9) + 1)
    }
    const length = bytes.readUInt32LE(at + 4)
    at = body + length + (length % 2)
  }
  const size = largest as PictureSize | null
  return size && { ...size, frames: Math.max(1, frames) }
}

const largerOf = (one: PictureSize | null, other: PictureSize): PictureSize =>
  one
    ? { width: Math.max(one.width, other.width), height: Math.max(one.height, other.height), frames: 1 }
    : other

const measures: Record<string, Measure | undefined> = {
  'image/png': measurePng,
  'image/jpeg': measureJpeg,
  'image/gif': measureGif,
  'image/webp': measureWebp,
}
