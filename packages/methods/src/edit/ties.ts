import { connect, plainText } from '@sheshi/board'
import type { TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { pageOf } from '../outline/board.ts'
import { indexAbove, onPage } from './places.ts'
import { applyChange, type Tie, tiesOf } from './state.ts'
import type { Change } from './types.ts'

type Records = ReadonlyMap<string, TLRecord>

const shapeId = (id: string): TLShapeId => `shape:${id}` as TLShapeId

/** True where an arrow joins two cards, whichever way. Ids as the outline has them. */
export const joins = ({ start, end }: Tie, one: string, other: string): boolean =>
  (start.toId === shapeId(one) && end.toId === shapeId(other)) ||
  (start.toId === shapeId(other) && end.toId === shapeId(one))

/** True where an arrow ends at a card. */
export const touches = ({ start, end }: Tie, id: string): boolean =>
  start.toId === shapeId(id) || end.toId === shapeId(id)

/** Takes an arrow away. One with words is a card of its own: it only comes loose. */
export function untied({ arrow, start, end }: Tie): TLRecord['id'][] {
  const bindings = [start.id, end.id]
  return plainText(arrow).trim() === '' ? [arrow.id, ...bindings] : bindings
}

/** An arrow that was there, now from one card to another. */
export function retied({ start, end }: Tie, from: string, to: string): TLRecord[] {
  return [
    { ...start, toId: shapeId(from) },
    { ...end, toId: shapeId(to) },
  ]
}

/** A new arrow from one card to another, above everything else; none where one of them is gone. */
export function tied(records: Records, from: string, to: string): TLRecord[] {
  const [one, other] = [records.get(shapeId(from)), records.get(shapeId(to))]
  if (one?.typeName !== 'shape' || other?.typeName !== 'shape') return []
  const page = pageOf(records, one)
  if (!page) return []
  return connect(onPage(records, one, page), onPage(records, other, page), {
    index: indexAbove(records, page),
  })
}

/** Which way an arrow goes on a side of a tree: causes lead to what is nearer the core, effects away from it. */
export const inOrder = (side: 'below' | 'above', farther: string, nearer: string): [string, string] =>
  side === 'below' ? [farther, nearer] : [nearer, farther]

interface Rehung {
  id: string
  /** What hangs under it now, and the side of the tree that is. */
  children: string[]
  side: 'below' | 'above'
  /** What they hang under afterwards; null where the tree has no core. */
  to: string | null
}

/** What hung under a card that leaves the tree hangs under the next one; all other arrows of the card go. */
export function leftBehind(records: Records, { id, children, side, to }: Rehung): Change {
  const change: Change = { put: [], remove: [] }
  const waiting = new Set(children)
  for (const tie of tiesOf(records)) {
    if (!touches(tie, id)) continue
    const child = [...waiting].find((each) => joins(tie, each, id))
    if (child === undefined || to === null) change.remove.push(...untied(tie))
    else change.put.push(...retied(tie, ...inOrder(side, child, to)))
    if (child !== undefined) waiting.delete(child)
  }
  return change
}

/** One change after another, as one. What the second takes away is not put by the first. */
export function both(first: Change, second: Change): Change {
  const gone = new Set<string>(second.remove)
  const put = new Map(first.put.filter(({ id }) => !gone.has(id)).map((record) => [record.id, record]))
  for (const record of second.put) put.set(record.id, record)
  return {
    put: [...put.values()],
    remove: [...new Set([...first.remove, ...second.remove])].filter((id) => !put.has(id)),
  }
}

/** The records with a change made, and the change: for edits of several steps. */
export interface Draft {
  records: Map<string, TLRecord>
  change: Change
}

export const draftOf = (records: Records): Draft => ({
  records: new Map(records),
  change: { put: [], remove: [] },
})

/** The draft with one step more. */
export function withStep({ records, change }: Draft, step: Change): Draft {
  return { records: applyChange(records, step), change: both(change, step) }
}

/** A step that puts one shape where it belongs now. */
export const putting = (...put: TLShape[]): Change => ({ put, remove: [] })
