import * as Y from 'yjs'
import { putRecords, readRecords, type TLRecord } from '../src/index.ts'
import { boardLayout, type EditKind, type LayoutWriter, runSession } from '../src/testing/index.ts'
import { megabytes, type Row, Tally } from './measure.ts'
import { wholeRecords } from './wholeRecords.ts'

/** How large a session is. */
export interface SessionSize {
  people: number
  minutes: number
  shapes: number
}

interface Measured {
  doc: Y.Doc
  records: Map<string, TLRecord>
  edits: Map<EditKind, Tally>
  sent: number
  /** Bytes of the state after each session. */
  states: number[]
}

export interface Sizes {
  /** The document after the first session, in the board's own layout. */
  doc: Y.Doc
  rows: Row[]
  numbers: object
}

type NewBoard = () => { doc: Y.Doc; records: Map<string, TLRecord> }

/** One session after the other, each by new people, on one board that holds at most as many shapes as one makes. */
function measure(newBoard: NewBoard, layout: LayoutWriter, size: SessionSize, sessions: number): Measured {
  const board = newBoard()
  const doc = layout === boardLayout ? board.doc : new Y.Doc()
  let records = board.records
  if (layout !== boardLayout) for (const record of records.values()) layout.create(doc, record)
  const edits = new Map<EditKind, Tally>()
  const states: number[] = []
  let sent = 0
  for (let seed = 1; seed <= sessions; seed++) {
    const onEdit = (kind: EditKind, update: Uint8Array) => {
      const tally = edits.get(kind) ?? new Tally()
      edits.set(kind, tally)
      tally.add(update.length)
      if (seed === 1) sent += update.length
    }
    records = runSession({ doc, seed, ...size, room: size.shapes, layout, records, onEdit })
    states.push(Y.encodeStateAsUpdate(doc).length)
  }
  return { doc, records, edits, sent, states }
}

/** The same records in a new document, written by one. */
export function fresh(newBoard: NewBoard, records: Map<string, TLRecord>): Y.Doc {
  const { doc } = newBoard()
  putRecords(
    doc,
    [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  return doc
}

const sizeOf = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).length

/** Bytes of each kind of edit and of the state, beside the whole-record layout on the very same session. */
export function sizesOf(newBoard: NewBoard, size: SessionSize, sessions: number): Sizes {
  const ours = measure(newBoard, boardLayout, size, 1)
  const theirs = measure(newBoard, wholeRecords, size, 1)
  const rebuilt = sizeOf(fresh(newBoard, ours.records))
  const rows: Row[] = [...ours.edits].map(([kind, tally]) => ({
    what: `bytes of an update: ${kind} (${tally.count})`,
    value: tally.mean.toFixed(0),
    beside: (theirs.edits.get(kind)?.mean ?? 0).toFixed(0),
  }))
  rows.push(
    { what: 'sent in all by one session', value: megabytes(ours.sent), beside: megabytes(theirs.sent) },
    {
      what: 'state after one session',
      value: megabytes(ours.states[0] ?? 0),
      beside: megabytes(theirs.states[0] ?? 0),
    },
    { what: `the same ${ours.records.size} records in a fresh document`, value: megabytes(rebuilt) },
  )
  const numbers: Record<string, unknown> = {
    edits: Object.fromEntries(
      [...ours.edits].map(([kind, { count, mean, largest }]) => [kind, { count, mean, largest }]),
    ),
    sent: ours.sent,
    state: ours.states[0],
    fresh: rebuilt,
    whole: { sent: theirs.sent, state: theirs.states[0] },
  }
  if (sessions > 1) Object.assign(numbers, overMonths(newBoard, size, sessions, rows))
  return { doc: ours.doc, rows, numbers }
}

function overMonths(newBoard: NewBoard, size: SessionSize, sessions: number, rows: Row[]): object {
  const ours = measure(newBoard, boardLayout, size, sessions)
  const theirs = measure(newBoard, wholeRecords, size, sessions)
  const renewed = sizeOf(fresh(newBoard, readRecords(ours.doc)))
  const last = ours.states.at(-1) ?? 0
  rows.push(
    {
      what: `state after ${sessions} sessions`,
      value: megabytes(last),
      beside: megabytes(theirs.states.at(-1) ?? 0),
    },
    { what: `the same ${ours.records.size} records in a fresh document`, value: megabytes(renewed) },
  )
  return { states: ours.states, freshAfter: renewed, ratio: last / renewed, wholeStates: theirs.states }
}
