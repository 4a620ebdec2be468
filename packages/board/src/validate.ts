import { documentType, isObject, type JsonRecord } from './schema.ts'

/** How far out a coordinate may be. */
export const FARTHEST = 1e7
/** Values remembered for one field, and their longest: styles have few, and a document must not fill the memory. */
const MAX_SEEN = 64
const MAX_SEEN_LENGTH = 32

/**
 * A record that tldraw's validators have found valid, and the words and switches they have let pass in each field of
 * its kind. They judge a record field by field, so what passed in one record passes in every other of the kind.
 */
interface Acquaintance {
  record: JsonRecord
  props: JsonRecord
  seen: Map<string, Set<unknown>>
}
const known = new Map<string, Acquaintance>()

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && value >= -FARTHEST && value <= FARTHEST

function isPoint(point: unknown): boolean {
  if (!isObject(point) || !isNumber(point.x) || !isNumber(point.y)) return false
  let fields = 0
  for (const _ in point) fields++
  return fields === 2 || (fields === 3 && isNumber(point.z))
}

const countFields = (value: object): number => {
  let fields = 0
  for (const _ in value) fields++
  return fields
}

const isSegment = (segment: unknown): boolean =>
  isObject(segment) &&
  (segment.type === 'free' || segment.type === 'straight') &&
  Array.isArray(segment.points) &&
  countFields(segment) === 2 &&
  segment.points.every(isPoint)

/** True for segments that tldraw is sure to accept, each number within bounds. */
export const areSoundSegments = (segments: unknown): boolean =>
  Array.isArray(segments) && segments.every(isSegment)

/** Of `a1`, `b2K`, `c0aZV`: what tldraw's own indexes look like; rarer ones are left to tldraw. */
const isUsualIndex = (index: string): boolean =>
  /^(?:a[0-9A-Za-z]|b[0-9A-Za-z]{2}|c[0-9A-Za-z]{3})(?:[0-9A-Za-z]*[1-9A-Za-z])?$/.test(index)

/** Whether a field's value is sure to be valid, for fields whose values are many. */
const fields: Record<string, (value: unknown, typeName: unknown) => boolean> = {
  id: (value, typeName) => typeof value === 'string' && value.startsWith(`${typeName}:`),
  parentId: (value) => typeof value === 'string' && (value.startsWith('page:') || value.startsWith('shape:')),
  fromId: (value) => typeof value === 'string' && value.startsWith('shape:'),
  toId: (value) => typeof value === 'string' && value.startsWith('shape:'),
  index: (value) => typeof value === 'string' && isUsualIndex(value),
  x: isNumber,
  y: isNumber,
  rotation: isNumber,
  meta: (value) => isObject(value) && countFields(value) === 0,
}

const isLength = (value: unknown): boolean => isNumber(value) && value > 0
const isAmount = (value: unknown): boolean => isNumber(value) && value >= 0
const isPlainPoint = (value: unknown): boolean => isPoint(value) && !Object.hasOwn(value as object, 'z')

const props: Record<string, (value: unknown) => boolean> = {
  w: isLength,
  h: isLength,
  growY: isAmount,
  fontSizeAdjustment: isAmount,
  segments: areSoundSegments,
  normalizedAnchor: isPlainPoint,
  start: isPlainPoint,
  end: isPlainPoint,
  // What is in it `checkRecord` judges more strictly than tldraw does.
  richText: (value) =>
    isObject(value) &&
    typeof value.type === 'string' &&
    Array.isArray(value.content) &&
    countFields(value) === 2,
}

function isSureField(name: string, value: unknown, good: unknown, { record, seen }: Acquaintance): boolean {
  if (value === good) return value !== undefined
  if (good === undefined) return false
  const judge = Object.hasOwn(fields, name) ? fields[name] : undefined
  return judge ? judge(value, record.typeName) : (seen.get(name)?.has(value) ?? false)
}

function isSureProp(name: string, value: unknown, good: unknown, { seen }: Acquaintance): boolean {
  if (value === good) return value !== undefined
  if (good === undefined) return false
  const judge = Object.hasOwn(props, name) ? props[name] : undefined
  return judge ? judge(value) : (seen.get(`:${name}`)?.has(value) ?? false)
}

/** True where tldraw is sure to accept the record; false says nothing. */
function isSure(record: JsonRecord, like: Acquaintance): boolean {
  let count = 0
  for (const name in record) {
    count++
    if (name !== 'props' && !isSureField(name, record[name], like.record[name], like)) return false
  }
  if (count !== countFields(like.record)) return false
  if (record.props === undefined) return like.record.props === undefined
  if (!isObject(record.props)) return false
  count = 0
  for (const name in record.props) {
    count++
    if (!isSureProp(name, record.props[name], like.props[name], like)) return false
  }
  return count === countFields(like.props)
}

const isSmall = (value: unknown): boolean =>
  typeof value === 'boolean' || (typeof value === 'string' && value.length <= MAX_SEEN_LENGTH)

function remember(kind: string, record: JsonRecord): void {
  const like = known.get(kind) ?? {
    record: structuredClone(record),
    props: isObject(record.props) ? structuredClone(record.props) : {},
    seen: new Map(),
  }
  known.set(kind, like)
  const values = [
    ...Object.entries(record),
    ...Object.entries(isObject(record.props) ? record.props : {}).map(([name, value]): [string, unknown] => [
      `:${name}`,
      value,
    ]),
  ]
  for (const [name, value] of values) {
    const seen = like.seen.get(name) ?? new Set()
    if (!isSmall(value) || seen.size >= MAX_SEEN) continue
    like.seen.set(name, seen.add(value))
  }
}

/**
 * Throws tldraw's complaint where its schema, or a board, has no place for this record. tldraw's validators take 25 µs
 * for a record; one that is like those they have passed before is let through without asking them.
 */
export function validateRecord(record: JsonRecord): void {
  const type = documentType(record.typeName)
  if (!type)
    throw new Error(`records of type ${String(record.typeName).slice(0, 40)} do not belong on a board`)
  const kind = `${record.typeName} ${typeof record.type === 'string' ? record.type : ''}`
  const like = known.get(kind)
  if (like && isSure(record, like)) return
  type.validate(record)
  remember(kind, record)
}
