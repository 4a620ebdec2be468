import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import { readOutline } from '../outline/read.ts'
import type { PrototypeOutline } from '../outline.types.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { playScreens } from './play.ts'

const screen = (no: number) => `shape:template-screen.${no}`
const button = (id: string, parentId: string, x: number, y: number, words = ''): TLShape =>
  makeShape({
    type: 'geo',
    id: `shape:${id}`,
    parentId,
    x,
    y,
    index: 'a1',
    props: { w: 195, h: 84.4, richText: richText(words) },
  })
const shapeOf = (records: ReadonlyMap<string, TLRecord>, id: string) => records.get(id) as TLShape

/** An arrow, its beginning at a point of what it begins at where one is given. */
function arrow(from: TLShape, to: TLShape, id: string, anchor?: { x: number; y: number }): TLRecord[] {
  const [shape, start, end] = connect(from, to, { id: `shape:${id}`, index: 'a1' })
  if (anchor) start.props = { ...start.props, normalizedAnchor: anchor, isPrecise: true }
  return [shape, start, end]
}

function board(build: (records: Map<string, TLRecord>) => TLRecord[]): Map<string, TLRecord> {
  const records = boardOf('prototype-sketch')
  for (const record of build(records)) records.set(record.id, record)
  return records
}

it('leads on from what an arrow begins at, where it stands on its screen', () => {
  const records = board((empty) => {
    const next = button('next', screen(1), 97.5, 422, 'Next')
    return [next, ...arrow(next, shapeOf(empty, screen(2)), 'a')]
  })
  const [first, second] = playScreens(records, 'it')
  expect(first).toMatchObject({ id: 'template-screen.1', no: 1, title: '1 · Telefono' })
  expect(first?.hotSpots).toEqual([
    {
      id: 'a',
      to: 'template-screen.2',
      label: 'Next',
      bounds: { x: 0.25, y: 0.5, w: 0.5, h: expect.closeTo(0.1) as number },
    },
  ])
  expect(second).toMatchObject({ no: 2, hotSpots: [] })
})

it('finds what is drawn under the beginning of an arrow, else takes a field around it, or all of the screen', () => {
  const records = board((empty) => {
    const ink = button('drawn', screen(1), 0, 0)
    const [one, two, three] = [screen(1), screen(2), screen(3)].map((id) => shapeOf(empty, id)) as [
      TLShape,
      TLShape,
      TLShape,
    ]
    return [
      ink,
      ...arrow(one, two, 'on-ink', { x: 0.1, y: 0.05 }),
      ...arrow(one, three, 'on-paper', { x: 1, y: 0.5 }),
      ...arrow(two, three, 'anywhere'),
    ]
  })
  const [first, second, third] = playScreens(records, 'en')
  const spots = new Map(first?.hotSpots.map((spot) => [spot.id, spot]))
  expect(spots.get('on-ink')?.bounds).toEqual({ x: 0, y: 0, w: 0.5, h: 0.1 })
  expect(spots.get('on-paper')?.bounds.x).toBeCloseTo(330 / 390)
  expect(spots.get('on-paper')?.bounds.w).toBeCloseTo(60 / 390)
  expect(second?.hotSpots.map(({ bounds }) => bounds)).toEqual([{ x: 0, y: 0, w: 1, h: 1 }])
  expect(third?.hotSpots).toEqual([])
})

it('parts one thing among several arrows, and lays small spots above large ones', () => {
  const records = board((empty) => {
    const menu = button('menu', screen(1), 0, 0)
    const [one, two, three] = [1, 2, 3].map((no) => shapeOf(empty, screen(no))) as [TLShape, TLShape, TLShape]
    return [
      menu,
      ...arrow(menu, two, 'a'),
      ...arrow(menu, three, 'b'),
      ...arrow(one, two, 'whole'),
      ...arrow(menu, one, 'to itself'),
    ]
  })
  const [first] = playScreens(records, 'en')
  expect(first?.hotSpots.map(({ id, bounds: { x, w } }) => [id, x, w])).toEqual([
    ['whole', 0, 1],
    ['a', 0, 0.25],
    ['b', 0.25, 0.25],
  ])
})

it('lists the screens that the outline lists, with its numbers and links', () => {
  const records = board(() => {
    const next = button('next', screen(5), 0, 0)
    const own = makeShape({
      type: 'frame',
      id: 'shape:own',
      x: 6000,
      y: 0,
      index: 'a1',
      props: { w: 390, h: 844, name: 'Thanks' },
    })
    return [next, own, ...arrow(next, own, 'a'), noteAt('n', 'a remark', 400, 100, screen(3))]
  })
  const outline = readOutline(records, { template: 'prototype-sketch', locale: 'en' }) as PrototypeOutline
  const played = playScreens(records, 'en')
  expect(played.map(({ id, no }) => [id, no])).toEqual(outline.screens.map(({ id, no }) => [id, no]))
  expect(played.map(({ title }) => title)).toEqual(['3 · Phone', '5 · Computer', 'Thanks'])
  expect(played.flatMap(({ id, hotSpots }) => hotSpots.map(({ to }) => ({ from: id, to })))).toEqual(
    outline.screens.flatMap(({ links }) => links),
  )
  expect(playScreens(boardOf('prototype-sketch'), 'en')).toEqual([])
})
