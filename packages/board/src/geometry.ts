import type {
  TLArrowBinding,
  TLArrowShape,
  TLBinding,
  TLDrawShapeSegment,
  TLRecord,
  TLShape,
} from '@tldraw/tlschema'
import { plainText } from './richText.ts'
import { isShape, propsOf } from './schema.ts'

export interface Point {
  x: number
  y: number
}
export interface Box {
  x: number
  y: number
  w: number
  h: number
}
/** An affine map `[a b c d e f]` as SVG writes it. */
export type Matrix = readonly [number, number, number, number, number, number]
type Records = ReadonlyMap<string, TLRecord>

export const identity: Matrix = [1, 0, 0, 1, 0, 0]
const NOTE = 200
/** tldraw's font sizes of text shapes, and the mean width of a letter; the server cannot measure. */
export const textSizes: Record<string, number> = { s: 18, m: 24, l: 36, xl: 44 }
export const labelSizes: Record<string, number> = { s: 18, m: 22, l: 26, xl: 32 }
export const LETTER = 0.55
export const LINE = 1.35

export const apply = ([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** First `n`, then `m`. */
export function multiply(m: Matrix, n: Matrix): Matrix {
  const [a, b, c, d] = n
  const origin = apply(m, { x: n[4], y: n[5] })
  return [
    m[0] * a + m[2] * b,
    m[1] * a + m[3] * b,
    m[0] * c + m[2] * d,
    m[1] * c + m[3] * d,
    origin.x,
    origin.y,
  ]
}

/** The shape's place in its parent's coordinates. */
export function localMatrix({ x, y, rotation }: TLShape): Matrix {
  const [sin, cos] = [Math.sin(rotation), Math.cos(rotation)]
  return [cos, sin, -sin, cos, x, y]
}

/** From a shape's own coordinates to its page's. Call it on repaired records: a circle of parents would not end. */
export function pageMatrix(records: Records, shape: TLShape): Matrix {
  const parent = records.get(shape.parentId)
  return multiply(isShape(parent) ? pageMatrix(records, parent) : identity, localMatrix(shape))
}

/** The smallest box around points; null of none. */
export function boxAround(points: readonly Point[]): Box | null {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1e300, -1e300]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return points.length === 0 ? null : { x: left, y: top, w: right - left, h: bottom - top }
}

export const cornersOf = ({ x, y, w, h }: Box): Point[] => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
]

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

/** The points of a freehand stroke or a line, in the shape's own coordinates. */
export function pointsOf(shape: TLShape): Point[] {
  const props = propsOf(shape)
  if (shape.type === 'line') {
    const points = Object.values(props.points as Record<string, Point & { index: string }>)
    return points.sort((a, b) => (a.index < b.index ? -1 : 1))
  }
  return ((props.segments ?? []) as TLDrawShapeSegment[]).flatMap((segment) => segment.points)
}

function textBox(shape: TLShape): Box {
  const props = propsOf(shape)
  const size = textSizes[String(props.size)] ?? 24
  const lines = plainText(shape).split('\n')
  const widest = Math.max(8, ...lines.map((line) => line.length * size * LETTER))
  const scale = numberOf(props.scale, 1)
  const fixed = numberOf(props.w, 8)
  const wrapped = lines.reduce(
    (sum, line) => sum + Math.max(1, Math.ceil((line.length * size * LETTER) / fixed)),
    0,
  )
  return props.autoSize === true
    ? { x: 0, y: 0, w: widest * scale, h: lines.length * size * LINE * scale }
    : { x: 0, y: 0, w: fixed * scale, h: wrapped * size * LINE * scale }
}

/** The box of a shape in its own coordinates, as far as it can be known without measuring; null of a group or arrow. */
export function localBox(shape: TLShape): Box | null {
  const props = propsOf(shape)
  const scale = numberOf(props.scale, 1)
  switch (shape.type) {
    case 'note':
      return { x: 0, y: 0, w: NOTE * scale, h: (NOTE + numberOf(props.growY, 0)) * scale }
    case 'text':
      return textBox(shape)
    case 'draw':
    case 'highlight':
    case 'line':
      return boxAround(pointsOf(shape))
    case 'group':
    case 'arrow':
      return null
    default:
      return { x: 0, y: 0, w: numberOf(props.w, 100), h: numberOf(props.h, 100) + numberOf(props.growY, 0) }
  }
}

