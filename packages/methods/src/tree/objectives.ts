import { connect, makeShape, richText } from '@sheshi/board'
import type { TLDefaultColorStyle, TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { createShapeId } from '@tldraw/tlschema'
import { getIndicesAbove, getIndicesBelow, type IndexKey } from '@tldraw/utils'
import { objectivesPrefix } from '../outline/splitTrees.ts'
import { buildTemplate } from '../templates/build.ts'
import { templateById } from '../templates/index.ts'
import { noteFit } from '../textFit.ts'
import { type BoardTree, isEmpty, type TreeCard, treesOf } from './boardTrees.ts'
import { suggestObjective } from './suggest.ts'
import { hangingOn } from './treeLevels.ts'

/** How far right of the problems the objectives stand (METHODS.md). */
const apart = 3400

interface Writing {
  template: string
  /** The language of the words of new sheets, and of suggestions. */
  locale: string
}

/**
 * The records that make the objectives tree of a board's problem tree: its bands beside the problems', and for each
 * problem that has none yet an objective in the same place, which keeps the problem's id. Its words are a suggestion
 * where one is known, else left to people. Ids follow from the problems', so that two people who ask at once get one
 * tree. Empty where there is nothing to be made.
 */
export function objectivesOf(
  records: ReadonlyMap<string, TLRecord>,
  { template, locale }: Writing,
): TLRecord[] {
  const [problems, objectives = null] = treesOf(records, template)
  if (problems?.kind !== 'problems') return []
  const made = objectives ? madeFrom(objectives) : new Map<string, TLShape>()
  const missing = problemsIn(problems).filter(({ id }) => !made.has(id))
  const [first] = missing
  if (!first) return []
  const offset = offsetOf(problems)
  const ground = objectives ? [] : sheets({ locale, x: offset.x + apart, y: offset.y, page: first.page })
  const dx = objectives ? distance(problems, objectives) : apart
  const notes = new Map(missing.map((card) => [card.id, objectiveCard(card, { dx, locale })]))
  const links = copiedLinks(problems, new Map([...made, ...notes]), notes)
  return inOrder(records, first.page, { ground, above: [...notes.values(), ...links] })
}

/** The core and what hangs on it, as far as somebody has written on it. */
function problemsIn(tree: BoardTree): TreeCard[] {
  const sides = [tree.read.below, tree.read.above].flatMap((side) => [...hangingOn(tree, side).values()])
  const cards = [...(tree.core ? [tree.core] : []), ...sides.map(({ card }) => card)]
  return cards.filter((card) => !isEmpty(card))
}

function madeFrom(objectives: BoardTree): Map<string, TLShape> {
  const made = new Map<string, TLShape>()
  for (const { fromProblemId, shape } of objectives.cards.values()) {
    if (fromProblemId !== undefined) made.set(fromProblemId, shape)
  }
  return made
}

/** How far the facilitator has moved the problem tree from where the template draws it. */
function offsetOf({ places }: BoardTree): { x: number; y: number } {
  const planned = templateById('problem-tree').regions.find(({ id }) => id === 'core')?.bounds
  const now = places.get(0)
  return now && planned ? { x: now.x - planned.x, y: now.y - planned.y } : { x: 0, y: 0 }
}

function distance(problems: BoardTree, objectives: BoardTree): number {
  const [from, to] = [problems.places.get(0), objectives.places.get(0)]
  return from && to ? to.x - from.x : apart
}

interface SheetsWanted {
  locale: string
  x: number
  y: number
  page: string
}

/** The template's own drawing, but for what the problem tree beside it has already. */
function sheets({ locale, x, y, page }: SheetsWanted): TLShape[] {
  const isWanted = ({ id, meta }: TLShape) =>
    meta.card === undefined && !/^shape:template-(?:inbox|steps)(?:\.|$)/.test(id)
  return buildTemplate('objectives-tree', locale).flatMap((record): TLShape[] => {
    if (record.typeName !== 'shape' || !isWanted(record)) return []
    const { region } = record.meta
    const id = record.id.replace('template-', 'objectives-') as TLShapeId
    const meta =
      typeof region === 'string' ? { ...record.meta, region: objectivesPrefix + region } : record.meta
    const left = Math.max(0, record.x)
    return [{ ...record, id, parentId: page as TLShape['parentId'], x: left + x, y: record.y + y, meta }]
  })
}

function objectiveCard(problem: TreeCard, { dx, locale }: { dx: number; locale: string }): TLShape {
  const { scale = 1 } = problem.shape.props as { scale?: number }
  const text = suggestObjective(problem.text, locale) ?? ''
  return makeShape({
    type: 'note',
    id: idFrom(problem.id),
    parentId: problem.page,
    x: problem.bounds.x + dx,
    y: problem.bounds.y,
    index: 'a1',
    props: {
      richText: richText(text),
      color: colorAt(problem.height),
      font: 'sans',
      scale: problem.shape.type === 'note' ? scale : 1,
      ...(text ? noteFit(text) : {}),
    },
    meta: { fromProblemId: problem.id },
  })
}

function colorAt(height: number | null): TLDefaultColorStyle {
  const names: Record<number, string> = {
    2: 'end.2',
    1: 'end.1',
    0: 'core',
    [-1]: 'means.1',
    [-2]: 'means.2',
  }
  const { regions } = templateById('objectives-tree')
  return regions.find(({ id }) => id === names[height ?? 0])?.noteColor ?? 'light-green'
}

/** An id may have 200 characters: that of a problem whose own is nearly as long says nothing. */
const idFrom = (id: string): string => (id.length <= 150 ? `shape:objective-${id}` : createShapeId())

/** The problems' arrows between their objectives, from the means to the end. Only those that a new one needs. */
function copiedLinks(
  problems: BoardTree,
  objectives: ReadonlyMap<string, TLShape>,
  added: ReadonlyMap<string, TLShape>,
): TLRecord[] {
  const { cards, links } = problems
  return links.flatMap(({ arrow, from, to }): TLRecord[] => {
    const [start, end] = [cards.get(from), cards.get(to)]
    if (!start || !end || !(added.has(start.id) || added.has(end.id))) return []
    const isTurned = (start.height ?? -9) > (end.height ?? 9)
    const [means, aim] = (isTurned ? [end, start] : [start, end]).map(({ id }) => objectives.get(id))
    return means && aim ? connect(means, aim, { id: idFrom(arrow.slice('shape:'.length)), index: 'a1' }) : []
  })
}

interface Layers {
  /** Under everything that is there. */
  ground: TLShape[]
  above: TLRecord[]
}

function inOrder(
  records: ReadonlyMap<string, TLRecord>,
  page: string,
  { ground, above }: Layers,
): TLRecord[] {
  const known: IndexKey[] = []
  for (const record of records.values()) {
    if (record.typeName === 'shape' && record.parentId === page) known.push(record.index)
  }
  known.sort()
  const below = getIndicesBelow(known[0] ?? null, ground.length)
  const shapes = above.filter((record) => record.typeName === 'shape')
  const higher = getIndicesAbove(known.at(-1) ?? null, shapes.length)
  const indexed = (shape: TLShape, index: IndexKey | undefined): TLShape =>
    index ? { ...shape, index } : shape
  return [
    ...ground.map((shape, at) => indexed(shape, below[at])),
    ...shapes.map((shape, at) => indexed(shape, higher[at])),
    ...above.filter((record) => record.typeName !== 'shape'),
  ]
}
