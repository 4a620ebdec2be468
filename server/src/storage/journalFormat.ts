import { crc32 } from 'node:zlib'

/**
 * What a journal file looks like. All numbers little-endian.
 *
 * Segment: a header, written twice so that one bad byte does not take it, then entries to the end of the file.
 *   header   'SHJSEG01' · previous number u32 · previous length u48 · crc32 of these
 * Entry: the identification stands before and after the payload, so that a bad byte anywhere in it can be laid
 * at the door of one board, and reading goes on behind it. `kind` is in the lowest bit of its byte; the others
 * count the entries that were written together, from 0 up to 127 and no further.
 *   head     'SHJE' · kind u8 · id length u8 · payload length u32 · number u32 · sequence u48 · id · crc32 of these
 *   payload  · crc32 of the payload
 *   tail     'SHJT' · kind u8 · id length u8 · payload length u32 · number u32 · sequence u48 · id · crc32 of these
 */
export const EntryKind = { update: 0, removed: 1 } as const
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind]

/** What identifies an entry; `number` counts the entries of a segment from 0, `sequence` a board's from 1. */
export interface EntryMark {
  kind: EntryKind
  board: string
  sequence: number
  number: number
  /** Counts the entries of one group from 0; `mostInGroup` stands for that and all behind. */
  groupIndex: number
  payloadLength: number
}

/** Where the counting within a group stops. */
export const mostInGroup = 127

/** Which segment was written before this one, and how many of its bytes were acknowledged. */
export interface SegmentHeader {
  previousNumber: number
  previousLength: number
}

export const headMagic = Buffer.from('SHJE')
export const tailMagic = Buffer.from('SHJT')
const segmentMagic = Buffer.from('SHJSEG01')
const segmentHeaderBytes = segmentMagic.length + 4 + 6 + 4
const markBytes = 4 + 1 + 1 + 4 + 4 + 6
const idBytes = 64
export const crcBytes = 4

/** Where the first entry of a segment begins. */
export const segmentStart = 2 * segmentHeaderBytes
/** The most a head or a tail can take. */
export const longestMark = markBytes + idBytes + crcBytes

const markLength = (board: string) => markBytes + Buffer.byteLength(board) + crcBytes

/** Bytes of a whole entry. */
export const entryLength = (mark: Pick<EntryMark, 'board' | 'payloadLength'>) =>
  2 * markLength(mark.board) + mark.payloadLength + crcBytes

/** Where an entry's payload begins, counted from the entry's beginning. */
export const payloadOffset = (mark: Pick<EntryMark, 'board'>) => markLength(mark.board)

/** An entry as the parts to be written; the payload is not copied. */
export function encodeEntry(mark: EntryMark, payload: Uint8Array): Uint8Array[] {
  const tail = Buffer.concat([crcOf(payload), encodeMark(tailMagic, mark)])
  return [encodeMark(headMagic, mark), payload, tail]
}

function encodeMark(magic: Buffer, entry: EntryMark): Buffer {
  const { kind, board, sequence, number, groupIndex, payloadLength } = entry
  const id = Buffer.from(board)
  const mark = Buffer.alloc(markBytes)
  magic.copy(mark)
  mark.writeUInt8(kind | (Math.min(groupIndex, mostInGroup) << 1), 4)
  mark.writeUInt8(id.length, 5)
  mark.writeUInt32LE(payloadLength, 6)
  mark.writeUInt32LE(number, 10)
  mark.writeUIntLE(sequence, 14, 6)
  const body = Buffer.concat([mark, id])
  return Buffer.concat([body, crcOf(body)])
}

/** Reads a head or a tail from the beginning of `bytes`; null when it is not whole. */
export function decodeMark(magic: Buffer, bytes: Buffer): EntryMark | null {
  if (bytes.length < markBytes || bytes.compare(magic, 0, 4, 0, 4) !== 0) return null
  const length = markBytes + bytes.readUInt8(5)
  if (bytes.length < length + crcBytes) return null
  if (crc32(bytes.subarray(0, length)) !== bytes.readUInt32LE(length)) return null
  return {
    kind: (bytes.readUInt8(4) & 1) === EntryKind.removed ? EntryKind.removed : EntryKind.update,
    groupIndex: bytes.readUInt8(4) >> 1,
    board: bytes.toString('utf8', markBytes, length),
    sequence: bytes.readUIntLE(14, 6),
    number: bytes.readUInt32LE(10),
    payloadLength: bytes.readUInt32LE(6),
  }
}

/** Bytes that a decoded head or tail took. */
export const encodedMarkLength = (mark: Pick<EntryMark, 'board'>) => markLength(mark.board)

export function encodeSegmentHeader({ previousNumber, previousLength }: SegmentHeader): Buffer {
  const body = Buffer.alloc(segmentHeaderBytes - crcBytes)
  segmentMagic.copy(body)
  body.writeUInt32LE(previousNumber, 8)
  body.writeUIntLE(previousLength, 12, 6)
  const header = Buffer.concat([body, crcOf(body)])
  return Buffer.concat([header, header])
}

/** The header at the beginning of a segment, from whichever of its two copies is whole; null when neither is. */
export function decodeSegmentHeader(bytes: Buffer): SegmentHeader | null {
  for (const start of [0, segmentHeaderBytes]) {
    const copy = bytes.subarray(start, start + segmentHeaderBytes)
    if (copy.length < segmentHeaderBytes || copy.compare(segmentMagic, 0, 8, 0, 8) !== 0) continue
    if (crc32(copy.subarray(0, -crcBytes)) !== copy.readUInt32LE(segmentHeaderBytes - crcBytes)) continue
    return { previousNumber: copy.readUInt32LE(8), previousLength: copy.readUIntLE(12, 6) }
  }
  return null
}

/** True where both copies of the header can be read. */
export const isWholeHeader = (bytes: Buffer): boolean =>
  bytes.length >= segmentStart &&
  bytes.compare(bytes, 0, segmentHeaderBytes, segmentHeaderBytes, segmentStart) === 0 &&
  decodeSegmentHeader(bytes) !== null

/** The checksum as it is written. */
export function crcOf(bytes: Uint8Array): Buffer {
  const crc = Buffer.alloc(crcBytes)
  crc.writeUInt32LE(crc32(bytes))
  return crc
}
