import * as Y from 'yjs'
import { judgeUpdate } from '../src/index.ts'
import { runSession } from '../src/testing/index.ts'
import type { Row } from './measure.ts'

const measured = ['create', 'drag', 'drag several', 'keystroke', 'stroke'] as const
type Measured = (typeof measured)[number]
const isMeasured = (kind: string): kind is Measured => measured.some((one) => one === kind)

/** Microseconds (median, mean) that judging one update takes, by what was done on the board of a session. */
export function judgingOf(state: Uint8Array): { rows: Row[]; numbers: Record<string, [number, number]> } {
  const doc = new Y.Doc()
  const server = new Y.Doc()
  for (const one of [doc, server]) Y.applyUpdate(one, state)
  const times = new Map<Measured, number[]>(measured.map((kind) => [kind, []]))
  const updates: [kind: string, update: Uint8Array][] = []
  const onEdit = (kind: string, update: Uint8Array) => void updates.push([kind, update])
  runSession({ doc, seed: 2, people: 20, minutes: 3, shapes: 100, onEdit })
  for (const [kind, update] of updates) {
    const start = performance.now()
    const refusal = judgeUpdate(server, update)
    if (isMeasured(kind)) times.get(kind)?.push((performance.now() - start) * 1_000)
    if (refusal) throw new Error(`an honest ${kind} was refused: ${refusal.reason}`)
    Y.applyUpdate(server, update)
  }
  const numbers = Object.fromEntries([...times].map(([kind, all]) => [kind, medianAndMean(all)]))
  const rows = Object.entries(numbers).map(([kind, [median, mean]]) => ({
    what: `judging an update: ${kind}`,
    value: `${median.toFixed(0)} µs (mean ${mean.toFixed(0)})`,
  }))
  return { rows, numbers }
}

function medianAndMean(all: number[]): [number, number] {
  const sorted = [...all].sort((a, b) => a - b)
  return [sorted[sorted.length >> 1] ?? 0, all.reduce((sum, one) => sum + one, 0) / Math.max(all.length, 1)]
}
