import { describe, expect, it } from 'vitest'
import { scoredIn, weightSum, withScore } from './weights.ts'

describe('a ballot', () => {
  it('gets a score, another in its place, and gives it back', () => {
    const at = { row: 'a', criterion: 'people' }
    const first = withScore({}, at, 3)
    expect(first).toEqual({ a: { people: 3 } })
    expect(withScore(first, at, 0)).toEqual({ a: { people: 0 } })
    expect(withScore(first, { row: 'a', criterion: 'owner' }, 1)).toEqual({ a: { people: 3, owner: 1 } })
    expect(withScore(first, at, null)).toEqual({})
    expect(withScore({ ...first, b: { people: 1 } }, at, null)).toEqual({ b: { people: 1 } })
    expect(first).toEqual({ a: { people: 3 } })
  })

  it('counts a zero as a score, and not what is no criterion any more', () => {
    const criteria = [{ id: 'people' }, { id: 'owner' }]
    expect(scoredIn({ a: { people: 0, gone: 2 } }, 'a', criteria)).toBe(1)
    expect(scoredIn({}, 'a', criteria)).toBe(0)
  })
})

it('weights are summed as people wrote them', () => {
  expect(weightSum([{ weight: 33.3 }, { weight: 33.3 }, { weight: 33.4 }])).toBe(100)
  expect(weightSum([{ weight: 0.1 }, { weight: 0.2 }])).toBe(0.3)
  expect(weightSum([])).toBe(0)
})
