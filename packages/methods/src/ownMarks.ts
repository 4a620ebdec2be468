import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type { JsonObject, JsonValue } from '@tldraw/utils'

type Records = ReadonlyMap<string, TLRecord>

/** What a shape may carry of whoever made it. */
export const personalMarks = ['who', 'sector', 'by', 'city'] as const
export type PersonalMark = (typeof personalMarks)[number]

/** Every shape that carries a tag (`meta.who`). Pure. */
export function shapesOf(records: Records, who: string): TLShape[] {
  const own: TLShape[] = []
  for (const record of records.values()) {
    if (record.typeName === 'shape' && record.meta.who === who) own.push(record)
  }
  return own
}

/**
 * The ids of everything that somebody has made, lines and arrows too; a frame or group that holds something of other
 * people's stays, because it is theirs as well. Pure.
 */
export function allOwnIds(records: Records, who: string): string[] {
  const own = new Set(shapesOf(records, who).map(({ id }) => id))
  const keeps = new Set<string>()
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || own.has(record.id)) continue
    for (let at = records.get(record.parentId); at?.typeName === 'shape'; at = records.get(at.parentId)) {
      if (keeps.has(at.id)) break
      keeps.add(at.id)
    }
  }
  return [...own].filter((id) => !keeps.has(id))
}

/**
 * The shapes that say something about whoever has this tag, without these marks: their own, and those that stand for a
 * note of theirs that was merged away. Only what changes. Pure.
 */
export function withoutMarks(records: Records, who: string, marks: readonly PersonalMark[]): TLShape[] {
  const changed: TLShape[] = []
  for (const record of records.values()) {
    if (record.typeName !== 'shape') continue
    const meta = metaWithout(record.meta, who, new Set<string>(marks))
    if (meta) changed.push({ ...record, meta })
  }
  return changed
}

const isEntry = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The marks that are left; null where nothing is to be taken. */
function metaWithout(meta: JsonObject, who: string, marks: ReadonlySet<string>): JsonObject | null {
  const left = (entry: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(entry).filter(([mark]) => !marks.has(mark)))
  const own = meta.who === who ? left(meta) : meta
  const { mergedFrom } = own
  const merged = Array.isArray(mergedFrom)
    ? mergedFrom.map((entry) => (isEntry(entry) && entry.who === who ? left(entry) : entry))
    : mergedFrom
  const then = merged === undefined ? own : { ...own, mergedFrom: merged }
  return JSON.stringify(then) === JSON.stringify(meta) ? null : then
}
