import { open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@sheshi/sync'
import type { Disk } from './journalDisk.ts'
import { payloadOffset, type SegmentHeader, segmentStart } from './journalFormat.ts'
import { JournalIndex } from './journalIndex.ts'
import { WindowReader } from './journalReader.ts'
import { readSegmentHeader, type Scan, scanSegment } from './journalScan.ts'
import { tornInLastGroup } from './journalTorn.ts'
import { segmentName } from './journalWriter.ts'

/** A journal as it was found. */
export interface OpenedJournal {
  index: JournalIndex
  /** Numbers of the segments, oldest first. */
  segments: number[]
  previous: SegmentHeader
  nextNumber: number
}

/** A segment's file. */
export interface Found {
  number: number
  path: string
  header: SegmentHeader | null
}

/** Entries that nothing identifies are missing here; `lost` is Infinity where their number is not known. */
export interface Hole {
  segment: number
  offset: number
  lost: number
}

/** A segment that was read; `scan` ends where what was never acknowledged begins. */
export interface ReadSegment extends Found {
  scan: Scan
}

/** All that can be read of a journal. */
export interface ReadJournal {
  index: JournalIndex
  segments: ReadSegment[]
  /** Files in which nothing was acknowledged. */
  leftOut: Found[]
  holes: Hole[]
  /** True where `holes` cannot be accounted for by gaps in the boards' numbering. */
  unexplained: boolean
  nextNumber: number
}

/** Reads every segment of a folder. Only a torn tail of the last one is changed: it is cut off and kept beside it. */
export async function openJournal(folder: string, disk: Disk, logger: Logger): Promise<OpenedJournal> {
  const { index, segments, leftOut, holes, nextNumber } = await readJournal(folder)
  for (const { path } of leftOut) logger.warn({ file: path }, 'journal file of failed writes left out')
  if (holes.length > 0) logger.error({ holes }, 'parts of the journal cannot be read')
  const lengths = segments.map(({ number, scan }) => ({
    previousNumber: number,
    previousLength: scan.length,
  }))
  const last = segments.at(-1)
  if (last && last.scan.tornAt !== null) {
    const left = await mendTail(last, last.scan, folder, disk, logger)
    lengths.pop()
    if (left !== null) lengths.push({ previousNumber: last.number, previousLength: left })
  }
  return {
    index,
    segments: lengths.map(({ previousNumber }) => previousNumber),
    previous: lengths.at(-1) ?? { previousNumber: 0, previousLength: 0 },
    nextNumber,
  }
}

/** Reads every segment of a folder and changes nothing. */
export async function readJournal(folder: string): Promise<ReadJournal> {
  const found = await findSegments(folder)
  const index = new JournalIndex()
  const holes: Hole[] = []
  const segments: ReadSegment[] = []
  const leftOut: Found[] = []
  let damaged = 0
  for (const [i, segment] of found.entries()) {
    const successor = found[i + 1]
    const end = acknowledged(segment, successor)
    if (end === 'nothing') {
      leftOut.push(segment)
      continue
    }
    const scan = await scanSegment(segment.path, end ?? undefined)
    const read = successor ? scan : await withoutLastGroup(segment.path, scan)
    damaged += takeIn(index, segment, read)
    holes.push(...holesOf(segment, read, successor))
    segments.push({ ...segment, scan: read })
  }
  const unexplained = blameHoles(index, holes, damaged)
  return { index, segments, leftOut, holes, unexplained, nextNumber: (found.at(-1)?.number ?? 0) + 1 }
}

/** The scan up to where a power cut has left holes in the last group, as if the file were torn there. */
async function withoutLastGroup(path: string, scan: Scan): Promise<Scan> {
  const tornAt = await tornInLastGroup(path, scan)
  if (tornAt === null) return scan
  return {
    ...scan,
    tornAt,
    entries: scan.entries.filter(({ offset }) => offset < tornAt),
    damage: scan.damage.filter(({ offset }) => offset < tornAt),
  }
}

async function findSegments(folder: string): Promise<Found[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{8}\.log$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      return { number: Number.parseInt(name, 10), path, header: await readSegmentHeader(path) }
    }),
  )
}

