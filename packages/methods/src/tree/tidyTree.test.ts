import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { readOutline } from '../outline/read.ts'
import type { ProblemTreeOutline, TreeNode } from '../outline.types.ts'
import { problemTree } from '../templates/problemTree.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { drawTree, riverPollution } from '../testing/index.ts'
import { randomFrom } from '../testing/random.ts'
import { type Bounds, overlap } from '../types.ts'
import { type BoardTree, treesOf } from './boardTrees.ts'
import { fitRow } from './fitRow.ts'
import { objectivesOf } from './objectives.ts'
import { type Tidied, tidyTrees } from './tidyTree.ts'

const runs = Number(process.env.TIDY_RUNS ?? 40)
const firstSeed = Number(process.env.TIDY_SEED ?? Date.now() % 1_000_000)

const outlineOf = (records: ReadonlyMap<string, TLRecord>): ProblemTreeOutline => {
  const outline = readOutline(records, { template: 'problem-tree', locale: 'en' })
  if (outline.template !== 'problem-tree') throw new Error('not a problem tree')
  return outline
}

const trees = (records: ReadonlyMap<string, TLRecord>) => treesOf(records, 'problem-tree')

/** The board with a tidy tree, as the canvas makes it. */
function tidied(records: ReadonlyMap<string, TLRecord>): Map<string, TLRecord> {
  return applied(records, tidyTrees(trees(records)))
}

function applied(records: ReadonlyMap<string, TLRecord>, tidy: Tidied): Map<string, TLRecord> {
  if (!tidy.ok) throw new Error(tidy.code)
  const after = new Map(records)
  for (const { id, x, y, scale } of tidy.moves) {
    const shape = after.get(id) as TLShape
    const props = scale === null ? shape.props : { ...shape.props, scale }
    after.set(id, { ...shape, x, y, rotation: 0, parentId: 'page:page', props } as TLShape)
  }
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || !tidy.turns.includes(record.fromId as TLShapeId)) continue
    const { terminal } = record.props as { terminal: string }
    const props = { ...record.props, terminal: terminal === 'start' ? 'end' : 'start' }
    after.set(record.id, { ...record, props } as TLRecord)
  }
  return after
}

/** Which card hangs on which, whatever their order. */
function edges({ coreId, causes, effects }: ProblemTreeOutline): string[] {
  const found: string[] = []
  const visit = (nodes: TreeNode[], parent: string) => {
    for (const { id, alsoLinkedTo, children } of nodes) {
      for (const other of [parent, ...alsoLinkedTo]) found.push(`${id} → ${other}`)
      visit(children, id)
    }
  }
  visit(causes, coreId ?? '')
  visit(effects, coreId ?? '')
  return found.sort()
}

function expectSound(
  before: ReadonlyMap<string, TLRecord>,
  after: ReadonlyMap<string, TLRecord>,
  why: string,
) {
  for (const [at, tree] of trees(after).entries()) {
    const cards = hanging(tree)
    const covered = cards.filter(({ bounds }) =>
      tree.taken.some((other) => other.bounds !== bounds && overlap(shrunk(other.bounds), bounds)),
    )
    expect(
      covered.map(({ id }) => id),
      `${why}: covered`,
    ).toEqual([])
    for (const { id, height, bounds } of cards) {
      const band = tree.places.get(height ?? 9)
      expect(band && contains(band, bounds), `${why}: ${id} in its band`).toBe(true)
    }
    const middles = new Map(cards.map(({ id, bounds }) => [id, bounds.y + bounds.h / 2]))
    const wrong = [...tree.read.below].flatMap((top) => downwards(top, middles))
    expect(wrong, `${why}: causes above their effects (tree ${at})`).toEqual([])
  }
  expect(edges(outlineOf(after)), `${why}: the same tree`).toEqual(edges(outlineOf(before)))
}

const hanging = (tree: BoardTree) => {
  const ids = new Set<string>([tree.core?.id ?? ''])
  const stack = [...tree.read.below, ...tree.read.above]
  for (let next = stack.pop(); next; next = stack.pop()) {
    ids.add(next.id)
    stack.push(...next.children)
  }
  return [...tree.cards.values()].filter(({ id }) => ids.has(id))
}

const downwards = (node: TreeNode, middles: Map<string, number>): string[] =>
  node.children.flatMap((child) => [
    ...((middles.get(child.id) ?? 0) + 1 < (middles.get(node.id) ?? 0) ? [child.id] : []),
    ...downwards(child, middles),
  ])

/** Places are rounded: half a pixel is no overlap. */
const shrunk = ({ x, y, w, h }: Bounds): Bounds => ({ x: x + 1, y: y + 1, w: w - 2, h: h - 2 })
const contains = (band: Bounds, { x, y, w, h }: Bounds): boolean =>
  x >= band.x && y >= band.y - 1 && x + w <= band.x + band.w && y + h <= band.y + band.h + 1

const river = () => drawTree(boardOf('problem-tree'), riverPollution)

