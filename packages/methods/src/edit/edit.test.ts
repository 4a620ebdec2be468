import { checkRecord, connect, makeShape } from '@sheshi/board'
import type { TLArrowBinding, TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { boardOf, noteAt } from '../testing/board.ts'
import { drawTree, riverPollution } from '../testing/index.ts'
import {
  addCard,
  applyChange,
  type BoardState,
  deleteCard,
  type Edited,
  moveCard,
  readState,
  renameCard,
  shiftCard,
} from './index.ts'

const river = (): BoardState => ({
  template: 'problem-tree',
  records: drawTree(boardOf('problem-tree'), riverPollution),
})

const group = (id: string, name: string, x: number, y: number) =>
  makeShape({ type: 'frame', id: `shape:${id}`, x, y, index: 'a2', props: { w: 700, h: 500, name } })

const blank = (...extra: TLRecord[]): BoardState => ({
  template: 'blank',
  records: boardOf('blank', 'en', ...extra),
})

/** The board after an edit that must be made. */
function done(board: BoardState, edited: Edited): BoardState & { id: string } {
  if ('refused' in edited) throw new Error(`refused: ${edited.refused}`)
  for (const record of edited.put) expect(checkRecord(record)).toBeNull()
  return { template: board.template, records: applyChange(board.records, edited), id: edited.id }
}

/** A section as nested words. */
function wordsIn(board: BoardState, section: string): unknown[] {
  const at = readState(board)
  const nested = (cards: { text: string; children: { text: string; children: [] }[] }[]): unknown[] =>
    cards.flatMap(({ text, children }) => (children.length > 0 ? [text, nested(children as never)] : [text]))
  const all = (sections: typeof at.sections): typeof at.sections =>
    sections.flatMap((each) => [each, ...all(each.sections)])
  return nested((all(at.sections).find(({ id }) => id === section)?.cards ?? []) as never)
}

const shapeIn = (board: BoardState, id: string): TLShape => {
  const shape = board.records.get(`shape:${id}`)
  if (shape?.typeName !== 'shape') throw new Error(`${id} is no shape`)
  return shape
}

const arrowsBetween = (board: BoardState, from: string, to: string): number => {
  const ends = [...board.records.values()].filter(
    (record): record is TLArrowBinding => record.typeName === 'binding',
  )
  const starts = ends.filter((end) => end.props.terminal === 'start' && end.toId === `shape:${from}`)
  return starts.filter(({ fromId }) =>
    ends.some((end) => end.fromId === fromId && end.props.terminal === 'end' && end.toId === `shape:${to}`),
  ).length
}

describe('renaming', () => {
  it('writes other words on a note, and makes the letters fit', () => {
    const before = blank(noteAt('a', 'Trees', 500, 500))
    const after = done(before, renameCard(before, { id: 'a', text: '  Donaudampfschifffahrtsgesellschaft ' }))
    expect(wordsIn(after, 'loose')).toEqual(['Donaudampfschifffahrtsgesellschaft'])
    const small = (shapeIn(after, 'a').props as { fontSizeAdjustment: number }).fontSizeAdjustment
    expect(small).toBeLessThan(22)
  })

  it('gives a group another name', () => {
    const before = blank(group('g', 'Shade', 0, 0), noteAt('a', 'Trees', 300, 300))
    const after = done(before, renameCard(before, { id: 'g', text: 'Shade and water' }))
    expect(readState(after).outline).toMatchObject({ clusters: [{ title: 'Shade and water' }] })
  })

  it('keeps words that say nothing off the board', () => {
    const board = river()
    expect(renameCard(board, { id: 'drawn-cause.1', text: ' \n ' })).toEqual({ refused: 'empty' })
    const question: BoardState = { template: 'brainstorm', records: boardOf('brainstorm') }
    const written = done(
      question,
      addCard(question, { to: { section: 'prompt' }, text: 'How might we swim?' }),
    )
    expect(renameCard(written, { id: written.id, text: 'How might we…?' })).toEqual({ refused: 'empty' })
  })

  it('leaves alone what is locked, gone, or too much', () => {
    const board = river()
    const sheet = [...board.records.values()].find((record) => 'isLocked' in record && record.isLocked)
    const id = (sheet?.id ?? '').slice('shape:'.length)
    expect(renameCard(board, { id, text: 'Mine' })).toEqual({ refused: 'locked' })
    expect(renameCard(board, { id: 'nobody', text: 'Mine' })).toEqual({ refused: 'gone' })
    expect(renameCard(board, { id: 'drawn-cause.1', text: 'x'.repeat(20_001) })).toEqual({
      refused: 'too-long',
    })
  })
})

describe('a tree', () => {
  it('takes a branch with all that hangs under it, and ties its arrow anew', () => {
    const board = river()
    const to = { section: 'causes', under: 'drawn-cause.2' }
    const after = done(board, moveCard(board, { id: 'drawn-cause.1', to }))
    expect(readState(after).cards.get('drawn-cause.1.1.1')?.path).toEqual([
      'causes',
      'drawn-cause.2',
      'drawn-cause.1',
      'drawn-cause.1.1',
    ])
    expect(arrowsBetween(after, 'drawn-cause.1', 'drawn-cause.2')).toBe(1)
    expect(after.records.size).toBe(board.records.size)
  })

  it('turns a cause and what led to it into effects, arrows and all', () => {
    const board = river()
    const after = done(board, moveCard(board, { id: 'drawn-cause.1', to: { section: 'effects' } }))
    const path = readState(after).cards.get('drawn-cause.1.1.1')?.path
    expect(path).toEqual(['effects', 'drawn-cause.1', 'drawn-cause.1.1'])
    expect(arrowsBetween(after, 'drawn-cause.1', 'drawn-cause.1.1')).toBe(1)
    expect(readState(after).outline.notes).toEqual([])
  })

  it('refuses a circle, and says so', () => {
    const board = river()
    const under = (section: string, card: string) => ({ section, under: card })
    const into = (id: string, to: { section: string; under: string }) => moveCard(board, { id, to })
    expect(into('drawn-cause.1', under('causes', 'drawn-cause.1.1.1'))).toEqual({ refused: 'cycle' })
    expect(into('drawn-cause.1', under('causes', 'drawn-cause.1'))).toEqual({ refused: 'cycle' })
    const { outline } = readState(board)
    const core = 'coreId' in outline ? (outline.coreId ?? '') : ''
    expect(into(core, under('causes', 'drawn-cause.1'))).toEqual({ refused: 'cycle' })
    const [a, b] = [shapeIn(board, 'drawn-cause.2.1'), shapeIn(board, 'drawn-cause.1.1')]
    const linked = new Map(board.records)
    for (const record of connect(a, b, { id: 'shape:link', index: 'a9' })) linked.set(record.id, record)
    const also = { ...board, records: linked }
    const edited = moveCard(also, { id: 'drawn-cause.1', to: under('causes', 'drawn-cause.2.1') })
    expect(edited).toEqual({ refused: 'cycle' })
  })

  it('keeps what hung under a card that is taken off, or put aside', () => {
    const board = river()
    const gone = done(board, deleteCard(board, { id: 'drawn-cause.1.1' }))
    expect(readState(gone).cards.get('drawn-cause.1.1.1')?.path).toEqual(['causes', 'drawn-cause.1'])
    expect(gone.records.size).toBe(board.records.size - 4)
    const aside = done(board, moveCard(board, { id: 'drawn-cause.1', to: { section: 'evidence' } }))
    const { cards } = readState(aside)
    expect(cards.get('drawn-cause.1')?.path).toEqual(['evidence'])
    expect(cards.get('drawn-cause.1.1')?.path).toEqual(['causes'])
  })

  it('gets new cards with their arrows', () => {
    const board = river()
    const under = done(
      board,
      addCard(board, { to: { section: 'effects', under: 'drawn-effect.1' }, text: 'Nobody swims' }),
    )
    expect(arrowsBetween(under, 'drawn-effect.1', under.id)).toBe(1)
    const top = done(under, addCard(under, { to: { section: 'causes' }, text: 'Old pipes' }))
    expect(readState(top).cards.get(top.id)?.path).toEqual(['causes'])
  })

  it('begins with the card that stands ready for the core', () => {
    const board: BoardState = { template: 'problem-tree', records: boardOf('problem-tree') }
    const after = done(board, addCard(board, { to: { section: 'core' }, text: 'Dirty water' }))
    expect(after.records.size).toBe(board.records.size)
    expect(readState(after).outline).toMatchObject({ core: 'Dirty water', coreId: after.id })
    const second = addCard(after, { to: { section: 'core' }, text: 'Another' })
    expect(second).toEqual({ refused: 'no-place' })
  })

  it('changes the order of neighbours', () => {
    const board = river()
    const after = done(board, shiftCard(board, { id: 'drawn-cause.2', by: -1 }))
    const order = (state: BoardState) =>
      readState(state)
        .sections.find(({ id }) => id === 'causes')
        ?.cards.map(({ id }) => id)
    expect(order(board)).toEqual(['drawn-cause.1', 'drawn-cause.2', 'drawn-cause.3'])
    expect(order(after)).toEqual(['drawn-cause.2', 'drawn-cause.1', 'drawn-cause.3'])
    expect(shiftCard(board, { id: 'drawn-cause.1', by: -1 })).toEqual({ refused: 'no-place' })
  })
})

describe('groups', () => {
  const turned = { ...group('g', 'Shade', 3000, 200), rotation: 0.6 } as TLShape

  it('take a card in, upright as it was, and let it out again', () => {
    const before = blank(turned, noteAt('in', 'Trees', 3100, 600), noteAt('a', 'Bins', 500, 500))
    const moved = done(before, moveCard(before, { id: 'a', to: { section: 'g' } }))
    expect(wordsIn(moved, 'g')).toContain('Bins')
    expect(shapeIn(moved, 'a').parentId).toBe('shape:g')
    expect(shapeIn(moved, 'a').rotation).toBeCloseTo(-0.6)
    const out = done(moved, moveCard(moved, { id: 'a', to: { section: 'loose' } }))
    expect(wordsIn(out, 'loose')).toEqual(['Bins'])
    expect(shapeIn(out, 'a').parentId).toBe('page:page')
    expect(shapeIn(out, 'a').rotation).toBeCloseTo(0)
  })

  it('get new cards beside those that are there', () => {
    let board: BoardState = blank(group('g', 'Shade', 0, 0))
    for (const text of ['one', 'two', 'three', 'four'])
      board = done(board, addCard(board, { to: { section: 'g' }, text }))
    expect(wordsIn(board, 'g')).toEqual(['one', 'two', 'three', 'four'])
    const places = readState(board).cards.keys()
    expect(new Set([...places].map((id) => `${shapeIn(board, id).x} ${shapeIn(board, id).y}`)).size).toBe(4)
  })

  it('with something in them are not taken away as a card', () => {
    const before: BoardState = {
      template: 'pilot-plan',
      records: boardOf(
        'pilot-plan',
        'en',
        group('g', 'Shade', 0, 3000),
        noteAt('a', 'Trees', 300, 300, 'shape:g'),
      ),
    }
    expect(deleteCard(before, { id: 'g' })).toEqual({ refused: 'holds-others' })
  })
})

it('keeps a card on a map where it is among its neighbours: its place is what it says', () => {
  let board: BoardState = { template: 'impact-effort', records: boardOf('impact-effort') }
  const sections = readState(board).sections
  const quadrant = sections[0]?.id ?? ''
  board = done(board, addCard(board, { to: { section: quadrant }, text: 'one' }))
  const two = done(board, addCard(board, { to: { section: quadrant }, text: 'two' }))
  expect(shiftCard(two, { id: two.id, by: -1 })).toEqual({ refused: 'no-place' })
})
