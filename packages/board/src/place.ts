import { isEqual } from '@tldraw/utils'
import type * as Y from 'yjs'

/** Where a shape stands: in its parent's coordinates. */
export type Place = [x: number, y: number, parentId: string]

const AT = 'at'
const IN = 'in'

/**
 * The place that two registers of one entry stand for. `at` is `[x, y]` in the parent that the shape was made in, or
 * `[x, y, mark]` in the parent that `in`, `[parentId, mark, x, y]`, names: moving a shape about does not say its
 * parent's long name again. Where the marks differ, one person moved the shape while another put it into a parent;
 * then the latter's place counts as a whole, for the former's is in other coordinates. `at` with a parent's name at
 * its end, as first written, says everything itself.
 */
export function readPlace(at: unknown, inside: unknown): unknown {
  if (!Array.isArray(inside) || (Array.isArray(at) && typeof at[2] === 'string')) return at
  const [parentId, mark, x, y]: unknown[] = inside
  return Array.isArray(at) && at[2] === mark ? [at[0], at[1], parentId] : [x, y, parentId]
}

/** Writes a place: `at` alone while the shape stays in its parent. `made`: the parent the shape was made in. */
export function writePlace(entry: Y.Map<unknown>, [x, y, parentId]: Place, made: unknown): void {
  const at = entry.get(AT)
  const inside = entry.get(IN)
  const place = readPlace(at, inside)
  const stays = Array.isArray(inside)
    ? inside[0] === parentId
    : made === parentId && !(Array.isArray(at) && at.length > 2)
  if (stays) {
    const next = Array.isArray(inside) ? [x, y, inside[1]] : [x, y]
    if (!isEqual(at, next)) entry.set(AT, next)
    return
  }
  if (isEqual(place, [x, y, parentId])) return
  const mark = markOf(`${parentId} ${x} ${y} ${JSON.stringify(inside ?? at ?? null)}`)
  entry.set(IN, [parentId, mark, x, y])
  entry.set(AT, [x, y, mark])
}

/** Two bytes that differ from change to change of the parent (FNV-1a, folded); the same change has the same mark. */
function markOf(change: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < change.length; at++) hash = Math.imul(hash ^ change.charCodeAt(at), 0x01000193)
  return ((hash >>> 16) ^ hash) & 0x1fff
}
