import type { TLBinding, TLRecord, TLShape, TLStore } from '@tldraw/tlschema'
import { createShapeId } from '@tldraw/tlschema'
import { getIndexAbove, getIndexBetween, type IndexKey } from '@tldraw/utils'
import { isShape } from '../schema.ts'
import type { Random } from './random.ts'

/** Somebody at a store, doing things at random, as tldraw's editor would write them. */
export interface Hand {
  store: TLStore
  random: Random
  /** The stroke this person is drawing. */
  drawing: TLShape['id'] | null
  /** What this person has copied: shapes, what is in them, and the bindings among them. */
  clipboard: readonly TLRecord[]
  undo(): void
  redo(): void
}

/** One thing somebody may do; it does nothing where the board has nothing to do it to. */
export type Operation = (hand: Hand) => void

/** The shapes in a store. */
export const shapesOf = (store: TLStore): TLShape[] => store.allRecords().filter(isShape)
/** The bindings in a store. */
export const bindingsOf = (store: TLStore): TLBinding[] =>
  store.allRecords().filter((record): record is TLBinding => record.typeName === 'binding')

/** The pages in a store. */
export const pagesOf = (store: TLStore) => store.allRecords().filter((record) => record.typeName === 'page')

/** A shape picked at random among those that pass. */
export const anyShape = (
  { store, random }: Hand,
  filter: (shape: TLShape) => boolean = () => true,
): TLShape | undefined => random.pick(shapesOf(store).filter(filter))

/** Puts a record into the store, if there is one. */
export const put = (hand: Hand, record: TLRecord | undefined): void => {
  if (record) hand.store.put([record])
}
/** The shape with some props changed. */
export const withProps = (shape: TLShape, props: object): TLShape =>
  ({ ...shape, props: { ...shape.props, ...props } }) as TLShape

/** An id nobody has used yet, the same for the same run. */
export const newId = (random: Random) => createShapeId(`s${random.int(1e9).toString(36)}`)

/** A page, or now and then a frame. */
export function anyParent({ store, random }: Hand): TLShape['parentId'] {
  const frame = random.pick(shapesOf(store).filter(({ type }) => type === 'frame'))
  const page = random.pick(pagesOf(store))
  if (frame && random.chance(0.4)) return frame.id
  return page?.typeName === 'page' ? page.id : ('page:page' as TLShape['parentId'])
}

/** An index in this parent: above all, between two, or (two people at once) one that is taken. */
export function anyIndex({ store, random }: Hand, parentId: string): IndexKey {
  const siblings = shapesOf(store).filter((shape) => shape.parentId === parentId)
  const taken = [...new Set(siblings.map(({ index }) => index))].sort()
  const one = random.int(taken.length)
  if (taken.length === 0 || random.chance(0.5)) return getIndexAbove(taken.at(-1) ?? null)
  if (random.chance(0.2)) return taken[one] ?? getIndexAbove(null)
  return getIndexBetween(taken[one - 1] ?? null, taken[one] ?? null)
}

/** Everything inside a shape or page. */
export function descendants(store: TLStore, id: string): TLShape[] {
  return shapesOf(store)
    .filter((shape) => shape.parentId === id)
    .flatMap((shape) => [shape, ...descendants(store, shape.id)])
}
