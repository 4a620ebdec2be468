import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { realDisk } from '../../storage/journalDisk.ts'
import {
  encodeEntry,
  encodeSegmentHeader,
  payloadOffset,
  type SegmentHeader,
  segmentStart,
} from '../../storage/journalFormat.ts'
import { mendedName } from '../../storage/journalMended.ts'
import type { ReadSegment } from '../../storage/journalOpen.ts'
import { WindowReader } from '../../storage/journalReader.ts'
import type { ScannedEntry } from '../../storage/journalScan.ts'
import { segmentName } from '../../storage/journalWriter.ts'

/**
 * Writes the journal anew with the entries that are to stay, and keeps the old folder whole under `keptIn`. What a
 * crash leaves is the old journal, or the new one, which the next start puts in its place.
 */
export async function rewriteJournal(
  dataDir: string,
  segments: readonly ReadSegment[],
  stays: (entry: ScannedEntry) => boolean,
  keptIn: string,
): Promise<void> {
  const wal = join(dataDir, 'wal')
  const mended = join(dataDir, mendedName)
  await rm(mended, { recursive: true, force: true })
  await mkdir(`${mended}.new`, { recursive: true })
  let previous: SegmentHeader = { previousNumber: 0, previousLength: 0 }
  for (const segment of segments) {
    const length = await rewriteSegment(
      segment,
      join(`${mended}.new`, segmentName(segment.number)),
      previous,
      stays,
    )
    previous = { previousNumber: segment.number, previousLength: length }
  }
  await realDisk.syncFolder(`${mended}.new`)
  await rename(`${mended}.new`, mended)
  await realDisk.syncFolder(dataDir)
  await rename(wal, keptIn)
  await rename(mended, wal)
  await realDisk.syncFolder(dataDir)
}

/** Answers the length of the new file. */
async function rewriteSegment(
  { path, scan }: ReadSegment,
  to: string,
  previous: SegmentHeader,
  stays: (entry: ScannedEntry) => boolean,
): Promise<number> {
  const reader = await WindowReader.open(path)
  const file = await open(to, 'w')
  let length = segmentStart
  let number = 0
  try {
    await file.writeFile(encodeSegmentHeader(previous))
    for (const entry of scan.entries.filter(stays)) {
      const payload = await reader.copy(entry.offset + payloadOffset(entry), entry.payloadLength)
      for (const part of encodeEntry({ ...entry, number, groupIndex: 0 }, payload)) {
        await file.writeFile(part)
        length += part.length
      }
      number += 1
    }
    await file.sync()
  } finally {
    await file.close()
    await reader.close()
  }
  return length
}
