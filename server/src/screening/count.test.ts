import type { BallotScores } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { median, saysSomething, scoresOf } from './count.ts'

const criteria = [{ id: 'people' }, { id: 'owner' }]

describe('median', () => {
  it('is the one in the middle, whatever the order', () => {
    expect(median([3, 0, 1])).toBe(1)
    expect(median([2])).toBe(2)
  })
  it('of an even number lies half way between the two in the middle', () => {
    expect(median([0, 3])).toBe(1.5)
    expect(median([3, 1, 2, 2])).toBe(2)
    expect(median([0, 1, 2, 3])).toBe(1.5)
  })
  it('of nothing there is none', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('scoresOf', () => {
  it('counts each criterion by those who scored it', () => {
    const ballots: BallotScores[] = [
      { a: { people: 3, owner: 0 } },
      { a: { people: 1 } },
      { a: { people: 2 }, b: { owner: 3 } },
    ]
    expect(scoresOf('a', criteria, ballots)).toEqual({
      people: { median: 2, min: 1, max: 3, voters: 3 },
      owner: { median: 0, min: 0, max: 0, voters: 1 },
    })
  })
  it('has nothing without ballots, and nothing of criteria or rows that are gone', () => {
    expect(scoresOf('a', criteria, [])).toEqual({})
    expect(scoresOf('a', criteria, [{ a: { vanished: 3 } }, { gone: { people: 3 } }])).toEqual({})
  })
})

it('a ballot without a score is nobody’s voice', () => {
  const given: BallotScores[] = [{}, { a: {} }, { a: { people: 0 } }]
  expect(given.map(saysSomething)).toEqual([false, false, true])
})