/** From `from` towards the middle of `box`: the point where the box begins. `from` inside the box: the middle. */
function edgePoint(from: Point, target: Point, box: Box): Point {
  const [dx, dy] = [target.x - from.x, target.y - from.y]
  let enters = 0
  for (const [start, delta, low, high] of [
    [from.x, dx, box.x, box.x + box.w],
    [from.y, dy, box.y, box.y + box.h],
  ] as const) {
    if (delta !== 0) enters = Math.max(enters, Math.min((low - start) / delta, (high - start) / delta))
  }
  return { x: from.x + dx * Math.min(1, enters), y: from.y + dy * Math.min(1, enters) }
}

/** The two ends of an arrow on the page: where it touches what it is tied to, else where it was drawn. */
export function arrowEnds(
  records: Records,
  arrow: TLArrowShape,
  bindings: readonly TLBinding[],
): [Point, Point] {
  const matrix = pageMatrix(records, arrow)
  const tied = (['start', 'end'] as const).map((terminal) => {
    const binding = (bindings as TLArrowBinding[]).find(
      (one) => one.fromId === arrow.id && one.props.terminal === terminal,
    )
    const target = binding && records.get(binding.toId)
    const box = target && isShape(target) ? pageBounds(records, target.id) : null
    if (!binding || !box) return { point: apply(matrix, arrow.props[terminal]), box: null }
    const anchor = binding.props.isPrecise ? binding.props.normalizedAnchor : { x: 0.5, y: 0.5 }
    return {
      point: { x: box.x + anchor.x * box.w, y: box.y + anchor.y * box.h },
      box: binding.props.isExact ? null : box,
    }
  })
  const [start, end] = tied
  if (!start || !end) return [apply(matrix, arrow.props.start), apply(matrix, arrow.props.end)]
  return [
    start.box ? edgePoint(end.point, start.point, start.box) : start.point,
    end.box ? edgePoint(start.point, end.point, end.box) : end.point,
  ]
}

const bindingsOf = (records: Records): TLBinding[] => {
  const bindings: TLBinding[] = []
  for (const record of records.values()) if (record.typeName === 'binding') bindings.push(record)
  return bindings
}

/**
 * The box of a shape on its page (axis-parallel, in page coordinates), through all its parents; of a group the box
 * of its members, of an arrow that of its ends. null where there is no such shape. Text that only a browser can
 * measure is estimated.
 */
export function pageBounds(records: Records, id: string): Box | null {
  const shape = records.get(id)
  if (!isShape(shape)) return null
  if (shape.type === 'group') {
    const members = [...records.values()].filter(isShape).filter((shape) => shape.parentId === id)
    return boxAround(members.flatMap((member) => cornersOfAny(memberBounds(records, member))))
  }
  if (shape.type === 'arrow') return boxAround(arrowEnds(records, shape as TLArrowShape, bindingsOf(records)))
  const box = localBox(shape)
  const matrix = pageMatrix(records, shape)
  return box && boxAround(cornersOf(box).map((corner) => apply(matrix, corner)))
}

const cornersOfAny = (box: Box | null): Point[] => (box ? cornersOf(box) : [])

/** An arrow in a group counts as it was drawn: it may be tied to the group itself, whose box would ask for its own. */
function memberBounds(records: Records, member: TLShape): Box | null {
  if (member.type !== 'arrow') return pageBounds(records, member.id)
  return boxAround(arrowEnds(records, member as TLArrowShape, []))
}

/** A point of a shape (its own coordinates, its origin when left out) on its page. null where there is no such shape. */
export function pagePoint(records: Records, id: string, point: Point = { x: 0, y: 0 }): Point | null {
  const shape = records.get(id)
  return isShape(shape) ? apply(pageMatrix(records, shape), point) : null
}
