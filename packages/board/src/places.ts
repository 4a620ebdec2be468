import type { TLRecord, TLShape } from '@tldraw/tlschema'
import {
  apply,
  type Box,
  boxAround,
  cornersOf,
  identity,
  localBox,
  localMatrix,
  type Matrix,
  multiply,
  type Point,
} from './geometry.ts'
import { isShape } from './schema.ts'

/** Where shapes are on their pages. null where what lies above them is missing or runs in a circle. */
export interface Places {
  page(shape: TLShape): string | null
  /** As `pageBounds`, but null of groups and arrows, which have no box of their own. */
  bounds(shape: TLShape): Box | null
  /** A point of the shape's own coordinates. */
  point(shape: TLShape, point: Point): Point | null
}

interface Ground {
  page: string
  matrix: Matrix
}

/** For whoever asks about many shapes of the same records: each parent is looked up once. Takes records as they come. */
export function placesOf(records: ReadonlyMap<string, TLRecord>): Places {
  const known = new Map<string, Ground | null>()
  const groundOf = (id: string): Ground | null => known.get(id) ?? findGround(records, known, id)
  const matrixOf = (shape: TLShape): Matrix | null => {
    const ground = groundOf(shape.parentId)
    return ground && multiply(ground.matrix, localMatrix(shape))
  }
  return {
    page: (shape) => groundOf(shape.parentId)?.page ?? null,
    bounds: (shape) => {
      const box = localBox(shape)
      const ground = box && groundOf(shape.parentId)
      if (!box || !ground) return null
      // Most shapes stand upright on the page itself.
      if (shape.rotation === 0 && ground.matrix === identity) {
        return { x: shape.x + box.x, y: shape.y + box.y, w: box.w, h: box.h }
      }
      const matrix = multiply(ground.matrix, localMatrix(shape))
      return boxAround(cornersOf(box).map((corner) => apply(matrix, corner)))
    },
    point: (shape, point) => {
      const matrix = matrixOf(shape)
      return matrix && apply(matrix, point)
    },
  }
}

/** What children of `id` stand on. Walks up without calling itself: people can nest deeper than a call stack. */
function findGround(
  records: ReadonlyMap<string, TLRecord>,
  known: Map<string, Ground | null>,
  id: string,
): Ground | null {
  const chain = new Map<string, TLShape>()
  let at = id
  let ground: Ground | null = null
  while (!chain.has(at)) {
    const before = known.get(at)
    if (before !== undefined) {
      ground = before
      break
    }
    const record = records.get(at)
    if (record?.typeName === 'page') ground = { page: record.id, matrix: identity }
    if (!isShape(record)) break
    chain.set(at, record)
    at = record.parentId
  }
  if (chain.size === 0) known.set(id, ground)
  for (const shape of [...chain.values()].reverse()) {
    ground = ground && { page: ground.page, matrix: multiply(ground.matrix, localMatrix(shape)) }
    known.set(shape.id, ground)
  }
  return ground
}
