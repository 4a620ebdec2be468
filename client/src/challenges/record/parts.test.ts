import { describe, expect, it } from 'vitest'
import { flatNodes, newPartId, numberIn, progressOf, withField } from './parts.ts'

describe('parts of a record', () => {
  it('read numbers as people type them', () => {
    expect(['12', ' 1 200 ', '3,5', '-0.25', '', 'many', '1e99'].map(numberIn)).toEqual([
      12,
      1200,
      3.5,
      -0.25,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('leave a field out instead of keeping it empty', () => {
    const item: { name: string; unit?: string } = { name: 'Nitrate', unit: 'mg/l' }
    expect(withField(item, 'unit', '')).toEqual({ name: 'Nitrate' })
    expect(withField(item, 'unit', undefined)).toEqual({ name: 'Nitrate' })
    expect(withField(item, 'unit', 'g/l')).toEqual({ name: 'Nitrate', unit: 'g/l' })
    expect(item.unit).toBe('mg/l')
  })

  it('list a tree with its depth, parents first', () => {
    const tree = [
      { id: 'a', text: 'A', children: [{ id: 'b', text: 'B' }] },
      { id: 'c', text: 'C' },
    ]
    expect(flatNodes(tree).map(({ node, depth }) => [node.id, depth])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ])
  })

  it('say how far an indicator has come, upwards and downwards', () => {
    expect(progressOf({ baseline: 10, target: 20, result: 15 })).toBe(0.5)
    expect(progressOf({ baseline: 80, target: 20, result: 65 })).toBe(0.25)
    expect(progressOf({ baseline: 10, target: 20, result: 5 })).toBe(-0.5)
    expect(progressOf({ baseline: 10, target: 10, result: 5 })).toBeNull()
    expect(progressOf({ baseline: 10, target: 20 })).toBeNull()
  })

  it('give every new part an id of its own', () => {
    expect(new Set(Array.from({ length: 200 }, newPartId)).size).toBe(200)
  })
})
