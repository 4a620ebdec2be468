import { pageBounds, pagePoint } from '@sheshi/board'
import { createShapeId, type TLParentId, type TLRecord, type TLShape } from '@tldraw/tlschema'
import { getIndexAbove, type IndexKey } from '@tldraw/utils'
import { nextPlace, type Target } from '../placeNote.ts'

type Records = ReadonlyMap<string, TLRecord>
interface Point {
  x: number
  y: number
}

/** How something stands on its page: where its own origin is, and the directions of its axes. */
function axesOf(records: Records, id: string): { origin: Point; across: Point; down: Point } | null {
  if (records.get(id)?.typeName === 'page')
    return { origin: { x: 0, y: 0 }, across: { x: 1, y: 0 }, down: { x: 0, y: 1 } }
  const origin = pagePoint(records, id)
  const right = pagePoint(records, id, { x: 1, y: 0 })
  const below = pagePoint(records, id, { x: 0, y: 1 })
  if (!origin || !right || !below) return null
  const from = (point: Point) => ({ x: point.x - origin.x, y: point.y - origin.y })
  return { origin, across: from(right), down: from(below) }
}

/** A shape moved by so much on its page, into another parent where one is named; it keeps its angle on the page. */
export function movedBy(
  records: Records,
  shape: TLShape,
  by: Point,
  parentId: string = shape.parentId,
): TLShape | null {
  const own = axesOf(records, shape.id)
  const parent = axesOf(records, parentId)
  if (!own || !parent) return null
  const x = own.origin.x + by.x - parent.origin.x
  const y = own.origin.y + by.y - parent.origin.y
  const turn = Math.atan2(own.across.y, own.across.x) - Math.atan2(parent.across.y, parent.across.x)
  const place = {
    x: x * parent.across.x + y * parent.across.y,
    y: x * parent.down.x + y * parent.down.y,
  }
  if (parentId === shape.parentId) return { ...shape, ...place }
  const index = indexAbove(records, parentId)
  return { ...shape, ...place, rotation: turn, parentId: parentId as TLParentId, index }
}

/** A shape in the next free place of a region or a frame; null where it or the frame cannot be found on the page. */
export function movedTo(records: Records, shape: TLShape, target: Target): TLShape | null {
  const bounds = pageBounds(records, shape.id)
  if (!bounds) return null
  const except = new Set([shape.id, ...inside(records, shape.id)])
  const place = nextPlace(records, target, { height: bounds.h, except })
  if (!place) return null
  const by = { x: place.x - bounds.x - bounds.w / 2, y: place.y - bounds.y - bounds.h / 2 }
  return movedBy(records, shape, by, 'frame' in target ? target.frame : place.page)
}

/** Everything that lies in a shape, at whatever depth. */
export function inside(records: Records, id: string): string[] {
  const children = new Map<string, string[]>()
  for (const record of records.values()) {
    if (record.typeName !== 'shape') continue
    children.set(record.parentId, [...(children.get(record.parentId) ?? []), record.id])
  }
  const found: string[] = []
  const seen = new Set([id])
  const stack = [id]
  for (let next = stack.pop(); next; next = stack.pop()) {
    for (const child of children.get(next) ?? []) {
      if (seen.has(child)) continue
      seen.add(child)
      found.push(child)
      stack.push(child)
    }
  }
  return found
}

/** Above everything in a parent. */
export function indexAbove(records: Records, parentId: string): IndexKey {
  let top: IndexKey | null = null
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || record.parentId !== parentId) continue
    if (top === null || record.index > top) top = record.index
  }
  return getIndexAbove(top)
}

/** A shape as it stands on its page itself, for measuring. */
export function onPage(records: Records, shape: TLShape, page: string): TLShape {
  const at = pagePoint(records, shape.id) ?? shape
  return { ...shape, x: at.x, y: at.y, parentId: page as TLParentId }
}

/** A new id without its `shape:`. */
export const newId = (): string => createShapeId().slice('shape:'.length)
