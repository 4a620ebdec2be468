import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { crc32, gunzip, gzip } from 'node:zlib'
import { VersionHead } from '@sheshi/records'

/**
 * A file of a version: magic, length u32 of the head, head (JSON), crc32 of all before; then the document as one
 * Yjs update (v1), gzipped. The head says how long the rest is and what it must hash to.
 */
const magic = Buffer.from('SHJVERS1')
const lengthBytes = 4
const crcBytes = 4
/** Far more than any head; what claims more is damaged. */
const longestHead = 1 << 20
/** As much of a file as is read to have its head: people and counts are few. */
export const headChunk = 4_096

const pack = promisify<Uint8Array, Buffer>(gzip)
const unpack = promisify<Uint8Array, Buffer>(gunzip)

/** Packs a document's state, in the thread pool. */
export const packState = (state: Uint8Array): Promise<Uint8Array> => pack(state)

export const hashOf = (state: Uint8Array): string => createHash('sha256').update(state).digest('hex')

/** The parts of a version's file. */
export function encodeVersion(head: VersionHead, packed: Uint8Array): Uint8Array[] {
  const json = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32LE(json.length)
  const front = Buffer.concat([magic, length, json])
  const crc = Buffer.alloc(crcBytes)
  crc.writeUInt32LE(crc32(front))
  return [front, crc, packed]
}

/** Where the head of a file ends, from its first bytes; null where it is no file of ours. */
export function headEnd(start: Buffer): number | null {
  const front = magic.length + lengthBytes
  if (start.length < front || start.compare(magic, 0, magic.length, 0, magic.length) !== 0) return null
  const length = start.readUInt32LE(magic.length)
  return length <= longestHead ? front + length + crcBytes : null
}

/** The head in a file's first bytes, which reach to `headEnd`; null where it is damaged or the rest is not all there. */
export function decodeHead(start: Buffer, fileBytes: number): VersionHead | null {
  const end = headEnd(start)
  if (end === null || start.length < end) return null
  const front = start.subarray(0, end - crcBytes)
  if (crc32(front) !== start.readUInt32LE(front.length)) return null
  const head = VersionHead.safeParse(parse(front.subarray(magic.length + lengthBytes)))
  return head.success && end + head.data.packed === fileBytes ? head.data : null
}

/** A whole file's head and document; null where any of it is damaged. */
export async function decodeVersion(file: Buffer): Promise<{ head: VersionHead; state: Uint8Array } | null> {
  const head = decodeHead(file, file.length)
  const end = headEnd(file)
  if (!head || end === null) return null
  try {
    const state = await unpack(file.subarray(end))
    return hashOf(state) === head.sha256 ? { head, state } : null
  } catch {
    return null
  }
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'))
  } catch {
    return null
  }
}
