import { crc32, deflateSync } from 'node:zlib'
import { makeShape, type TLRecord } from '@sheshi/board'

/** A JPEG of 8 × 6 red pixels. */
export const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hn' +
    'Pk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj' +
    'Y2P/wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAA' +
    'AAAAAAAAAAAABQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAeon/9k=',
  'base64',
)

interface PngLook {
  width: number
  height: number
  /** 2: colours; 6: colours and how much they cover. */
  kind: 2 | 6
  /** How each row says that it is filtered. */
  filter: number
  /** What is packed instead of the rows. */
  rows: Buffer
}

/** A PNG, sound unless something else is asked for. */
export function pngOf(look: Partial<PngLook> = {}): Buffer {
  const { width = 4, height = 3, kind = 2, filter = 0 } = look
  const row = Buffer.alloc(1 + width * (kind === 2 ? 3 : 4), 200)
  row[0] = filter
  const rows = look.rows ?? Buffer.concat(Array.from({ length: height }, () => row))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, kind, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const packed = deflateSync(rows)
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** The two records of a picture that lies on a board. */
export function photo(name: string, src: string, place: { x: number; y: number; w: number; h: number }) {
  const { x, y, w, h } = place
  const props = { name: '', src, w, h, mimeType: 'image/png', isAnimated: false }
  const asset = { id: `asset:${name}`, typeName: 'asset', type: 'image', props, meta: {} }
  const shown = { w, h, assetId: asset.id as never }
  const shape = makeShape({ type: 'image', id: `shape:${name}`, x, y, index: 'a9', props: shown })
  return [asset as unknown as TLRecord, shape as TLRecord]
}
