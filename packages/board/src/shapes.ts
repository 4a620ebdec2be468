import type {
  TLArrowBinding,
  TLArrowShape,
  TLBindingId,
  TLDefaultShape,
  TLPageId,
  TLParentId,
  TLShape,
  TLShapeId,
} from '@tldraw/tlschema'
import { createBindingId, createShapeId } from '@tldraw/tlschema'
import { getIndices, type IndexKey, type JsonObject } from '@tldraw/utils'
import { checkRecord } from './check.ts'
import { richText } from './richText.ts'
import { PAGE_ID } from './schema.ts'

type ShapeType = TLDefaultShape['type']
type PropsOf<T extends ShapeType> = Extract<TLDefaultShape, { type: T }>['props']

const ink = { color: 'black', size: 'm' } as const
const label = { labelColor: 'black', font: 'draw' } as const

/** tldraw's own default props of each type of shape (`getDefaultProps` of its shape utils). */
const defaults: { [T in ShapeType]: () => PropsOf<T> } = {
  note: () => ({
    ...ink,
    ...label,
    richText: richText(''),
    align: 'middle',
    verticalAlign: 'middle',
    growY: 0,
    fontSizeAdjustment: 0,
    url: '',
    scale: 1,
  }),
  geo: () => ({
    ...ink,
    ...label,
    w: 100,
    h: 100,
    geo: 'rectangle',
    dash: 'draw',
    fill: 'none',
    growY: 0,
    url: '',
    scale: 1,
    align: 'middle',
    verticalAlign: 'middle',
    richText: richText(''),
  }),
  text: () => ({
    ...ink,
    w: 8,
    font: 'draw',
    textAlign: 'start',
    autoSize: true,
    scale: 1,
    richText: richText(''),
  }),
  frame: () => ({ w: 320, h: 180, name: '', color: 'black' }),
  group: () => ({}),
  arrow: () => ({
    ...ink,
    ...label,
    kind: 'arc',
    elbowMidPoint: 0.5,
    dash: 'draw',
    fill: 'none',
    bend: 0,
    start: { x: 0, y: 0 },
    end: { x: 2, y: 0 },
    arrowheadStart: 'none',
    arrowheadEnd: 'arrow',
    text: '',
    labelPosition: 0.5,
    scale: 1,
  }),
  line: () => {
    const [start, end] = indexes(2) as [IndexKey, IndexKey]
    return {
      ...ink,
      dash: 'draw',
      spline: 'line',
      scale: 1,
      points: {
        [start]: { id: start, index: start, x: 0, y: 0 },
        [end]: { id: end, index: end, x: 0.1, y: 0.1 },
      },
    }
  },
  draw: () => ({
    ...ink,
    segments: [{ type: 'free', points: [{ x: 0, y: 0, z: 0.5 }] }],
    fill: 'none',
    dash: 'draw',
    isComplete: true,
    isClosed: false,
    isPen: false,
    scale: 1,
  }),
  highlight: () => ({
    ...ink,
    segments: [{ type: 'free', points: [{ x: 0, y: 0, z: 0.5 }] }],
    isComplete: true,
    isPen: false,
    scale: 1,
  }),
  image: () => ({
    w: 100,
    h: 100,
    assetId: null,
    playing: true,
    url: '',
    crop: null,
    flipX: false,
    flipY: false,
    altText: '',
  }),
  video: () => ({
    w: 100,
    h: 100,
    assetId: null,
    autoplay: false,
    url: '',
    altText: '',
    time: 0,
    playing: true,
  }),
  bookmark: () => ({ url: '', w: 300, h: 320, assetId: null }),
  embed: () => ({ w: 300, h: 300, url: '' }),
}

/** `n` fractional indices in rising order, for siblings from bottom to top. */
export const indexes = (n: number): IndexKey[] => (n <= 0 ? [] : getIndices(n - 1))

/** What `makeShape` wants to know; everything left out is as tldraw's own tools make it. */
export interface ShapeInput<T extends ShapeType> {
  type: T
  id?: TLShapeId | string
  /** A page's or shape's id; the board's page when left out. */
  parentId?: TLParentId | string
  /** In the parent's coordinates. */
  x: number
  y: number
  rotation?: number
  opacity?: number
  index: IndexKey | string
  props?: Partial<PropsOf<T>>
  meta?: JsonObject
  isLocked?: boolean
}

/** A complete shape, valid by the schema. Throws when what was given makes it invalid. */
export function makeShape<T extends ShapeType>(input: ShapeInput<T>): Extract<TLDefaultShape, { type: T }> {
  const { type, id, parentId, x, y, rotation, opacity, index, props, meta, isLocked } = input
  const shape = {
    id: id ?? createShapeId(),
    typeName: 'shape',
    type,
    parentId: parentId ?? (PAGE_ID as TLPageId),
    x,
    y,
    rotation: rotation ?? 0,
    opacity: opacity ?? 1,
    index,
    isLocked: isLocked ?? false,
    props: { ...(defaults[type] as () => object)(), ...props },
    meta: meta ?? {},
  }
  const problem = checkRecord(shape)
  if (problem) throw new Error(`${shape.id} is no valid shape: ${problem}`)
  return shape as unknown as Extract<TLDefaultShape, { type: T }>
}

/** The ends of an arrow, relative to its own place, before tldraw computes them from its bindings. */
function middleOf(shape: TLShape): { x: number; y: number } {
  const { w, h } = { w: 200, h: 200, ...(shape.props as { w?: number; h?: number }) }
  return { x: shape.x + w / 2, y: shape.y + h / 2 }
}

/**
 * An arrow from one shape to another with the bindings that keep it tied. Both shapes must have the same parent;
 * the arrow gets it too. With an `id`, the bindings' ids follow from it.
 */
export function connect(
  fromShape: TLShape,
  toShape: TLShape,
  {
    id,
    index,
    props,
  }: { id?: TLShapeId | string; index: IndexKey | string; props?: Partial<TLArrowShape['props']> },
): [TLArrowShape, TLArrowBinding, TLArrowBinding] {
  const from = middleOf(fromShape)
  const to = middleOf(toShape)
  const arrow = makeShape({
    type: 'arrow',
    ...(id === undefined ? {} : { id }),
    parentId: fromShape.parentId,
    x: from.x,
    y: from.y,
    index,
    props: { start: { x: 0, y: 0 }, end: { x: to.x - from.x, y: to.y - from.y }, ...props },
  })
  const bind = (terminal: 'start' | 'end', target: TLShape): TLArrowBinding => ({
    id:
      id === undefined
        ? createBindingId()
        : (`binding:${arrow.id.slice('shape:'.length)}-${terminal}` as TLBindingId),
    typeName: 'binding',
    type: 'arrow',
    fromId: arrow.id,
    toId: target.id,
    props: { terminal, normalizedAnchor: { x: 0.5, y: 0.5 }, isExact: false, isPrecise: false, snap: 'none' },
    meta: {},
  })
  return [arrow, bind('start', fromShape), bind('end', toShape)]
}
