import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import type { ProblemTreeOutline, TreeNode } from '../outline.types.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { drawTree } from '../testing/draw.ts'
import { type PublishedNode, riverPollution } from '../testing/riverPollution.ts'
import { readOutline } from './read.ts'

const read = (records: ReadonlyMap<string, TLRecord>): ProblemTreeOutline => {
  const outline = readOutline(records, { template: 'problem-tree', locale: 'en' })
  if (outline.template !== 'problem-tree') throw new Error('not a problem tree')
  return outline
}

/** Only texts and nesting, to compare with the published tree. */
const bare = (nodes: TreeNode[]): PublishedNode[] =>
  nodes.map(({ text, children }) => ({ text, children: bare(children) }))

/** Nesting with ids, short enough to read in a failure. */
const ids = (nodes: TreeNode[]): unknown[] =>
  nodes.map(({ id, children }) => (children.length > 0 ? [id, ids(children)] : id))

const arrow = (from: TLShape, to: TLShape) => connect(from, to, { index: 'a1' })

/** Points of the template's bands. */
const core = noteAt('core', 'Core', 1500, 930)
const cause1 = (id: string, x: number) => noteAt(id, id, x, 1300)
const cause2 = (id: string, x: number, y = 1750) => noteAt(id, id, x, y)
const effect1 = (id: string, x: number) => noteAt(id, id, x, 560)

const tree = (...extra: TLRecord[]) => read(boardOf('problem-tree', 'en', ...extra))

describe('the published river-pollution tree', () => {
  const outline = read(drawTree(boardOf('problem-tree'), riverPollution))

  it('comes back node by node', () => {
    expect(outline.core).toBe(riverPollution.core)
    expect(bare(outline.causes)).toEqual(riverPollution.causes)
    expect(bare(outline.effects)).toEqual(riverPollution.effects)
  })

  it('leaves nothing over and finds nothing odd', () => {
    const { loose, notes, affectedGroups, evidence, ink, images } = outline
    expect({ loose, notes, affectedGroups, evidence, ink, images }).toEqual({
      loose: [],
      notes: [],
      affectedGroups: [],
      evidence: [],
      ink: 0,
      images: 0,
    })
  })

  it('counts levels from the core', () => {
    const levels = (nodes: TreeNode[], level: number): boolean =>
      nodes.every((node) => node.level === level && levels(node.children, level + 1))
    expect(levels(outline.causes, 1) && levels(outline.effects, 1)).toBe(true)
  })

  it('does not depend on the order in which records come', () => {
    const records = [...drawTree(boardOf('problem-tree'), riverPollution)].reverse()
    expect(read(new Map(records))).toEqual(outline)
  })
})

describe('an untouched template', () => {
  it.each(['en', 'it', 'sq'])('says nothing in %s', (locale) => {
    const outline = read(boardOf('problem-tree', locale))
    expect(outline).toEqual({
      template: 'problem-tree',
      locale: 'en',
      core: null,
      coreId: null,
      causes: [],
      effects: [],
      affectedGroups: [],
      evidence: [],
      loose: [],
      notes: [],
      ink: 0,
      images: 0,
    })
  })
})

describe('bands', () => {
  it('hang direct causes and effects under the core without arrows, left to right', () => {
    const outline = tree(core, cause1('b', 900), cause1('a', 600), effect1('e', 700))
    expect(ids(outline.causes)).toEqual(['a', 'b'])
    expect(ids(outline.effects)).toEqual(['e'])
    expect(outline.core).toBe('Core')
  })

  it('keep deeper cards loose until an arrow attaches them', () => {
    const [a, deep] = [cause1('a', 600), cause2('deep', 600)]
    expect(tree(core, a, deep).loose).toEqual([{ id: 'deep', text: 'deep' }])
    expect(ids(tree(core, a, deep, ...arrow(deep, a)).causes)).toEqual([['a', ['deep']]])
  })

  it('read an arrow drawn the other way round by its ends', () => {
    const [a, deep, up] = [cause1('a', 600), cause2('deep', 600), effect1('up', 600)]
    const outline = tree(core, a, deep, up, ...arrow(a, deep), ...arrow(core, a), ...arrow(up, core))
    expect(ids(outline.causes)).toEqual([['a', ['deep']]])
    expect(ids(outline.effects)).toEqual(['up'])
    expect(outline.notes).toEqual([])
  })

  it('read an arrow inside one band as it was drawn', () => {
    const [a, upper, lower] = [cause1('a', 600), cause2('upper', 600, 1620), cause2('lower', 600, 1880)]
    const outline = tree(core, a, upper, lower, ...arrow(upper, a), ...arrow(lower, upper))
    expect(ids(outline.causes)).toEqual([['a', [['upper', ['lower']]]]])
  })

  it('hold lists of groups and evidence that arrows do not turn into branches', () => {
    const [group, proof] = [noteAt('g', 'Fishing families', 2900, 300), noteAt('p', 'Survey 2025', 2900, 900)]
    const outline = tree(core, group, proof, ...arrow(proof, core))
    expect(outline.affectedGroups).toEqual([{ id: 'g', text: 'Fishing families' }])
    expect(outline.evidence).toEqual([{ id: 'p', text: 'Survey 2025' }])
    expect(outline.causes).toEqual([])
    expect(outline.ink).toBe(1)
  })
})

