import { checkRecord, connect, richText } from '@sheshi/board'
import type { TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { readOutline } from '../outline/read.ts'
import type { ProblemTreeOutline, TreeNode } from '../outline.types.ts'
import { outlineToCsv } from '../output/csv.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { drawTree, riverPollution } from '../testing/index.ts'
import { treesOf } from './boardTrees.ts'
import { connectCards, dropOnCard } from './connectCards.ts'
import { lackHint, tooLong } from './hints.ts'
import { objectivesOf } from './objectives.ts'
import { placeInTree, relatedPlace } from './places.ts'
import { suggestObjective } from './suggest.ts'

const id = (name: string) => `shape:${name}` as TLShapeId
const treeOf = (...extra: TLRecord[]) => treesOf(boardOf('problem-tree', 'en', ...extra), 'problem-tree')

const core = noteAt('core', 'The river is dirty', 1500, 930)
const cause = (name: string, x: number) => noteAt(name, name, x, 1300)
const deeper = (name: string, x: number) => noteAt(name, name, x, 1750)
const effect = (name: string, x: number) => noteAt(name, name, x, 560)
const arrow = (from: TLShape, to: TLShape, name = `${from.id}-${to.id}`) =>
  connect(from, to, { id: id(name.replaceAll('shape:', '')), index: 'a1' })

describe('a card put into a band', () => {
  const placed = (...extra: TLRecord[]) => placeInTree(treeOf(core, ...extra), id('x'))

  it('is cause, effect or core of its level, in the band’s colour', () => {
    expect(placed(cause('x', 600))).toEqual({ kind: 'cause', level: 1, color: 'yellow' })
    expect(placed(deeper('x', 600))).toEqual({ kind: 'cause', level: 2, color: 'yellow' })
    expect(placed(effect('x', 600))).toEqual({ kind: 'effect', level: 1, color: 'light-blue' })
    expect(placeInTree(treeOf(core), core.id as TLShapeId)).toMatchObject({ kind: 'core', level: 0 })
  })

  it('keeps a colour that somebody chose', () => {
    const red = { ...cause('x', 600), props: { ...cause('x', 600).props, color: 'red' } } as TLShape
    expect(placed(red)).toEqual({ kind: 'cause', level: 1, color: null })
  })

  it('has the level of its arrows', () => {
    const [near, mid] = [cause('near', 600), cause('mid', 900)]
    const x = deeper('x', 600)
    expect(placed(near, mid, x, ...arrow(mid, near), ...arrow(x, mid))).toMatchObject({ level: 3 })
  })

  it('is no second core, unless nobody has written the first', () => {
    const x = noteAt('x', 'Another', 900, 930)
    expect(placed(x)).toEqual({ kind: 'second-core', core: core.id })
    expect(placeInTree(treeOf(x), id('x'))).toMatchObject({ kind: 'core' })
  })

  it('is nothing beside the bands, or on a board without a tree', () => {
    expect(placed(noteAt('x', 'Fishers', 2900, 300))).toBeNull()
    expect(placed(noteAt('x', 'New', -300, 300))).toBeNull()
    expect(treesOf(boardOf('brainstorm'), 'brainstorm')).toEqual([])
  })
})

describe('an arrow', () => {
  const [a, b, c] = [cause('a', 600), deeper('b', 600), deeper('c', 900)]
  const verdict = (from: TLShape, to: TLShape, ...links: TLRecord[]) =>
    connectCards(treeOf(core, a, b, c, ...links), { from: from.id as TLShapeId, to: to.id as TLShapeId })

  it('makes cause and effect whichever way it is drawn', () => {
    expect(verdict(b, a)).toEqual({ ok: true, cause: b.id, effect: a.id, turned: false })
    expect(verdict(a, b)).toEqual({ ok: true, cause: b.id, effect: a.id, turned: true })
    expect(verdict(b, c)).toEqual({ ok: true, cause: b.id, effect: c.id, turned: false })
  })

  it('is refused where it closes a circle, is there already, or joins a card with itself', () => {
    expect(verdict(c, b, ...arrow(b, c))).toMatchObject({ ok: false, code: 'cycle' })
    expect(verdict(b, a, ...arrow(a, b))).toMatchObject({ ok: false, code: 'duplicate' })
    expect(verdict(b, b)).toMatchObject({ ok: false, code: 'self' })
    const long = [...arrow(b, c), ...arrow(c, noteAt('d', 'd', 1200, 1750))]
    const d = noteAt('d', 'd', 1200, 1750)
    expect(verdict(d, b, d, ...long)).toMatchObject({ ok: false, code: 'cycle' })
  })

  it('does not stand in its own way once it is on the board', () => {
    const links = arrow(b, a, 'drawn')
    const drawn = { from: b.id as TLShapeId, to: a.id as TLShapeId, arrow: id('drawn') }
    expect(connectCards(treeOf(core, a, b, ...links), drawn)).toMatchObject({ ok: true })
  })

  it('between two cores is refused; to a list beside the tree it is any arrow', () => {
    const other = noteAt('other', 'Another', 900, 930)
    expect(connectCards(treeOf(core, other), { from: id('other'), to: id('core') })).toMatchObject({
      code: 'second-core',
    })
    const fishers = noteAt('fishers', 'Fishers', 2900, 300)
    expect(connectCards(treeOf(core, fishers), { from: id('core'), to: id('fishers') })).toBeNull()
  })
})

describe('a card let go on another', () => {
  const drop = (card: TLShape, ...extra: TLRecord[]) => dropOnCard(treeOf(core, card, ...extra), id('x'))

  it('becomes its cause below, its effect above, and lies on nothing', () => {
    const found = drop(noteAt('x', 'x', 620, 1320), cause('a', 600), deeper('taken', 600))
    expect(found).toMatchObject({ onto: id('a'), cause: id('x'), effect: id('a'), refused: null })
    const { x, y } = found?.place ?? { x: 0, y: 0 }
    expect(y).toBeGreaterThan(1500)
    expect(Math.abs(x - 500) >= 200 || Math.abs(y - 1650) >= 200).toBe(true)
    expect(drop(noteAt('x', 'x', 620, 580), effect('a', 600))).toMatchObject({
      cause: id('a'),
      effect: id('x'),
    })
  })

  it('on the core goes by the half', () => {
    expect(drop(noteAt('x', 'x', 1500, 970))).toMatchObject({ cause: id('x') })
    expect(drop(noteAt('x', 'x', 1500, 890))).toMatchObject({ effect: id('x') })
  })

  it('closes no circle', () => {
    const [a, x] = [cause('a', 600), noteAt('x', 'x', 620, 1320)]
    expect(dropOnCard(treeOf(core, a, x, ...arrow(a, x)), id('x'))?.refused).toBe('cycle')
    expect(dropOnCard(treeOf(core, a, x, ...arrow(x, a)), id('x'))?.refused).toBe('duplicate')
  })

  it('beside everything, or among new notes, is only a card', () => {
    expect(drop(cause('x', 2000), cause('a', 600))).toBeNull()
    expect(drop(noteAt('x', 'x', -300, 310), noteAt('a', 'a', -300, 300))).toBeNull()
  })
})

it('offers places for new causes and effects, but none for a second core', () => {
  const trees = treeOf(core, cause('a', 600), effect('e', 600))
  expect(relatedPlace(trees, id('a'), 'cause')).toMatchObject({ x: 500, color: 'yellow' })
  expect(relatedPlace(trees, id('core'), 'effect')).toMatchObject({ color: 'light-blue' })
  expect(relatedPlace(trees, id('a'), 'effect')).toBeNull()
  expect(relatedPlace(trees, id('e'), 'cause')).toBeNull()
})

describe('hints', () => {
  it.each([
    ['Lack of a treatment plant', 'Lack of'],
    ['There is a LACK  OF trust', 'LACK  OF'],
    ['The village lacks doctors', 'lacks'],
    ['Absence of rules', 'Absence of'],
    ['Mancanza di controlli', 'Mancanza di'],
    ['La mancanza d’acqua', 'mancanza d’'],
    ['Assenza della depurazione', 'Assenza della'],
    ['Grave assenza dell’autorità', 'assenza dell’'],
    ['Mungesë e kontrollit', 'Mungesë e'],
    ['Ka mungesa të mëdha', 'mungesa të'],
    ['Mungese e ujit', 'Mungese e'],
    ['Mungesë e ujit'.normalize('NFD'), 'Mungesë e'],
  ])('at “%s”', (text, words) => expect(lackHint(text)).toBe(words))

  it.each([
    'Slack of the rope',
    'Black officers',
    'The river is dirty',
    'Una mancanza diversa',
    'Mungesat',
    'lacquer',
  ])('none at “%s”', (text) => expect(lackHint(text)).toBeNull())

  it('at more than twelve words', () => {
    expect(tooLong('one two three four five six seven eight nine ten eleven twelve')).toBeNull()
    expect(tooLong('one two – three four five six seven eight nine ten eleven twelve, thirteen')).toBe(13)
  })
})

describe('words for an objective', () => {
  it.each([
    ['en', 'Low income of families', 'Increased income of families'],
    ['en', 'Poor water quality', 'Improved water quality'],
    ['en', 'Infant mortality rate', 'Infant reduced mortality rate'],
    ['en', 'High levels of waste among poor families', 'Reduced levels of waste among poor families'],
    ['en', 'River water quality is deteriorating', 'River water quality is improving'],
    ['it', 'Bassa qualità dell’acqua', 'Aumentata qualità dell’acqua'],
    ['it', 'Tasso di abbandono scolastico', 'Tasso ridotto di abbandono scolastico'],
    ['sq', 'Cilësi e ulët e ujit', 'Cilësi e rritur e ujit'],
    ['sq', 'Lumi është i ndotur', 'Lumi është i pastër'],
    ['sq', 'Poor water quality', 'Improved water quality'],
  ])('in %s: %s', (locale, problem, objective) => expect(suggestObjective(problem, locale)).toBe(objective))

  it('are none where no word is known', () => {
    expect(suggestObjective('Nobody swims in the river', 'en')).toBeNull()
    expect(suggestObjective('Slow lowlands', 'en')).toBeNull()
  })
})

describe('the objectives of the river tree', () => {
  const template = 'problem-tree'
  const before = drawTree(boardOf(template), riverPollution)
  const made = objectivesOf(before, { template, locale: 'en' })
  const after = new Map([...before, ...made.map((record): [string, TLRecord] => [record.id, record])])
  const read = (records: ReadonlyMap<string, TLRecord>) =>
    readOutline(records, { template, locale: 'en' }) as ProblemTreeOutline
  const flat = (nodes: TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...flat(node.children)])
  const problems = (outline: ProblemTreeOutline) => [
    outline.coreId,
    ...flat([...outline.causes, ...outline.effects]).map((each) => each.id),
  ]
  const notes = made.filter(
    (record): record is TLShape => record.typeName === 'shape' && record.type === 'note',
  )
  const written = new Map(after)
  for (const note of notes) {
    written.set(note.id, {
      ...note,
      props: { ...note.props, richText: richText(`good ${note.id}`) },
    } as TLShape)
  }

  it('are valid, one for each problem, 3400 to the right, each with the id of its problem', () => {
    expect(made.map(checkRecord).filter(Boolean)).toEqual([])
    expect(notes.map(({ meta }) => meta.fromProblemId).sort()).toEqual(problems(read(before)).sort())
    for (const note of notes) {
      const problem = before.get(id(String(note.meta.fromProblemId))) as TLShape
      expect([note.x, note.y]).toEqual([problem.x + 3400, problem.y])
    }
  })

  it('leave the problem tree as it was, and are read beside it', () => {
    const outline = read(written)
    const { objectives, ...rest } = outline
    expect(rest).toEqual(read(before))
    const ids = [
      objectives?.fromProblemId,
      ...flat([...(objectives?.means ?? []), ...(objectives?.ends ?? [])]).map((each) => each.fromProblemId),
    ]
    expect([...ids].sort()).toEqual(problems(rest as ProblemTreeOutline).sort())
    const shape = (nodes: TreeNode[], name: 'id' | 'fromProblemId'): unknown[] =>
      nodes.map((node) => [node[name], shape(node.children, name)])
    expect(shape(objectives?.means ?? [], 'fromProblemId')).toEqual(shape(rest.causes, 'id'))
    expect(shape(objectives?.ends ?? [], 'fromProblemId')).toEqual(shape(rest.effects, 'id'))
    const rows = outlineToCsv(outline).split('\r\n')
    expect(rows.filter((row) => row.includes(',means,'))).toHaveLength(flat(rest.causes).length)
    expect(rows.find((row) => row.startsWith('objective-drawn-cause.1,'))).toMatch(
      /,objective-template-card\.core,means,1,/,
    )
  })

  it('are made once: asked again, only what is new gets one', () => {
    expect(objectivesOf(after, { template, locale: 'en' })).toEqual([])
    const more = new Map(after)
    for (const record of [
      cause('late', 600),
      ...arrow(deeper('later', 600), cause('late', 600)),
      deeper('later', 600),
    ]) {
      more.set(record.id, record)
    }
    const added = objectivesOf(more, { template, locale: 'en' })
    expect(added.map((record) => record.id).sort()).toEqual(
      [
        'shape:objective-late',
        'shape:objective-later',
        'shape:objective-later-late',
        'binding:objective-later-late-end',
        'binding:objective-later-late-start',
      ].sort(),
    )
  })
})
