import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { pageBounds } from './geometry.ts'
import { placesOf } from './places.ts'
import { PAGE_ID } from './schema.ts'
import { makeShape } from './shapes.ts'

const page = { typeName: 'page', id: PAGE_ID, name: '', index: 'a1', meta: {} } as TLRecord
const note = (id: string, parentId: string, x: number, rotation = 0): TLShape =>
  makeShape({ type: 'note', id: `shape:${id}`, parentId, x, y: x / 2, index: 'a1', rotation })
const mapOf = (...records: TLRecord[]) => new Map([page, ...records].map((record) => [record.id, record]))

describe('places of many shapes', () => {
  it('are those that each has by itself, nested and turned', () => {
    const frame = makeShape({ type: 'frame', id: 'shape:f', x: 100, y: 40, index: 'a1', rotation: 0.4 })
    const group = makeShape({ type: 'group', id: 'shape:g', parentId: frame.id, x: 7, y: 9, index: 'a1' })
    const shapes = [frame, group, note('a', PAGE_ID, 30), note('b', frame.id, 20, 1), note('c', group.id, 60)]
    const records = mapOf(...shapes)
    const places = placesOf(records)
    for (const shape of shapes.filter(({ type }) => type !== 'group')) {
      const [box, alone] = [places.bounds(shape), pageBounds(records, shape.id)]
      expect(places.page(shape)).toBe(PAGE_ID)
      for (const side of ['x', 'y', 'w', 'h'] as const) {
        expect(box?.[side], `${shape.id} ${side}`).toBeCloseTo(alone?.[side] ?? Number.NaN, 9)
      }
    }
  })

  it('are unknown where parents are missing or run in a circle, and nothing throws', () => {
    const orphan = note('orphan', 'shape:gone', 0)
    const [one, other] = [note('one', 'shape:other', 0), note('other', 'shape:one', 0)]
    const below = note('below', 'shape:one', 0)
    const places = placesOf(mapOf(orphan, one, other, below))
    for (const shape of [orphan, one, other, below]) {
      expect([places.page(shape), places.bounds(shape), places.point(shape, { x: 0, y: 0 })]).toEqual([
        null,
        null,
        null,
      ])
    }
  })

  it('are found for a chain of parents deeper than a call stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) =>
      note(`n${at}`, at === 0 ? PAGE_ID : `shape:n${at - 1}`, 1),
    )
    const last = chain.at(-1)
    expect(last && placesOf(mapOf(...chain)).bounds(last)?.x).toBe(20_000)
  })
})
