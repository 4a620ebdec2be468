import type { TLRecord } from '@tldraw/tlschema'
import { isEqual } from '@tldraw/utils'
import { sameRichText } from './richText.ts'
import { isObject, type JsonRecord } from './schema.ts'

/**
 * A record as the registers it merges by: `at` (`[x, y, parentId]` of a shape), `wh` (`[w, h]` where both
 * exist), `<field>`, `:<prop>` and `#<meta key>`. Two people changing different registers both keep their change.
 */
export type Registers = Map<string, unknown>

const outside = new Set(['id', 'typeName', 'props', 'meta'])
const placed = new Set(['x', 'y', 'parentId'])
const unsafeKeys = new Set(['__proto__', 'constructor', 'prototype'])

const hasSize = (props: JsonRecord): boolean => typeof props.w === 'number' && typeof props.h === 'number'

/** Every register of a record with its value; a missing field has no register. */
export function registersOf(record: TLRecord): Registers {
  const { props, meta, ...fields }: JsonRecord = { ...record }
  const isShape = record.typeName === 'shape'
  const registers: Registers = new Map()
  if (isShape) registers.set('at', [fields.x, fields.y, fields.parentId])
  for (const [name, value] of Object.entries(fields)) {
    if (!outside.has(name) && !(isShape && placed.has(name))) registers.set(name, value)
  }
  if (isObject(props)) {
    const sized = hasSize(props)
    if (sized) registers.set('wh', [props.w, props.h])
    for (const [name, value] of Object.entries(props)) {
      if (!sized || (name !== 'w' && name !== 'h')) registers.set(`:${name}`, value)
    }
  }
  if (isObject(meta)) for (const [key, value] of Object.entries(meta)) registers.set(`#${key}`, value)
  return registers
}

/** True where two values of one register mean the same (rich text regardless of how its marks are written). */
export function sameRegister(name: string, a: unknown, b: unknown): boolean {
  return a === b || (name === ':richText' ? sameRichText(a, b) : isEqual(a, b))
}

/** The registers that differ, with their value in `to`; `undefined` means the register is gone. */
export function changesBetween(from: TLRecord, to: TLRecord): Registers {
  const changes: Registers = new Map()
  if (from === to) return changes
  const before = registersOf(from)
  const after = registersOf(to)
  for (const [name, value] of after) {
    if (!sameRegister(name, before.get(name), value)) changes.set(name, value)
  }
  for (const name of before.keys()) if (!after.has(name)) changes.set(name, undefined)
  return changes
}

/** True when no register differs. */
export const sameRecord = (a: TLRecord, b: TLRecord): boolean => changesBetween(a, b).size === 0

function setOrDelete(target: JsonRecord, key: string, value: unknown): void {
  if (unsafeKeys.has(key)) return
  if (value === undefined) delete target[key]
  else target[key] = value
}

/** A copy of a JSON record with registers laid over it. The values are taken as they are, nothing is validated. */
export function layOver(record: JsonRecord, registers: Iterable<[string, unknown]>): JsonRecord {
  const next = { ...record }
  const props = isObject(record.props) ? { ...record.props } : {}
  if (isObject(record.props)) next.props = props
  let meta: JsonRecord = {}
  for (const [name, value] of registers) {
    // Most records' meta stays as it is, and stays the same object.
    if (name.startsWith('#') && isObject(next.meta) && next.meta !== meta) next.meta = meta = { ...next.meta }
    if (name === 'at') placeAt(next, Array.isArray(value) ? value : [])
    else if (name === 'wh') [props.w, props.h] = Array.isArray(value) ? value : []
    else setOrDelete(...fieldOf(name, next, props, meta), value)
  }
  return next
}

/** The object that holds a register's field, and the field's key in it. */
function fieldOf(
  name: string,
  record: JsonRecord,
  props: JsonRecord,
  meta: JsonRecord,
): [JsonRecord, string] {
  if (name.startsWith(':')) return [props, name.slice(1)]
  if (name.startsWith('#')) return [meta, name.slice(1)]
  // The identity of a record is no register; what a document claims about it is dropped.
  return [outside.has(name) ? {} : record, name]
}

function placeAt(record: JsonRecord, [x, y, parentId]: unknown[]): void {
  record.x = x
  record.y = y
  if (parentId !== undefined) record.parentId = parentId
}

/**
 * Makes the change `from` → `to` again on another version of the record: registers that the change did not touch
 * stay as they are in `onto`. Registers for which `keep` answers true stay too. Returns `onto` itself when nothing
 * is left to change.
 */
export function rebase<R extends TLRecord>(
  from: TLRecord,
  to: TLRecord,
  onto: R,
  keep: (register: string, fromValue: unknown, ontoValue: unknown) => boolean = () => false,
): R {
  const before = registersOf(from)
  const now = registersOf(onto)
  const changes = [...changesBetween(from, to)].filter(
    ([name, value]) =>
      !sameRegister(name, now.get(name), value) && !keep(name, before.get(name), now.get(name)),
  )
  return changes.length === 0 ? onto : (layOver({ ...onto }, changes) as unknown as R)
}

/**
 * `next`, built from `old`'s own objects wherever they mean the same: tldraw compares rich text by reference and
 * would reset a text field on an equal copy.
 */
export function reuse<R extends TLRecord>(old: TLRecord, next: R): R {
  return layOver({ ...old }, changesBetween(old, next)) as unknown as R
}