/**
 * How many bytes of a segment its successor says were acknowledged: what stands behind was written anew. null:
 * all there is; 'nothing': the successor knows an earlier one as its predecessor.
 */
function acknowledged(segment: Found, successor: Found | undefined): number | null | 'nothing' {
  if (!successor?.header) return null
  const { previousNumber, previousLength } = successor.header
  if (previousNumber === segment.number) return previousLength
  return previousNumber < segment.number ? 'nothing' : null
}

function takeIn(index: JournalIndex, { number, path }: Found, scan: Scan): number {
  for (const entry of scan.entries) {
    index.add(entry.board, entry.kind, {
      segment: number,
      offset: entry.offset + payloadOffset(entry),
      length: entry.payloadLength,
      sequence: entry.sequence,
    })
  }
  let damaged = 0
  for (const { offset, entry } of scan.damage) {
    if (!entry) continue
    damaged += 1
    const detail = `${path}, byte ${offset}: entry ${entry.sequence} is damaged`
    index.addDamage(entry.board, number, { sequence: entry.sequence, detail })
  }
  return damaged
}

function holesOf(segment: Found, scan: Scan, successor: Found | undefined): Hole[] {
  const holes: Hole[] = scan.damage
    .filter(({ entry }) => entry === null)
    .map(({ offset, lost }) => ({ segment: segment.number, offset, lost }))
  const expected = successor?.header ?? { previousNumber: segment.number, previousLength: 0 }
  const short = scan.tornAt !== null || scan.length < expected.previousLength
  // A file between this one and its successor is gone.
  const next = expected.previousNumber > segment.number
  if (successor && (short || next)) {
    holes.push({
      segment: segment.number,
      offset: scan.tornAt ?? scan.length,
      lost: Number.POSITIVE_INFINITY,
    })
  }
  return holes
}

/**
 * Holes whose entries nothing identifies: gaps in the boards' numbering say whose they were. Where that does not
 * account for all of them, every board that falls silent before a hole may have lost its end, and is refused.
 */
function blameHoles(index: JournalIndex, holes: readonly Hole[], damaged: number): boolean {
  if (holes.length === 0) return false
  const lost = holes.reduce((sum, hole) => sum + hole.lost, 0)
  if (lost <= index.gaps() - damaged) return false
  for (const { segment, offset } of holes) {
    const detail = `${segmentName(segment)}, byte ${offset}: entries behind this place may be missing`
    for (const board of index.silentAfter(segment, offset)) {
      index.addDamage(board, segment, { sequence: null, detail })
    }
  }
  return true
}

/** Cuts off what the last write left half-done; returns the length that remains, null when no file does. */
async function mendTail(
  { path, header }: Found,
  { tornAt, length }: Scan,
  folder: string,
  disk: Disk,
  logger: Logger,
): Promise<number | null> {
  if (tornAt === null) return length
  const aside = `${path}.torn-${tornAt}`
  logger.warn(
    { file: path, byte: tornAt, cut: length - tornAt, keptIn: aside },
    'torn end of the journal cut off',
  )
  if (header === null && tornAt <= segmentStart) {
    // Not even its beginning was written: nothing in it was ever acknowledged.
    await rename(path, aside)
    await disk.syncFolder(folder)
    return null
  }
  await copyTail(path, aside, tornAt, length, disk)
  const file = await open(path, 'r+')
  try {
    await file.truncate(tornAt)
    await file.sync()
  } finally {
    await file.close()
  }
  await disk.syncFolder(folder)
  return tornAt
}

async function copyTail(path: string, aside: string, from: number, to: number, disk: Disk): Promise<void> {
  // Left by an earlier try that did not get to the cut.
  await unlink(aside).catch(() => undefined)
  const reader = await WindowReader.open(path)
  const copy = await disk.create(aside)
  try {
    for (let at = from; at < to; ) {
      const part = await reader.bytes(at, to - at)
      if (part.length === 0) break
      await copy.write([part])
      at += part.length
    }
    await copy.sync()
  } finally {
    await copy.close()
    await reader.close()
  }
}
