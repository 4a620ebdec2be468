import type { TLDrawShape, TLRecord, TLRichText, TLShape } from '@tldraw/tlschema'
import { createBindingId, PageRecordType } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { nodesOf, type TextNode } from '../richText.ts'
import { propsOf } from '../schema.ts'
import { connect, makeShape } from '../shapes.ts'
import { copy, duplicate, paste } from './copies.ts'
import {
  anyIndex,
  anyParent,
  anyShape,
  bindingsOf,
  descendants,
  type Hand,
  newId,
  type Operation,
  pagesOf,
  put,
  shapesOf,
  withProps,
} from './hand.ts'
import type { Random } from './random.ts'

export type { Hand } from './hand.ts'

const create: Operation = (hand) => {
  const { random } = hand
  const parentId = anyParent(hand)
  const base = {
    id: newId(random),
    parentId,
    index: anyIndex(hand, parentId),
    x: random.int(2_000),
    y: random.int(1_000),
    rotation: random.chance(0.1) ? random.next() * 6 : 0,
  }
  const type = random.of('note', 'note', 'geo', 'text', 'frame', 'line')
  put(hand, makeShape({ ...base, type }) as TLShape)
}

const tie: Operation = (hand) => {
  const from = anyShape(hand, ({ type }) => type !== 'arrow')
  const to = anyShape(hand, (shape) => shape.type !== 'arrow' && shape.id !== from?.id)
  if (!from || !to) return
  hand.store.put(connect(from, to, { id: newId(hand.random), index: anyIndex(hand, from.parentId) }))
}

/** The same arrow's end tied once more, as two people at once would. */
const tieAgain: Operation = (hand) => {
  const binding = hand.random.pick(bindingsOf(hand.store))
  const to = anyShape(hand, ({ type }) => type !== 'arrow')
  if (!binding || !to) return
  hand.store.remove([binding.id])
  put(hand, { ...binding, id: createBindingId(`b${hand.random.int(1e9)}`), toId: to.id })
}

const move: Operation = (hand) => {
  const { random } = hand
  const shape = anyShape(hand)
  if (!shape) return
  let now = shape
  for (let step = random.int(4); step >= 0; step--) {
    now = { ...now, x: now.x + random.int(40) - 20, y: now.y + random.next() * 10 }
    put(hand, now)
  }
}

const turn: Operation = (hand) => {
  const shape = anyShape(hand)
  if (shape) put(hand, { ...shape, rotation: hand.random.next() * 3, isLocked: hand.random.chance(0.2) })
}

const recolor: Operation = (hand) => {
  const shape = anyShape(hand, (one) => 'color' in propsOf(one))
  if (shape) put(hand, withProps(shape, { color: hand.random.of('red', 'blue', 'green', 'violet') }))
}

const resize: Operation = (hand) => {
  const shape = anyShape(hand, ({ type }) => type === 'geo' || type === 'frame')
  if (shape) put(hand, withProps(shape, { w: 10 + hand.random.int(400), h: 10 + hand.random.int(400) }))
}

/** Changes one paragraph: puts a word in, takes some letters out, or makes the whole bold. */
function retype(paragraph: TextNode, random: Random): TextNode {
  const text = (paragraph.content ?? []).map((node) => node.text ?? '').join('')
  const at = random.int(text.length + 1)
  const word = random.chance(0.1) ? '🙂' : random.int(1_000).toString(36)
  const gone = random.chance(0.3) ? random.int(4) : 0
  const cut = [...text.slice(at)].slice(gone).join('')
  const next = text.slice(0, at).replace(/[\ud800-\udbff]$/, '') + word + cut.replace(/^[\udc00-\udfff]/, '')
  const marks = random.chance(0.15) ? [{ type: random.of('bold', 'italic', 'code') }] : undefined
  return { type: 'paragraph', content: [{ type: 'text', text: next, ...(marks ? { marks } : {}) }] }
}

