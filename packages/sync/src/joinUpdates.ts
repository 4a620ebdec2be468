import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { type ScannedDelete, scanUpdate } from './updateScan.ts'
import { writeDeletes } from './writeDeletes.ts'

/** Successive structs of one author within one update. */
interface Run {
  update: Uint8Array
  clock: number
  ends: number
  structs: number
  from: number
  to: number
}

/**
 * Joins updates that follow each other, as a document gives them one after the other, into one. Their structs are laid
 * end to end as they are; `Y.mergeUpdates` would decode all of them and hold the process for as long.
 */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [first] = updates
  if (first && updates.length === 1) return first
  const authors = new Map<number, Run[]>()
  const deletes: ScannedDelete[] = []
  for (const update of updates) takeRuns(update, authors, deletes)
  if (![...authors.values()].every(isWhole)) return Y.mergeUpdates([...updates])
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, authors.size)
  // yjs merges updates by the order it writes itself.
  for (const [client, runs] of [...authors].sort(([one], [other]) => other - one)) {
    let structs = 0
    for (const run of runs) structs += run.structs
    for (const value of [structs, client, runs[0]?.clock ?? 0]) encoding.writeVarUint(encoder, value)
    for (const { update, from, to } of runs) encoding.writeUint8Array(encoder, update.subarray(from, to))
  }
  writeDeletes(encoder, deletes)
  return encoding.toUint8Array(encoder)
}

function takeRuns(update: Uint8Array, authors: Map<number, Run[]>, deletes: ScannedDelete[]): void {
  let open: (Run & { client: number }) | null = null
  scanUpdate(update, {
    struct({ client, clock, length, from, to }) {
      if (open?.client !== client) {
        open = { client, update, clock, ends: clock, structs: 0, from, to }
        const runs = authors.get(client)
        if (runs) runs.push(open)
        else authors.set(client, [open])
      }
      open.structs += 1
      open.to = to
      open.ends = clock + length
    },
    remove: (range) => deletes.push(range),
  })
}

/** True where nothing is missing and nothing lies there twice. */
const isWhole = (runs: readonly Run[]): boolean =>
  runs.every((run, i) => i === 0 || runs[i - 1]?.ends === run.clock)
