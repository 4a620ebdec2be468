import type { Section, SectionCard } from '@sheshi/methods'
import { describe, expect, it } from 'vitest'
import { outlineAsText } from './asText.ts'
import { cardKey, nearestRow, type Row, rowsOf, sectionKey } from './rows.ts'
import { treeAction, typedAhead } from './treeKeys.ts'

const card = (id: string, text: string, ...children: SectionCard[]): SectionCard => ({
  id,
  text,
  children,
  facts: [],
})
const section = (id: string, title: string, parts: Partial<Section> = {}): Section => ({
  id,
  title,
  kind: 'list',
  region: null,
  cards: [],
  sections: [],
  facts: [],
  ...parts,
})

const board = [
  section('causes', 'Causes', {
    kind: 'tree',
    cards: [card('a', 'Old pipes', card('a1', 'No money'), card('a2', 'No plan')), card('b', 'Waste')],
  }),
  section('clusters', 'Groups', {
    sections: [
      section('g', 'Shkollë', { kind: 'named', cards: [card('c', 'Ramp'), card('d', 'Benches')] }),
      section('h', 'Empty', { kind: 'named' }),
    ],
  }),
  section('loose', 'Other notes'),
]

const open = new Map<string, boolean>()
const rows = rowsOf(board, { opened: open })
const keys = (some: readonly Row[]) => some.map(({ key }) => key)

describe('the rows of an outline', () => {
  it('are everything from top to bottom, each with its level and its place', () => {
    expect(rows.map(({ title, level, position, siblings }) => [title, level, position, siblings])).toEqual([
      ['Causes', 1, 1, 3],
      ['Old pipes', 2, 1, 2],
      ['No money', 3, 1, 2],
      ['No plan', 3, 2, 2],
      ['Waste', 2, 2, 2],
      ['Groups', 1, 2, 3],
      ['Shkollë', 2, 1, 2],
      ['Ramp', 3, 1, 2],
      ['Benches', 3, 2, 2],
      ['Empty', 2, 2, 2],
      ['Other notes', 1, 3, 3],
    ])
    expect(rows.filter(({ count }) => count !== null).map(({ count }) => count)).toEqual([4, 2, 2, 0, 0])
    expect(rows[3]).toMatchObject({ parent: cardKey('a'), section: 'causes', under: 'a', inTree: true })
  })

  it('are fewer where somebody closed one', () => {
    const closed = rowsOf(board, { opened: new Map([[cardKey('a'), false]]) })
    expect(keys(rows).filter((key) => !keys(closed).includes(key))).toEqual([cardKey('a1'), cardKey('a2')])
    expect(closed[1]).toMatchObject({ expandable: true, expanded: false })
  })

  it('are those with the words looked for, whatever their accents, with all that they lie under', () => {
    expect(keys(rowsOf(board, { opened: new Map([[sectionKey('causes'), false]]), query: 'PLAN' }))).toEqual([
      sectionKey('causes'),
      cardKey('a'),
      cardKey('a2'),
    ])
    expect(keys(rowsOf(board, { opened: open, query: 'shkolle' }))).toEqual([
      sectionKey('clusters'),
      sectionKey('g'),
    ])
    expect(rowsOf(board, { opened: open, query: 'nowhere' })).toEqual([])
  })

  it('are a chain of thousands too', () => {
    let chain = card('0', 'end')
    for (let at = 1; at < 20_000; at += 1) chain = card(String(at), 'why?', chain)
    expect(rowsOf([section('causes', 'Causes', { cards: [chain] })], { opened: open })).toHaveLength(20_001)
  })

  it('say where to go when one is taken away', () => {
    const without = (id: string) => rows.filter(({ key }) => key !== cardKey(id))
    expect(nearestRow(rows, without('a1'), cardKey('a1'))).toBe(cardKey('a2'))
    expect(nearestRow(rows, without('d'), cardKey('d'))).toBe(cardKey('c'))
    expect(nearestRow(rows, [], cardKey('d'))).toBeNull()
  })
})

describe('the keys of the tree', () => {
  const plain = { alt: false, control: false, shift: false }
  const at = (key: string) => rows.findIndex((row) => row.key === key)
  const press = (key: string, on: string) => treeAction(rows, at(on), { ...plain, key })

  it('walk up, down, in and out', () => {
    expect(press('ArrowDown', cardKey('a'))).toEqual({ do: 'focus', key: cardKey('a1') })
    expect(press('ArrowUp', cardKey('b'))).toEqual({ do: 'focus', key: cardKey('a2') })
    expect(press('ArrowRight', cardKey('a'))).toEqual({ do: 'focus', key: cardKey('a1') })
    expect(press('ArrowLeft', cardKey('a1'))).toEqual({ do: 'focus', key: cardKey('a') })
    expect(press('ArrowLeft', cardKey('a'))).toEqual({ do: 'close', key: cardKey('a') })
    expect(press('Home', cardKey('d'))).toEqual({ do: 'focus', key: sectionKey('causes') })
    expect(press('End', cardKey('d'))).toEqual({ do: 'focus', key: sectionKey('loose') })
    expect(press('ArrowDown', sectionKey('loose'))).toEqual({ do: 'focus', key: sectionKey('loose') })
  })

  it('open what is closed before they walk into it', () => {
    const closed = rowsOf(board, { opened: new Map([[sectionKey('causes'), false]]) })
    expect(treeAction(closed, 0, { ...plain, key: 'ArrowRight' })).toEqual({
      do: 'open',
      key: sectionKey('causes'),
    })
  })

  it('edit, and leave alone what is the browser’s', () => {
    expect(press('F2', cardKey('a'))).toEqual({ do: 'rename', key: cardKey('a') })
    expect(press('Delete', cardKey('a'))).toEqual({ do: 'delete', key: cardKey('a') })
    expect(treeAction(rows, 1, { ...plain, alt: true, key: 'ArrowDown' })).toEqual({
      do: 'shift',
      key: cardKey('a'),
      by: 1,
    })
    expect(treeAction(rows, 1, { ...plain, control: true, key: 'z' })).toEqual({ do: 'undo' })
    expect(treeAction(rows, 1, { ...plain, control: true, key: 'f' })).toBeNull()
    expect(press('Tab', cardKey('a'))).toBeNull()
  })

  it('find what begins with the letters typed, and the next one with the same letter', () => {
    expect(typedAhead(rows, 0, 'no p')).toBe(cardKey('a2'))
    expect(typedAhead(rows, at(cardKey('a1')), 'n')).toBe(cardKey('a2'))
    expect(typedAhead(rows, at(cardKey('a2')), 'nn')).toBe(cardKey('a1'))
    expect(typedAhead(rows, 0, 'x')).toBeNull()
  })
})

it('an outline as text is its titles and indented cards, without what is empty', () => {
  expect(outlineAsText('Our river', board)).toBe(
    [
      'Our river\n',
      'Causes\n- Old pipes\n  - No money\n  - No plan\n- Waste\n',
      'Groups\n  Shkollë\n  - Ramp\n  - Benches\n',
    ].join('\n'),
  )
})
