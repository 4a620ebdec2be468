import {
  crcBytes,
  decodeMark,
  decodeSegmentHeader,
  type EntryMark,
  encodedMarkLength,
  entryLength,
  headMagic,
  isWholeHeader,
  longestMark,
  payloadOffset,
  type SegmentHeader,
  segmentStart,
  tailMagic,
} from './journalFormat.ts'
import { WindowReader } from './journalReader.ts'

/** A whole entry and where it begins. */
export interface ScannedEntry extends EntryMark {
  offset: number
}

/** Bytes that cannot be read. `entry` says whose they are; null: a hole that nothing in it identifies. */
export interface Damage {
  offset: number
  /** Where it ends. */
  end: number
  entry: EntryMark | null
  /** The number, within the segment, of the first entry that is concerned. */
  number: number
  /** For a hole: how many entries are missing there, as far as the numbering tells. */
  lost: number
}

export interface Scan {
  header: SegmentHeader | null
  /** False where one of the header's two copies is damaged, or both. */
  headerWhole: boolean
  entries: ScannedEntry[]
  damage: Damage[]
  /** Where the last write stopped half-way: behind it nothing can be read. null when the end is whole. */
  tornAt: number | null
  /** Bytes of the file, up to the asked-for end. */
  length: number
}

/** The header of a segment; null when the file is too short or neither copy can be read. */
export async function readSegmentHeader(path: string): Promise<SegmentHeader | null> {
  const reader = await WindowReader.open(path, segmentStart)
  try {
    return decodeSegmentHeader(await reader.bytes(0, segmentStart))
  } finally {
    await reader.close()
  }
}

/** Reads a segment up to byte `end`, checking every byte and going on behind what cannot be read. */
export async function scanSegment(path: string, end = Number.POSITIVE_INFINITY): Promise<Scan> {
  const reader = await WindowReader.open(path)
  try {
    return await new SegmentScan(reader, Math.min(end, reader.length)).run()
  } finally {
    await reader.close()
  }
}

class SegmentScan {
  private readonly entries: ScannedEntry[] = []
  private readonly damage: Damage[] = []
  private nextNumber = 0

  constructor(
    private readonly reader: WindowReader,
    private readonly end: number,
  ) {}

  async run(): Promise<Scan> {
    const start = await this.reader.bytes(0, segmentStart)
    const header = decodeSegmentHeader(start)
    const headerWhole = isWholeHeader(start)
    let at: number | null = segmentStart
    let reached = segmentStart
    while (at !== null && at < this.end) {
      reached = at
      at = await this.step(at)
    }
    const short = this.end < segmentStart
    const tornAt = short ? 0 : at === null ? reached : null
    return { header, headerWhole, entries: this.entries, damage: this.damage, tornAt, length: this.end }
  }

  /** Reads what stands at `at`; returns where to go on, null when nothing readable follows. */
  private async step(at: number): Promise<number | null> {
    const head = await this.mark(headMagic, at)
    if (head) return this.entryAt(at, head)
    const next = await this.findMark(at)
    if (!next) return null
    if (next.isHead) {
      this.noteLost(at, next.offset, next.mark)
      return next.offset
    }
    // A tail without its head: the head's bytes are bad, and the tail says whose entry it is.
    const end = next.offset + encodedMarkLength(next.mark)
    this.noteLost(at, next.offset, next.mark)
    this.note(at, end, next.mark)
    return end
  }

  private async entryAt(at: number, head: EntryMark): Promise<number | null> {
    const behind = at + entryLength(head)
    if (behind > this.end) return null
    this.noteLost(at, at, head)
    const payloadAt = at + payloadOffset(head)
    const crc = await this.reader.crc(payloadAt, head.payloadLength)
    const crcAt = payloadAt + head.payloadLength
    const stored = await this.reader.bytes(crcAt, crcBytes)
    const payloadWhole = stored.length === crcBytes && stored.readUInt32LE() === crc
    const tail = await this.mark(tailMagic, crcAt + crcBytes)
    const whole = payloadWhole && tail?.board === head.board && tail.sequence === head.sequence
    if (whole) this.entries.push({ ...head, offset: at })
    else this.note(at, behind, head)
    this.nextNumber = head.number + 1
    return behind
  }

  private async mark(magic: Buffer, at: number): Promise<EntryMark | null> {
    return decodeMark(magic, await this.reader.bytes(at, Math.min(longestMark, this.end - at)))
  }

  /** The first readable head or tail behind `from`. */
  private async findMark(from: number): Promise<{ offset: number; isHead: boolean; mark: EntryMark } | null> {
    const step = 64 << 10
    for (let at = from + 1; at < this.end; at += step) {
      // Overlapping by a magic's length, so that none is missed between two pieces.
      const piece = Buffer.from(
        await this.reader.bytes(at, Math.min(step + headMagic.length - 1, this.end - at)),
      )
      for (let i = piece.indexOf('SHJ'); i !== -1 && i < step; i = piece.indexOf('SHJ', i + 1)) {
        const head = await this.mark(headMagic, at + i)
        if (head) return { offset: at + i, isHead: true, mark: head }
        const tail = await this.mark(tailMagic, at + i)
        if (tail) return { offset: at + i, isHead: false, mark: tail }
      }
    }
    return null
  }

  /** Entries that the numbering says were here before `next`. */
  private noteLost(offset: number, end: number, next: EntryMark): void {
    const lost = next.number - this.nextNumber
    if (lost > 0) this.damage.push({ offset, end, entry: null, number: this.nextNumber, lost })
    this.nextNumber = next.number
  }

  private note(offset: number, end: number, entry: EntryMark): void {
    this.damage.push({ offset, end, entry, number: entry.number, lost: 0 })
    this.nextNumber = entry.number + 1
  }
}