const type: Operation = (hand) => {
  const { random } = hand
  const shape = anyShape(hand, (one) => 'richText' in propsOf(one))
  if (!shape) return
  const blocks = nodesOf(propsOf(shape).richText as TLRichText)
  const at = random.int(blocks.length)
  const changed = blocks.map((block, index) => (index === at ? retype(block, random) : block))
  if (random.chance(0.15)) changed.splice(at, 0, { type: 'paragraph' })
  if (random.chance(0.1) && changed.length > 1) changed.splice(random.int(changed.length), 1)
  put(
    hand,
    withProps(shape, {
      richText: { type: 'doc', content: changed },
      ...('growY' in propsOf(shape) && random.chance(0.2) ? { growY: random.int(90) } : {}),
    }),
  )
}

const adopt: Operation = (hand) => {
  const shape = anyShape(hand)
  if (!shape) return
  const inside = new Set([shape.id, ...descendants(hand.store, shape.id).map(({ id }) => id)])
  const parentId = anyParent(hand)
  if (inside.has(parentId as TLShape['id'])) return
  put(hand, { ...shape, parentId, index: anyIndex(hand, parentId), x: hand.random.int(300) })
}

const reorder: Operation = (hand) => {
  const shape = anyShape(hand)
  if (shape) put(hand, { ...shape, index: anyIndex(hand, shape.parentId) })
}

/** Deletes a shape, what is in it and what is tied to it, as the editor does. */
const remove: Operation = (hand) => {
  const shape = anyShape(hand)
  if (!shape) return
  const gone = new Set<TLRecord['id']>([shape.id, ...descendants(hand.store, shape.id).map(({ id }) => id)])
  const loose = bindingsOf(hand.store).filter(({ fromId, toId }) => gone.has(fromId) || gone.has(toId))
  hand.store.remove([...loose.map(({ id }) => id), ...gone])
}

const group: Operation = (hand) => {
  const first = anyShape(hand)
  if (!first) return
  const members = shapesOf(hand.store).filter(
    ({ parentId, type }) => parentId === first.parentId && type !== 'frame',
  )
  if (members.length < 2) return
  const id = newId(hand.random)
  const frame = makeShape({
    type: 'group',
    id,
    parentId: first.parentId,
    x: 5,
    y: 5,
    index: anyIndex(hand, first.parentId),
  })
  hand.store.put([
    frame,
    ...members.slice(0, 2).map((member) => ({ ...member, parentId: id, x: member.x - 5 })),
  ])
}

/** Takes a group apart as the editor does: its members go where it was, and it goes with what is tied to it. */
const ungroup: Operation = (hand) => {
  const whole = anyShape(hand, ({ type }) => type === 'group')
  if (!whole) return
  const members = shapesOf(hand.store).filter(({ parentId }) => parentId === whole.id)
  for (const member of members) {
    const index = anyIndex(hand, whole.parentId)
    put(hand, { ...member, parentId: whole.parentId, index, x: member.x + whole.x, y: member.y + whole.y })
  }
  const loose = bindingsOf(hand.store).filter(({ fromId, toId }) => fromId === whole.id || toId === whole.id)
  hand.store.remove([...loose.map(({ id }) => id), whole.id])
}

const penDown: Operation = (hand) => {
  if (hand.drawing) return
  const id = newId(hand.random)
  const props = { isComplete: false, segments: [{ type: 'free' as const, points: [{ x: 0, y: 0, z: 0.5 }] }] }
  put(
    hand,
    makeShape({
      type: 'draw',
      id,
      x: 10,
      y: 10,
      index: anyIndex(hand, 'page:page'),
      parentId: anyParent(hand),
      props,
    }),
  )
  hand.drawing = id
}

function strokeOf(hand: Hand): TLDrawShape | null {
  const shape = hand.drawing && hand.store.get(hand.drawing)
  if (shape && shape.typeName === 'shape' && shape.type === 'draw') return shape as TLDrawShape
  hand.drawing = null
  return null
}

