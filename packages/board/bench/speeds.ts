import * as Y from 'yjs'
import { bindStore, makeShape, putRecords, readBoard, seedBoard, type TLRecord } from '../src/index.ts'
import { isShape } from '../src/schema.ts'
import { createStore, HandSchedule, indexAt } from '../src/testing/index.ts'
import { fastestTime, heapOf, megabytes, type Row, thousands } from './measure.ts'

const copyOf = (state: Uint8Array): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

/** A store bound to a copy of the document; its frames run when told. */
function bound(state: Uint8Array) {
  const doc = copyOf(state)
  const store = createStore()
  const frames = new HandSchedule()
  const binding = bindStore({ doc, store, schedule: frames.schedule })
  return { doc, store, frames, binding }
}

/** Microseconds from a change in the store to its update, one shape of the board moved each time. */
function localChange(state: Uint8Array, steps: number): number {
  const { doc, store, frames, binding } = bound(state)
  let sent = 0
  doc.on('update', () => sent++)
  const ids = store.allRecords().filter(isShape)
  const milliseconds = fastestTime(5, () => {
    for (let step = 0; step < steps; step++) {
      const shape = store.get(ids[step % ids.length]?.id as TLRecord['id'])
      if (isShape(shape)) store.put([{ ...shape, x: shape.x + 1 }])
      binding.flush()
    }
  })
  frames.run(true)
  if (sent !== steps * 5) throw new Error(`${sent} updates for ${steps * 5} changes`)
  binding.dispose()
  return (milliseconds / steps) * 1_000
}

/** Microseconds from a remote update, each of one move and in a frame of its own, to the store. */
function remoteChange(state: Uint8Array, wanted: number): number {
  const { doc, store, frames, binding } = bound(state)
  const other = copyOf(state)
  const shapes = [...readBoard(other).records.values()].filter(isShape)
  // Each run moves others.
  const steps = Math.min(wanted, Math.floor(shapes.length / 5))
  const moved = shapes.slice(0, steps * 5)
  const updates: Uint8Array[] = []
  other.on('update', (update: Uint8Array) => updates.push(update))
  for (const shape of moved) putRecords(other, [{ ...shape, x: shape.x + 1 }])
  let next = 0
  const milliseconds = fastestTime(5, () => {
    for (let step = 0; step < steps; step++) {
      Y.applyUpdate(doc, updates[next++] ?? new Uint8Array())
      frames.run(false)
    }
  })
  const last = moved[next - 1]
  const shown = last && store.get(last.id)
  if (!isShape(shown) || shown.x !== (last?.x ?? 0) + 1) throw new Error('the store does not show the change')
  binding.dispose()
  return (milliseconds / steps) * 1_000
}

/** A board of notes, the usual shape. */
function notes(count: number): Uint8Array {
  const doc = new Y.Doc()
  const records = Array.from({ length: count }, (_, at) =>
    makeShape({
      type: at % 5 === 0 ? 'geo' : 'note',
      id: `shape:n${at}`,
      x: at * 3,
      y: at,
      index: indexAt(at + 1),
    }),
  )
  seedBoard(doc, { records, template: 'blank', locale: 'en' })
  return Y.encodeStateAsUpdate(doc)
}

/** Rows for the table, and the numbers behind them. */
export interface Speeds {
  rows: Row[]
  numbers: Record<string, number>
}

/** How fast a session's document is read, changed and shown. */
export function speedsOf(state: Uint8Array, quick: boolean): Speeds {
  const loaded = copyOf(state)
  const { size } = readBoard(loaded).records
  const runs = quick ? 5 : 15
  const read = fastestTime(4 * runs, () => readBoard(loaded))
  const big = notes(5_000)
  const steps = quick ? 50 : 400
  const numbers = {
    records: size,
    readMilliseconds: read,
    recordsPerSecond: (size / read) * 1_000,
    applyMilliseconds: fastestTime(runs, () => copyOf(state)),
    localMicroseconds: localChange(state, steps),
    remoteMicroseconds: remoteChange(state, steps),
    openMilliseconds: fastestTime(5, () => bound(big).binding.dispose()),
    heap: heapOf(() => copyOf(state)),
  }
  const rows: Row[] = [
    {
      what: `document → store records (${size})`,
      value: `${thousands(numbers.recordsPerSecond)} a second (${read.toFixed(1)} ms)`,
    },
    { what: 'state → document', value: `${numbers.applyMilliseconds.toFixed(0)} ms` },
    { what: 'local change → update', value: `${numbers.localMicroseconds.toFixed(0)} µs` },
    { what: 'remote update → store', value: `${numbers.remoteMicroseconds.toFixed(0)} µs` },
    { what: 'a board of 5,000 shapes: bytes → store', value: `${numbers.openMilliseconds.toFixed(0)} ms` },
    { what: 'heap of the document after the session', value: megabytes(numbers.heap) },
  ]
  return { rows, numbers }
}
