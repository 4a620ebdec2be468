import { plainText } from '@sheshi/board'
import type { TLArrowBinding, TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import type { JsonObject, JsonValue } from '@tldraw/utils'
import { personalMarks } from '../ownMarks.ts'

/** More are forgotten, the oldest first: the mark must stay small. */
const mostRemembered = 20
/** Marks that the kept card takes over where it has none of its own. */
const inherited = ['fromProblemId', 'gives', 'needs', 'commits']

/** What has to change so that one card stands for two. */
export interface MergePlan {
  /** The kept card's marks: `mergedFrom` names whom it stands for, with the marks of their author that each had. */
  meta: JsonObject
  /** Ends of arrows that now hold on to the kept card. */
  rebind: TLArrowBinding[]
  /** Arrows that would say nothing new, and the other card. */
  remove: TLShapeId[]
}

/** One card for two that say the same: it gets the other's arrows and remembers it. Null where either is missing. */
export function planMerge(
  records: ReadonlyMap<string, TLRecord>,
  keepId: TLShapeId,
  otherId: TLShapeId,
): MergePlan | null {
  const [keep, other] = [records.get(keepId), records.get(otherId)]
  if (keep?.typeName !== 'shape' || other?.typeName !== 'shape' || keep === other) return null
  const arrows = arrowsOf(records)
  const here = new Set<string>([keepId, otherId])
  const said = new Set<string>()
  for (const { start, end } of arrows.values()) {
    if (start?.toId !== otherId && end?.toId !== otherId) said.add(saying(start?.toId, end?.toId))
  }
  const plan: MergePlan = { meta: marksOf(keep, other), rebind: [], remove: [] }
  for (const [id, { start, end }] of arrows) {
    const ends = [start, end].filter((each) => each?.toId === otherId)
    if (ends.length === 0) continue
    const moved = (toId: string | undefined) => (toId === otherId ? keepId : toId)
    const says = saying(moved(start?.toId), moved(end?.toId))
    const isLoop = here.has(start?.toId ?? '') && here.has(end?.toId ?? '')
    const arrow = records.get(id)
    // An arrow with words stays, whatever it joins: words are never lost.
    if ((isLoop || said.has(says)) && arrow && plainText(arrow).trim() === '') plan.remove.push(id)
    else plan.rebind.push(...ends.flatMap((each) => (each ? [{ ...each, toId: keepId }] : [])))
    if (start && end) said.add(says)
  }
  plan.remove.push(otherId)
  return plan
}

const saying = (from: string | undefined, to: string | undefined): string => `${from ?? ''} ${to ?? ''}`

interface Ends {
  start?: TLArrowBinding
  end?: TLArrowBinding
}

function arrowsOf(records: ReadonlyMap<string, TLRecord>): Map<TLShapeId, Ends> {
  const arrows = new Map<TLShapeId, Ends>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const binding = record as TLArrowBinding
    arrows.set(binding.fromId, { ...arrows.get(binding.fromId), [binding.props.terminal]: binding })
  }
  return arrows
}

function marksOf(keep: TLShape, other: TLShape): JsonObject {
  const earlier = [...rememberedBy(keep), ...rememberedBy(other)]
  const known = personalMarks.flatMap((mark): [string, JsonValue][] => {
    const value = other.meta[mark]
    return typeof value === 'string' ? [[mark, value]] : []
  })
  const entry = { id: other.id.replace(/^shape:/, ''), ...Object.fromEntries(known) }
  const taken = inherited.flatMap((name): [string, JsonValue][] => {
    const value = other.meta[name]
    return value === undefined || keep.meta[name] !== undefined ? [] : [[name, value]]
  })
  return {
    ...keep.meta,
    ...Object.fromEntries(taken),
    mergedFrom: [...earlier, entry].slice(-mostRemembered),
  }
}

const rememberedBy = ({ meta }: TLShape): JsonValue[] =>
  Array.isArray(meta.mergedFrom) ? meta.mergedFrom : []

/** The sectors that stand behind a card: its author's, and those of the cards it was merged from; each once. */
export const sectorsBehind = (shape: TLShape): string[] => behind(shape, 'sector')

/** The cities that stand behind a card, in the same way. */
export const citiesBehind = (shape: TLShape): string[] => behind(shape, 'city')

function behind(shape: TLShape, mark: 'sector' | 'city'): string[] {
  const merged = rememberedBy(shape).map((entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry[mark] : null,
  )
  const all = [shape.meta[mark], ...merged].filter((value) => typeof value === 'string')
  return [...new Set(all)]
}
