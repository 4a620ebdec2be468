import type { TLDrawShapeSegment, TLRecord, TLRichText } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { checkStored } from './check.ts'
import { editFragment, newFragment, readFragment } from './fragment.ts'
import { type Place, readPlace, writePlace } from './place.ts'
import { changesBetween, layOver, sameRegister } from './registers.ts'
import { richTextProblem } from './richText.ts'
import { isObject, type JsonRecord, propsOf } from './schema.ts'
import { packStroke, settledSegments, unpackStroke } from './stroke.ts'

/** What one entry of `records` says: a record that passes `checkRecord`, or why there is none. */
export type Decoded = { record: TLRecord } | { reason: string }

const BASE = '$'
const TEXT = ':richText'
const STROKE = ':segments'

const isStroke = (record: TLRecord) =>
  record.typeName === 'shape' && (record.type === 'draw' || record.type === 'highlight')

/** Reads one record. Never throws, whatever a document holds. */
export function readRecord(id: string, entry: unknown, judge = checkStored): Decoded {
  try {
    const record = readRaw(id, entry)
    const reason = judge(record)
    return reason === null ? { record: record as unknown as TLRecord } : { reason }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'unreadable' }
  }
}

/** The JSON that one entry of `records` stands for, unjudged. Throws where there is none. */
export function readRaw(id: string, entry: unknown, written?: ReadonlyMap<string, unknown>): JsonRecord {
  if (!(entry instanceof Y.Map)) throw new Error('not a map of fields')
  const base = written?.get(BASE) ?? entry.get(BASE)
  if (!isObject(base) || base.id !== id) throw new Error('the record as created is missing')
  const registers: [string, unknown][] = []
  let [at, inside]: unknown[] = []
  const read = (value: unknown, name: string) => {
    if (name === 'at') at = readRegister(name, value)[1]
    else if (name === 'in') inside = readRegister(name, value)[1]
    else if (name !== BASE) registers.push(readRegister(name, value))
  }
  entry.forEach((value, name) => {
    if (!written?.has(name)) read(value, name)
  })
  written?.forEach(read)
  if (at !== undefined || inside !== undefined) registers.push(['at', readPlace(at, inside)])
  return layOver(base, registers)
}

function readRegister(name: string, value: unknown): [string, unknown] {
  if (name === TEXT && value instanceof Y.XmlFragment) return [name, readFragment(value)]
  if (name === STROKE && value instanceof Y.Text) return [name, unpackStroke(value.toString())]
  if (value instanceof Y.AbstractType || value instanceof Y.Doc)
    throw new Error(`${name.slice(0, 40)} holds a shared type where a value should be`)
  return [name, value]
}

const segmentsOf = (record: TLRecord): readonly TLDrawShapeSegment[] =>
  (propsOf(record).segments ?? []) as TLDrawShapeSegment[]

/** A stroke as it is sent: while it is being drawn, the point that may still be replaced is held back. */
const packedStroke = (record: TLRecord): string =>
  packStroke(isComplete(record) ? segmentsOf(record) : settledSegments(segmentsOf(record)))

const isComplete = (record: TLRecord): boolean => propsOf(record).isComplete !== false

/**
 * The shared record with the unsent end of this person's own stroke: while a stroke is being drawn, its drawer's
 * store is ahead of the document by the point held back.
 */
export function keepUnsent<R extends TLRecord>(local: TLRecord, shared: R): R {
  const ahead =
    isStroke(local) &&
    isStroke(shared) &&
    !isComplete(local) &&
    !isComplete(shared) &&
    packedStroke(local) === packStroke(segmentsOf(shared))
  return ahead ? (layOver({ ...shared }, [[STROKE, segmentsOf(local)]]) as unknown as R) : shared
}

/**
 * Puts a record into `records` as a new map; what stood there under this id is gone. `pack`: how its stroke is
 * written; a person's own holds back the last point while it is being drawn.
 */
export function createRecord(
  records: Y.Map<unknown>,
  record: TLRecord,
  pack: (segments: readonly TLDrawShapeSegment[]) => string = () => packedStroke(record),
): void {
  const map = new Y.Map<unknown>()
  const props: JsonRecord | undefined = 'props' in record ? { ...record.props } : undefined
  if (props && richTextProblem(props.richText) === null) {
    map.set(TEXT, newFragment(props.richText as TLRichText))
    delete props.richText
  }
  if (props && isStroke(record)) {
    map.set(STROKE, new Y.Text(pack(segmentsOf(record))))
    delete props.segments
  }
  map.set(BASE, props ? { ...record, props } : { ...record })
  records.set(record.id, map)
}

/**
 * Writes the change `from` → `to` of one record, register by register, in place; `entry` may meanwhile hold other
 * people's changes, which stay. Registers that already have the wanted value are not written again.
 */
export function changeRecord(entry: Y.Map<unknown>, from: TLRecord, to: TLRecord): void {
  const changes = changesBetween(from, to)
  // Completing a stroke also sends the point that was held back.
  if (isStroke(to) && (changes.has(STROKE) || changes.has(':isComplete'))) {
    changes.delete(STROKE)
    writeStroke(entry, isComplete(from), to)
  }
  for (const [name, value] of changes) {
    const now = entry.get(name)
    if (name === TEXT && now instanceof Y.XmlFragment) {
      editFragment(now, propsOf(from).richText as TLRichText, value as TLRichText)
    } else if (name === 'at') writePlace(entry, value as Place, madeIn(entry))
    else if (!entry.has(name) || !sameRegister(name, now, value)) entry.set(name, value)
  }
}

function madeIn(entry: Y.Map<unknown>): unknown {
  const base = entry.get(BASE)
  return isObject(base) ? base.parentId : undefined
}

/**
 * A growing stroke is appended to. A finished one that changes all over (stretched, say) is replaced whole, so that
 * of two such changes one survives; spliced together they would be a scribble.
 */
function writeStroke(entry: Y.Map<unknown>, wasComplete: boolean, to: TLRecord): void {
  const packed = packedStroke(to)
  const text = entry.get(STROKE)
  const now = text instanceof Y.Text ? text.toString() : null
  if (now === packed) return
  if (!(text instanceof Y.Text) || now === null || (wasComplete && !packed.startsWith(now))) {
    entry.set(STROKE, new Y.Text(packed))
    return
  }
  let same = 0
  while (same < now.length && now[same] === packed[same]) same++
  if (same < now.length) text.delete(same, now.length - same)
  if (same < packed.length) text.insert(same, packed.slice(same))
}

/** Puts the whole stroke of a record in the place of what an entry holds. */
export function putStroke(entry: Y.Map<unknown>, record: TLRecord): void {
  entry.set(STROKE, new Y.Text(packStroke(segmentsOf(record))))
}
