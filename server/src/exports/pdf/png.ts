import { inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Larger ones take hundreds of megabytes to unpack. */
const mostPixels = 24_000_000
const channels: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

interface Head {
  width: number
  height: number
  bits: number
  channels: number
}

/**
 * Whether a PNG can be unpacked whole. pdfkit finds out only later, in a callback where nobody can catch it, and
 * takes the thread with it; so it gets what is sound. Interlaced ones, which hardly anybody makes, are left out.
 */
export function isSoundPng(png: Buffer): boolean {
  try {
    const chunks = chunksOf(png)
    const head = headOf(chunks.find(({ name }) => name === 'IHDR')?.data)
    const packed = chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)
    return head !== null && chunks.at(-1)?.name === 'IEND' && areRows(Buffer.concat(packed), head)
  } catch {
    return false
  }
}

function chunksOf(png: Buffer): { name: string; data: Buffer }[] {
  if (!png.subarray(0, 8).equals(signature)) return []
  const chunks: { name: string; data: Buffer }[] = []
  for (let at = 8; at < png.length && chunks.at(-1)?.name !== 'IEND'; ) {
    const length = png.readUInt32BE(at)
    const start = at + 8
    if (start + length + 4 > png.length) return []
    chunks.push({ name: png.toString('latin1', at + 4, start), data: png.subarray(start, start + length) })
    at = start + length + 4
  }
  return chunks
}

function headOf(data: Buffer | undefined): Head | null {
  if (data?.length !== 13) return null
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  const [bits = 0, kind = -1, , , interlaced = 1] = data.subarray(8)
  const known = channels[kind]
  const fits = width > 0 && height > 0 && width * height <= mostPixels
  return known && fits && interlaced === 0 ? { width, height, bits, channels: known } : null
}

/** Each row is as long as it must be, and begins with a way of filtering that there is. */
function areRows(packed: Buffer, { width, height, bits, channels: count }: Head): boolean {
  const row = 1 + Math.ceil((width * bits * count) / 8)
  const rows = inflateSync(packed, { maxOutputLength: row * height })
  if (rows.length !== row * height) return false
  for (let at = 0; at < rows.length; at += row) if ((rows[at] ?? 5) > 4) return false
  return true
}
