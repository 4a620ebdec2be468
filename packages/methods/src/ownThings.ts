import { pageBounds, plainText } from '@sheshi/board'
import type { TLNoteShape, TLRecord, TLShape } from '@tldraw/tlschema'
import { regionAt, type StandingRegion } from './padRegions.ts'

/** Something that somebody has put on a board: a note, text or labelled shape, a picture, or a sketch. */
export interface OwnThing {
  /** Of the shape that stands for the whole: `shape:…`. */
  id: string
  kind: 'note' | 'picture' | 'sketch'
  text: string
  /** The record that holds the words; null where there are none. */
  textId: string | null
  color: string | null
  region: string | null
  by: string | null
}

type Records = ReadonlyMap<string, TLRecord>

const written = new Set(['note', 'text', 'geo'])

/** Everything with one tag (`meta.who`) that its maker would look for: what lies on top first. Pure. */
export function ownThings(records: Records, who: string, regions: readonly StandingRegion[]): OwnThing[] {
  const own: TLShape[] = []
  for (const record of records.values()) {
    if (record.typeName === 'shape' && record.meta.who === who) own.push(record)
  }
  const found = own.flatMap((shape) => {
    const inside = records.get(shape.parentId)
    // What is in a group of one's own is part of that.
    const isPart = inside?.typeName === 'shape' && inside.type === 'group' && inside.meta.who === who
    const thing = isPart ? null : thingOf(records, shape, regions)
    return thing ? [{ thing, shape }] : []
  })
  return found.sort((a, b) => (a.shape.index > b.shape.index ? -1 : 1)).map(({ thing }) => thing)
}

/** What a shape is to whoever made it; null: nothing they would look for, such as an arrow or a single line of ink. */
export function thingOf(
  records: Records,
  shape: TLShape,
  regions: readonly StandingRegion[],
): OwnThing | null {
  const parts = [shape, ...descendants(records, shape.id)]
  const kind = kindOf(shape, parts)
  if (!kind) return null
  const words = parts.find((part) => part.type === 'note') ?? parts.find((part) => written.has(part.type))
  const text = words ? plainText(words) : ''
  const bounds = pageBounds(records, shape.id)
  const middle = bounds && { x: bounds.x + bounds.w / 2, y: bounds.y + bounds.h / 2 }
  return {
    id: shape.id,
    kind,
    text,
    textId: words?.id ?? null,
    color: words?.type === 'note' ? (words as TLNoteShape).props.color : null,
    region: (middle && regionAt(regions, middle)?.id) ?? null,
    by: typeof shape.meta.by === 'string' ? shape.meta.by : null,
  }
}

function kindOf(shape: TLShape, parts: readonly TLShape[]): OwnThing['kind'] | null {
  if (shape.type === 'note') return 'note'
  if (shape.type === 'text' || shape.type === 'geo') return plainText(shape).trim() ? 'note' : null
  if (parts.some(({ type }) => type === 'image')) return 'picture'
  return parts.some(({ type, meta }) => type === 'draw' && meta.sketch === true) ? 'sketch' : null
}

/**
 * The ids of all that goes when somebody takes a thing back: it and what is in it, but nothing of other people's; a
 * group that holds something of theirs stays.
 */
export function withdrawIds(records: Records, id: string): string[] {
  const shape = records.get(id)
  if (shape?.typeName !== 'shape') return []
  const inside = descendants(records, id)
  const own = inside.filter(({ meta }) => meta.who === shape.meta.who)
  const others = inside.length > own.length
  return [...(others ? [] : [id]), ...own.map((part) => part.id)]
}

/** All shapes in a group, however deep; of anything else none: what lies in a frame is not part of it. */
function descendants(records: Records, id: string): TLShape[] {
  const group = records.get(id)
  if (group?.typeName !== 'shape' || group.type !== 'group') return []
  const found: TLShape[] = []
  const seen = new Set([id])
  for (let before = -1; before < found.length; ) {
    before = found.length
    for (const record of records.values()) {
      if (record.typeName !== 'shape' || seen.has(record.id) || !seen.has(record.parentId)) continue
      seen.add(record.id)
      found.push(record)
    }
  }
  return found.sort((a, b) => (a.index < b.index ? -1 : 1))
}