describe('several parents', () => {
  it('hang under the first by position and name the others', () => {
    const [a, b, deep] = [cause1('a', 600), cause1('b', 900), cause2('deep', 800)]
    const outline = tree(core, a, b, deep, ...arrow(deep, b), ...arrow(deep, a))
    expect(ids(outline.causes)).toEqual([['a', ['deep']], 'b'])
    expect(outline.causes[0]?.children[0]?.alsoLinkedTo).toEqual(['b'])
  })
})

describe('circles', () => {
  it('are cut once and said', () => {
    const [a, x, y] = [cause1('a', 600), cause2('x', 600), cause2('y', 900)]
    const outline = tree(core, a, x, y, ...arrow(x, a), ...arrow(y, x), ...arrow(x, y))
    expect(ids(outline.causes)).toEqual([['a', [['x', ['y']]]]])
    expect(outline.notes).toEqual([{ code: 'cycle', cards: ['x', 'y'] }])
  })

  it('of direct causes alone still hang under the core', () => {
    const [a, b] = [cause1('a', 600), cause1('b', 900)]
    const outline = tree(core, a, b, ...arrow(a, b), ...arrow(b, a))
    expect(ids(outline.causes)).toEqual([['a', ['b']]])
    expect(outline.notes).toEqual([{ code: 'cycle', cards: ['a', 'b'] }])
  })

  it('through the core keep every card once', () => {
    const [x, y] = [noteAt('x', 'x', -300, 300), noteAt('y', 'y', -300, 900)]
    const outline = tree(core, x, y, ...arrow(x, core), ...arrow(core, y), ...arrow(y, x))
    expect(ids(outline.causes)).toEqual([['x', ['y']]])
    expect([outline.effects, outline.loose]).toEqual([[], []])
    expect(outline.notes[0]?.code).toBe('cycle')
  })

  it('and chains of thousands of cards do not end the call stack', () => {
    const chain = Array.from({ length: 5_000 }, (_, at) => cause2(`n${at}`, 600))
    const arrows = chain.flatMap((card, at) => arrow(card, chain[at - 1] ?? core))
    expect(tree(core, ...chain, ...arrows).loose).toEqual([])
  })
})

describe('the core', () => {
  it('is the ready card once it is written on; a second one is loose and said', () => {
    const records = boardOf('problem-tree', 'en', noteAt('second', 'Another', 600, 930))
    expect(read(records).core).toBe('Another')
    const ready = [...records.values()].find(
      (record): record is TLShape => record.typeName === 'shape' && record.meta.card === 'core',
    )
    if (!ready) throw new Error('no ready card')
    records.set(ready.id, { ...ready, props: { ...ready.props, richText: richText('First') } } as TLRecord)
    const outline = read(records)
    expect(outline.core).toBe('First')
    expect(outline.loose).toEqual([{ id: 'second', text: 'Another' }])
    expect(outline.notes).toEqual([{ code: 'second-core', cards: ['second'] }])
  })

  it('may be missing: direct causes stand all the same', () => {
    const outline = tree(cause1('a', 600))
    expect([outline.core, outline.coreId, ids(outline.causes)]).toEqual([null, null, ['a']])
  })
})

describe('what is not a note', () => {
  it('counts when it has words, wherever they stand', () => {
    const box = { w: 200, h: 100, richText: richText('Box') }
    const geo = makeShape({ type: 'geo', id: 'shape:geo', x: 600, y: 1250, index: 'a1', props: box })
    const words = { richText: richText('Words') }
    const text = makeShape({ type: 'text', id: 'shape:text', x: 900, y: 1250, index: 'a1', props: words })
    const named = { w: 300, h: 300, name: 'Industry' }
    const frame = makeShape({ type: 'frame', id: 'shape:frame', x: 1200, y: 1130, index: 'a1', props: named })
    const inside = noteAt('inside', 'Inside', 150, 150, 'shape:frame')
    const outline = tree(core, geo, text, frame, inside)
    expect(ids(outline.causes)).toEqual(['geo', 'text', 'inside'])
    expect(outline.loose).toEqual([{ id: 'frame', text: 'Industry' }])
  })

  it('is counted when it has none', () => {
    const draw = makeShape({ type: 'draw', id: 'shape:ink', x: 600, y: 1250, index: 'a1' })
    const image = makeShape({ type: 'image', id: 'shape:image', x: 600, y: 1250, index: 'a1' })
    const loose = makeShape({ type: 'arrow', id: 'shape:arrow', x: 600, y: 1250, index: 'a1' })
    const outline = tree(core, draw, image, loose, noteAt('empty', ' ', 900, 1300))
    expect([outline.ink, outline.images, outline.causes]).toEqual([2, 1, []])
  })
})
