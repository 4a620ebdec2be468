import type { TLShapeId } from '@tldraw/tlschema'
import type { Bounds } from '../types.ts'
import { type BoardTree, findCard, isEmpty, otherCore, type TreeCard } from './boardTrees.ts'
import { placeBeside, type Side } from './places.ts'

/** Why two cards cannot be cause and effect; stable. */
export type Refusal = 'self' | 'duplicate' | 'cycle' | 'second-core'

/** Two cards of a tree as cause and effect. `turned`: the arrow was drawn from the effect. */
export type Connection =
  | { ok: true; cause: TLShapeId; effect: TLShapeId; turned: boolean }
  | { ok: false; code: Refusal; card: TLShapeId }

/** An arrow as it was drawn. `arrow`: its own id, if it is on the board already, so that it does not count as another. */
export interface DrawnArrow {
  from: TLShapeId
  to: TLShapeId
  arrow?: TLShapeId
}

/**
 * Whether an arrow makes cause and effect, whichever way it was drawn: by the bands of both ends where these differ,
 * else as drawn. null where it does not join two cards of one tree: then it is any arrow.
 */
export function connectCards(trees: readonly BoardTree[], drawn: DrawnArrow): Connection | null {
  const start = findCard(trees, drawn.from)
  const end = findCard(trees, drawn.to)
  if (!start || !end || start.tree !== end.tree) return null
  const { tree } = start
  const turned = (start.card.height ?? -9) > (end.card.height ?? 9)
  const [cause, effect] = turned ? [end.card, start.card] : [start.card, end.card]
  const code = refusalOf(tree, cause, effect, drawn.arrow)
  if (code) return { ok: false, code, card: drawn.to }
  return { ok: true, cause: cause.shape.id, effect: effect.shape.id, turned }
}

/** What comes of a card that was let go on another one. */
export interface Drop {
  onto: TLShapeId
  cause: TLShapeId
  effect: TLShapeId
  /** Then no arrow is made. */
  refused: Refusal | null
  /** Where it goes instead of lying on the other: its top left corner. */
  place: { x: number; y: number }
}

/**
 * A card that lies on another becomes its cause or its effect, by the side of the tree; on the core, by the half it was
 * dropped on. null where it lies on no card of a band.
 */
export function dropOnCard(trees: readonly BoardTree[], id: TLShapeId): Drop | null {
  const found = findCard(trees, id)
  if (!found) return null
  const { tree, card } = found
  const isCore = tree.core?.shape.id === id && !otherCore(tree, id)
  if (isCore) return null
  const onto = cardUnder(tree, card)
  if (!onto) return null
  const side = sideOf(onto, card)
  const place = placeBeside(tree, { beside: onto, side, size: card.bounds, moving: id })
  if (!place) return null
  const [cause, effect] = side === 'cause' ? [card, onto] : [onto, card]
  return {
    onto: onto.shape.id,
    cause: cause.shape.id,
    effect: effect.shape.id,
    refused: refusalOf(tree, cause, effect),
    place,
  }
}

/** The card of a band that another one's middle lies on, the nearest of several. */
function cardUnder(tree: BoardTree, card: TreeCard): TreeCard | null {
  const point = middle(card.bounds)
  let best: { card: TreeCard; distance: number } | null = null
  for (const other of tree.cards.values()) {
    if (other.shape.id === card.shape.id || other.height === null || other.page !== card.page) continue
    const { x, y, w, h } = other.bounds
    if (point.x < x || point.x > x + w || point.y < y || point.y > y + h) continue
    const centre = middle(other.bounds)
    const distance = Math.hypot(centre.x - point.x, centre.y - point.y)
    if (!best || distance < best.distance) best = { card: other, distance }
  }
  return best?.card ?? null
}

function sideOf(onto: TreeCard, card: TreeCard): Side {
  if (onto.height !== 0) return (onto.height ?? 0) < 0 ? 'cause' : 'effect'
  return middle(card.bounds).y < middle(onto.bounds).y ? 'effect' : 'cause'
}

const middle = ({ x, y, w, h }: Bounds) => ({ x: x + w / 2, y: y + h / 2 })

function refusalOf(tree: BoardTree, cause: TreeCard, effect: TreeCard, ignored?: TLShapeId): Refusal | null {
  const [from, to] = [cause.shape.id, effect.shape.id]
  if (from === to) return 'self'
  if (cause.height === 0 && effect.height === 0 && !isEmpty(cause) && !isEmpty(effect)) return 'second-core'
  const effects = effectsIn(tree, ignored)
  if (effects.get(from)?.has(to)) return 'duplicate'
  return leadsTo(effects, to, from) ? 'cycle' : null
}

/** What each card causes, by the arrows that are there. */
function effectsIn({ cards, links }: BoardTree, ignored?: TLShapeId): Map<TLShapeId, Set<TLShapeId>> {
  const effects = new Map<TLShapeId, Set<TLShapeId>>()
  for (const { arrow, from, to } of links) {
    if (arrow === ignored) continue
    const isTurned = (cards.get(from)?.height ?? -9) > (cards.get(to)?.height ?? 9)
    const [cause, effect] = isTurned ? [to, from] : [from, to]
    const known = effects.get(cause) ?? new Set()
    effects.set(cause, known.add(effect))
  }
  return effects
}

function leadsTo(effects: Map<TLShapeId, Set<TLShapeId>>, start: TLShapeId, end: TLShapeId): boolean {
  const seen = new Set([start])
  const stack = [start]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next === end) return true
    for (const each of effects.get(next) ?? []) {
      if (seen.has(each)) continue
      seen.add(each)
      stack.push(each)
    }
  }
  return false
}
