import * as encoding from 'lib0/encoding'
import type { ScannedDelete } from './updateScan.ts'

/** Writes the second half of an update (v1): what it deletes. */
export function writeDeletes(encoder: encoding.Encoder, deletes: readonly ScannedDelete[]): void {
  const byAuthor = new Map<number, ScannedDelete[]>()
  for (const range of deletes) {
    const own = byAuthor.get(range.client)
    if (own) own.push(range)
    else byAuthor.set(range.client, [range])
  }
  encoding.writeVarUint(encoder, byAuthor.size)
  for (const [client, ranges] of byAuthor) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
}
