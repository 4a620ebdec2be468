import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { createBindingId } from '@tldraw/tlschema'
import { isShape } from '../schema.ts'
import {
  anyIndex,
  anyParent,
  anyShape,
  bindingsOf,
  descendants,
  type Hand,
  newId,
  type Operation,
} from './hand.ts'

/** A shape with everything in it, and the bindings whose both ends are among them. */
function contentOf({ store }: Hand, shape: TLShape): TLRecord[] {
  const shapes = [shape, ...descendants(store, shape.id)]
  const ids = new Set<string>(shapes.map(({ id }) => id))
  return [...shapes, ...bindingsOf(store).filter(({ fromId, toId }) => ids.has(fromId) && ids.has(toId))]
}

/** Puts copied records onto the board under new ids, as the editor does. */
function putCopy(hand: Hand, records: readonly TLRecord[], parentId: TLShape['parentId']): void {
  const ids = new Map<string, TLShape['id']>()
  for (const record of records) if (isShape(record)) ids.set(record.id, newId(hand.random))
  const copyOf = (record: TLRecord): TLRecord => {
    if (isShape(record)) {
      const id = ids.get(record.id) ?? record.id
      const parent = ids.get(record.parentId)
      if (parent) return { ...record, id, parentId: parent }
      return { ...record, id, parentId, index: anyIndex(hand, parentId), x: record.x + 10, y: record.y + 10 }
    }
    if (record.typeName !== 'binding') return record
    const [fromId, toId] = [ids.get(record.fromId), ids.get(record.toId)]
    const id = createBindingId(`b${hand.random.int(1e9).toString(36)}`)
    return { ...record, id, fromId: fromId ?? record.fromId, toId: toId ?? record.toId }
  }
  hand.store.put(records.map(copyOf))
}

/** Puts a shape with all that belongs to it a second time beside it. */
export const duplicate: Operation = (hand) => {
  const shape = anyShape(hand)
  if (shape) putCopy(hand, contentOf(hand, shape), shape.parentId)
}

/** Remembers a shape as it is now; it may be gone when it is pasted. */
export const copy: Operation = (hand) => {
  const shape = anyShape(hand)
  if (shape) hand.clipboard = contentOf(hand, shape)
}

/** Puts what was copied onto some page or into some frame, as often as wanted. */
export const paste: Operation = (hand) => {
  if (hand.clipboard.length > 0) putCopy(hand, hand.clipboard, anyParent(hand))
}
