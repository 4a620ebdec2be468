import { mostInGroup } from './journalFormat.ts'
import { WindowReader } from './journalReader.ts'
import type { Damage, Scan } from './journalScan.ts'

/** What a disk writes whole or not at all. */
const sectorBytes = 512

/**
 * Where the last group of the last segment begins to lack something, as a power cut leaves it: pages of a group that
 * was never acknowledged are missing, in any order, and read as zeros. null where nothing of the kind is found.
 */
export async function tornInLastGroup(path: string, scan: Scan): Promise<number | null> {
  const start = lastGroupStart(scan)
  if (start === null) return null
  const torn = scan.damage.filter(({ number }) => number >= start)
  if (torn.length === 0) return null
  const reader = await WindowReader.open(path)
  try {
    for (const damage of torn) if (!(await lacksSector(reader, damage))) return null
  } finally {
    await reader.close()
  }
  return Math.min(...torn.map(({ offset }) => offset))
}

/** The number of the first entry of the group that was written last; null where too little of it is left to tell. */
function lastGroupStart({ entries, damage }: Scan): number | null {
  const named = [...entries, ...damage.flatMap(({ entry }) => entry ?? [])]
  named.sort((one, other) => one.number - other.number)
  for (let i = named.length - 1; ; i--) {
    const mark = named[i]
    if (!mark) return null
    if (mark.groupIndex < mostInGroup) return mark.number - mark.groupIndex
    if (named[i - 1]?.number !== mark.number - 1) return null
  }
}

/** True where what the damage has of some sector is all zeros: a flipped byte leaves none like that. */
async function lacksSector(reader: WindowReader, { offset, end }: Damage): Promise<boolean> {
  for (let at = offset; at < end; ) {
    const next = Math.min(end, at - (at % sectorBytes) + sectorBytes)
    const bytes = await reader.bytes(at, next - at)
    if (bytes.length > 0 && bytes.every((byte) => byte === 0)) return true
    at = next
  }
  return false
}
