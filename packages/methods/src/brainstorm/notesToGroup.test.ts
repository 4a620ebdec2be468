import { expect, it } from 'vitest'
import { templateById } from '../templates/index.ts'
import { nearGroups, type Standing } from './nearness.ts'
import { notesToGroup } from './notesToGroup.ts'

const note = (id: string, x: number, y: number): Standing => ({ id, bounds: { x, y, w: 200, h: 200 } })
const gap = 48
const groups = (template: string, notes: Standing[], placed: Standing[] = []) =>
  nearGroups(notesToGroup(templateById(template), placed, notes, gap), gap)

it('groups neighbours where people put them, in the inbox only those that lie on each other', () => {
  expect(groups('blank', [note('a', 0, 0), note('b', 224, 0)])).toEqual([['a', 'b']])
  expect(groups('brainstorm', [note('a', 20, 300), note('b', 244, 300), note('c', 20, 524)])).toEqual([])
  expect(groups('brainstorm', [note('a', 20, 300), note('b', 120, 320), note('c', 20, 524)])).toEqual([
    ['a', 'b'],
  ])
  expect(groups('brainstorm', [note('a', -3000, 300), note('b', -2776, 300)])).toEqual([])
  expect(groups('brainstorm', [note('a', 20, 2000), note('b', 244, 2000)])).toEqual([['a', 'b']])
})

it('goes by where the inbox stands now', () => {
  const moved: Standing = { id: 'inbox', bounds: { x: 0, y: 20_000, w: 480, h: 1424 } }
  expect(groups('brainstorm', [note('a', 20, 300), note('b', 244, 300)], [moved])).toEqual([['a', 'b']])
})

it('leaves what lies in the cells of a table where it is', () => {
  const cell = templateById('brainwriting-6-3-5').regions.find((region) => region.cell)?.bounds
  if (!cell) throw new Error('no cells')
  expect(groups('brainwriting-6-3-5', [note('a', cell.x, cell.y), note('b', cell.x + 40, cell.y)])).toEqual(
    [],
  )
})
