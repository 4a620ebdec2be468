import * as Y from 'yjs'
import { compact, renewDocument, type TLRecord } from '../src/index.ts'
import { boardLayout, type EditKind, type LayoutWriter, runSession } from '../src/testing/index.ts'
import { megabytes, type Row, Tally } from './measure.ts'
import { wholeRecords } from './wholeRecords.ts'

/** How large a session is. */
export interface SessionSize {
  people: number
  minutes: number
  shapes: number
}

/** How many sessions follow one another, and whether to measure too what becomes of documents never renewed. */
interface Series {
  sessions: number
  long: boolean
}

interface Measured {
  doc: Y.Doc
  records: Map<string, TLRecord>
  edits: Map<EditKind, Tally>
  sent: number
  /** Bytes of the state in the end. */
  state: number
}

export interface Sizes {
  /** The document after the first session, in the board's own layout. */
  doc: Y.Doc
  rows: Row[]
  numbers: object
}

type NewBoard = () => { doc: Y.Doc; records: Map<string, TLRecord> }

/** The first session, every edit weighed. */
function measureOne(newBoard: NewBoard, layout: LayoutWriter, size: SessionSize): Measured {
  const board = newBoard()
  const doc = layout === boardLayout ? board.doc : new Y.Doc()
  if (layout !== boardLayout) for (const record of board.records.values()) layout.create(doc, record)
  const edits = new Map<EditKind, Tally>()
  let sent = 0
  const onEdit = (kind: EditKind, update: Uint8Array) => {
    const tally = edits.get(kind) ?? new Tally()
    edits.set(kind, tally)
    tally.add(update.length)
    sent += update.length
  }
  const records = runSession({
    doc,
    seed: 1,
    ...size,
    room: size.shapes,
    layout,
    records: board.records,
    onEdit,
  })
  return { doc, records, edits, sent, state: sizeOf(doc) }
}

/** Bytes of the state after each of several sessions, each by new people; `renew` runs in between, as on the server. */
function statesOf(
  { doc, records, state }: Measured,
  layout: LayoutWriter,
  size: SessionSize,
  sessions: number,
  renew: (doc: Y.Doc) => Y.Doc,
): { states: number[]; doc: Y.Doc } {
  const states = [state]
  let [now, shown] = [renew(copyOf(doc)), records]
  for (let seed = 2; seed <= sessions; seed++) {
    shown = runSession({ doc: now, seed, ...size, room: size.shapes, layout, records: shown })
    states.push(sizeOf(now))
    now = renew(now)
  }
  return { states, doc: now }
}

const sizeOf = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).length
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Bytes of each kind of edit and of the state, beside the whole-record layout on the very same session. */
export function sizesOf(newBoard: NewBoard, size: SessionSize, series: Series): Sizes {
  const ours = measureOne(newBoard, boardLayout, size)
  const theirs = measureOne(newBoard, wholeRecords, size)
  const rows: Row[] = [...ours.edits].map(([kind, tally]) => ({
    what: `bytes of an update: ${kind} (${tally.count})`,
    value: `${tally.mean.toFixed(0)}, at most ${tally.largest}`,
    beside: (theirs.edits.get(kind)?.mean ?? 0).toFixed(0),
  }))
  const fresh = sizeOf(compact(ours.doc))
  rows.push(
    { what: 'sent in all by one session', value: megabytes(ours.sent), beside: megabytes(theirs.sent) },
    { what: 'state after one session', value: megabytes(ours.state), beside: megabytes(theirs.state) },
    { what: `the same ${ours.records.size} records in a fresh document`, value: megabytes(fresh) },
  )
  const edits = Object.fromEntries(
    [...ours.edits].map(([kind, { count, mean, largest }]) => [kind, { count, mean, largest }]),
  )
  const numbers = {
    edits,
    sent: ours.sent,
    state: ours.state,
    fresh,
    whole: { sent: theirs.sent, state: theirs.state },
    ...overMonths(ours, theirs, size, series, rows),
  }
  return { doc: ours.doc, rows, numbers }
}

/** The series: renewed as the server does it, and (`long`, for it takes ten minutes) both layouts left to grow. */
function overMonths(
  ours: Measured,
  theirs: Measured,
  size: SessionSize,
  { sessions, long }: Series,
  rows: Row[],
): object {
  const renewed = statesOf(ours, boardLayout, size, sessions, (doc) => renewDocument(doc)?.doc ?? doc)
  const [stored, fresh] = [sizeOf(renewed.doc), sizeOf(compact(renewed.doc))]
  rows.push(
    { what: `state at the end of session ${sessions}`, value: megabytes(renewed.states.at(-1) ?? 0) },
    {
      what: 'stored then, once nobody is in the room',
      value: `${megabytes(stored)}, ${(stored / fresh).toFixed(2)} × fresh`,
    },
    { what: 'the same records in a fresh document', value: megabytes(fresh) },
  )
  const numbers = { stored, fresh, renewed: renewed.states }
  return { sessions: long ? { ...numbers, ...leftToGrow(ours, theirs, size, sessions, rows) } : numbers }
}

function leftToGrow(
  ours: Measured,
  theirs: Measured,
  size: SessionSize,
  sessions: number,
  rows: Row[],
): object {
  const asItIs = (doc: Y.Doc) => doc
  const grown = statesOf(ours, boardLayout, size, sessions, asItIs).states
  const whole = statesOf(theirs, wholeRecords, size, sessions, asItIs).states
  rows.push({
    what: `state after ${sessions} sessions, never renewed`,
    value: megabytes(grown.at(-1) ?? 0),
    beside: megabytes(whole.at(-1) ?? 0),
  })
  return { grown, whole }
}