describe('the river tree, tidied', () => {
  const before = river()
  const after = tidied(before)

  it('is the same tree, in its bands, with nothing on anything', () => expectSound(before, after, 'river'))

  it('keeps siblings from left to right', () => {
    const order = (nodes: TreeNode[]): unknown[] => nodes.map(({ id, children }) => [id, order(children)])
    expect(order(outlineOf(after).causes)).toEqual(order(outlineOf(before).causes))
    expect(order(outlineOf(after).effects)).toEqual(order(outlineOf(before).effects))
  })

  it('stands over its trunk, and the same asked again', () => {
    const core = after.get('shape:template-card.core')
    const { places } = trees(after)[0] as BoardTree
    const band = places.get(0) as Bounds
    const middle = band.x + 400 + (band.w - 400) / 2
    expect(Math.abs((core as TLShape).x + 140 - middle)).toBeLessThan(2)
    const again = tidyTrees(trees(after))
    expect(again.ok && again.moves).toEqual([])
  })

  it('touches nothing that hangs nowhere, and puts nothing on it', () => {
    const loose = noteAt('loose', 'Somewhere', 1500, 1700)
    const groups = noteAt('group', 'Fishers', 2900, 300)
    const crowded = new Map(before).set(loose.id, loose).set(groups.id, groups)
    const tidy = tidyTrees(trees(crowded))
    if (!tidy.ok) throw new Error(tidy.code)
    expect(tidy.moves.map(({ id }) => id)).not.toContain(loose.id)
    expect(tidy.moves.map(({ id }) => id)).not.toContain(groups.id)
    expectSound(crowded, applied(crowded, tidy), 'loose')
  })

  it('with its objectives beside it, both are tidy', () => {
    const both = new Map(before)
    for (const record of objectivesOf(before, { template: 'problem-tree', locale: 'en' }))
      both.set(record.id, record)
    expectSound(both, tidied(both), 'both')
    expect(trees(tidied(both))).toHaveLength(2)
  })
})

/** A tree of cards thrown onto its bands, some with several parents, drawn either way. */
function randomTree(seed: number): Map<string, TLRecord> {
  const random = randomFrom(seed)
  const records = boardOf('problem-tree')
  const place = (id: string) => problemTree.regions.find((region) => region.id === id)?.bounds as Bounds
  const core = [...records.values()].find(
    (record) => record.typeName === 'shape' && record.meta.card === 'core',
  ) as TLShape
  records.set(core.id, { ...core, props: { ...core.props, richText: richText('Core') } } as TLShape)
  const sides = {
    cause: [[core] as TLShape[]],
    effect: [[core] as TLShape[]],
  }
  const count = 3 + random.below(22)
  for (let at = 0; at < count; at += 1) {
    const side = random.pick(['cause', 'cause', 'effect'] as const)
    const levels = sides[side]
    const level = 1 + random.below(Math.min(levels.length, 4))
    const { x, y, w, h } = place(`${side}.${Math.min(level, 2)}`)
    const growY = random.pick([0, 0, 60, 300])
    const rotation = random.pick([0, 0, 0, 0.3])
    const middle = { x: x + 520 + random.below(w - 640), y: y + 20 + random.below(h - 40) }
    const [sin, cos] = [Math.sin(rotation), Math.cos(rotation)]
    const half = { w: 100, h: 100 + growY / 2 }
    const note = makeShape({
      type: 'note',
      id: `shape:c${at}`,
      x: middle.x - cos * half.w + sin * half.h,
      y: middle.y - sin * half.w - cos * half.h,
      rotation,
      index: 'a1',
      props: { richText: richText(`card ${at}`), growY },
    })
    records.set(note.id, note)
    const parents = [random.pick(levels[level - 1] as TLShape[])]
    if (level > 1 && random.below(4) === 0)
      parents.push(random.pick(levels[random.below(level)] as TLShape[]))
    for (const [nth, parent] of [...new Set(parents)].entries()) {
      const [from, to] =
        (side === 'cause') === (random.below(4) > 0 || level > 2) ? [note, parent] : [parent, note]
      for (const each of connect(from, to, { id: `shape:a${at}.${nth}`, index: 'a1' }))
        records.set(each.id, each)
    }
    levels[level] = [...(levels[level] ?? []), note]
  }
  return records
}

it(`tidies any tree (${runs} from TIDY_SEED=${firstSeed})`, () => {
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    const before = randomTree(seed)
    const tidy = tidyTrees(trees(before))
    expect(tidy.ok, `seed ${seed}`).toBe(true)
    expectSound(before, applied(before, tidy), `seed ${seed}`)
  }
})

describe('a tree that is too large', () => {
  const wide = (count: number) => {
    const records = river()
    for (let at = 0; at < count; at += 1) {
      const note = noteAt(`n${at}`, `cause ${at}`, 600 + at * 7, 1300)
      records.set(note.id, note)
    }
    return records
  }

  it('gets smaller cards as long as they can be read', () => {
    const before = wide(12)
    const tidy = tidyTrees(trees(before))
    if (!tidy.ok) throw new Error(tidy.code)
    expect(tidy.moves.some(({ scale }) => scale !== null && scale < 1)).toBe(true)
    expectSound(before, applied(before, tidy), 'wide')
  })

  it('is left as it is where they could not', () => {
    expect(tidyTrees(trees(wide(60)))).toEqual({ ok: false, code: 'no-room' })
  })

  it('of nothing is said to be nothing', () => {
    const records = boardOf('problem-tree')
    expect(tidyTrees(trees(records))).toEqual({ ok: false, code: 'nothing' })
    expect(tidyTrees(treesOf(boardOf('brainstorm'), 'brainstorm'))).toEqual({ ok: false, code: 'nothing' })
  })
})

it('a row keeps its order between its ends and around what is in the way', () => {
  const cards = [100, 110, 120].map((middle) => ({ middle, w: 50 }))
  expect(fitRow(cards, { left: 0, right: 400 }, 10, [])).toEqual([75, 135, 195])
  expect(fitRow(cards, { left: 0, right: 200 }, 10, [])).toEqual([30, 90, 150])
  expect(fitRow(cards, { left: 0, right: 400 }, 10, [{ left: 120, right: 160 }])).toEqual([170, 230, 290])
  expect(fitRow(cards, { left: 0, right: 160 }, 10, [])).toBeNull()
})