const hundredth = (random: Random): number => Math.round(random.next() * 10_000) / 100

const penMove: Operation = (hand) => {
  const stroke = strokeOf(hand)
  if (!stroke) return penDown(hand)
  const { random } = hand
  const [segment = { type: 'free' as const, points: [] }, ...others] = [...stroke.props.segments].reverse()
  const points = [...segment.points]
  // The pen's last point may be replaced by a later one, as tldraw does for styluses.
  if (points.length > 1 && random.chance(0.3)) points.pop()
  points.push({ x: hundredth(random), y: hundredth(random), z: 0.5 })
  const segments = [...others.reverse(), { ...segment, points }]
  if (random.chance(0.1))
    segments.push({
      type: 'straight',
      points: [
        { x: 1, y: 2, z: 0.5 },
        { x: random.next(), y: 3, z: 0.5 },
      ],
    })
  put(hand, { ...stroke, props: { ...stroke.props, segments } })
}

const penUp: Operation = (hand) => {
  const stroke = strokeOf(hand)
  if (stroke) put(hand, withProps(stroke, { isComplete: true }))
  hand.drawing = null
}

/** Completes every stroke this person sees: a run ends with it, since a stroke's last point is only sent then. */
export function liftPens(hand: Hand): void {
  for (const shape of shapesOf(hand.store)) {
    if (propsOf(shape).isComplete === false) put(hand, withProps(shape, { isComplete: true }))
  }
  hand.drawing = null
}

const stretch: Operation = (hand) => {
  const shape = anyShape(hand, (one) => one.type === 'draw' && propsOf(one).isComplete === true) as
    | TLDrawShape
    | undefined
  if (!shape) return
  const segments = shape.props.segments.map((segment) => ({
    ...segment,
    points: segment.points.map((point) => ({ ...point, x: point.x * 1.37 })),
  }))
  put(hand, withProps(shape, { segments }))
}

const note: Operation = (hand) => {
  const shape = anyShape(hand)
  if (shape)
    put(hand, {
      ...shape,
      meta: { ...shape.meta, [hand.random.of('a', 'b')]: hand.random.int(9) },
    } as TLShape)
}

const addPage: Operation = (hand) => {
  if (pagesOf(hand.store).length > 3) return
  const id = PageRecordType.createId(`p${hand.random.int(1e6)}`)
  put(hand, PageRecordType.create({ id, name: 'More', index: 'a2' as IndexKey, meta: {} }))
}

const removePage: Operation = (hand) => {
  const page = hand.random.pick(pagesOf(hand.store))
  if (!page || pagesOf(hand.store).length < 2) return
  const gone = new Set<TLRecord['id']>([page.id, ...descendants(hand.store, page.id).map(({ id }) => id)])
  const loose = bindingsOf(hand.store).filter(({ fromId, toId }) => gone.has(fromId) || gone.has(toId))
  hand.store.remove([...loose.map(({ id }) => id), ...gone])
}

const weighted: [number, Operation][] = [
  [14, create],
  [8, tie],
  [2, tieAgain],
  [16, move],
  [3, turn],
  [8, recolor],
  [6, resize],
  [16, type],
  [9, adopt],
  [6, reorder],
  [6, remove],
  [3, group],
  [2, ungroup],
  [3, duplicate],
  [2, copy],
  [3, paste],
  [4, penDown],
  [10, penMove],
  [3, penUp],
  [2, stretch],
  [3, note],
  [1, addPage],
  [1, removePage],
  [6, (hand) => hand.undo()],
  [2, (hand) => hand.redo()],
]
const bag = weighted.flatMap(([weight, operation]) => Array.from({ length: weight }, () => operation))

/** One random thing somebody does on a canvas. Returns its name. */
export function act(hand: Hand): string {
  const operation = hand.random.pick(bag) ?? create
  operation(hand)
  return operation.name
}
