import { describe, expect, it } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { findDuplicates, plainWords } from './duplicates.ts'

const cards = (...texts: string[]) => texts.map((text, at) => ({ id: `n${at}`, text }))
const pairs = (...texts: string[]) =>
  findDuplicates(cards(...texts)).map(({ first, second }) => `${first} ${second}`)

describe('two notes', () => {
  it('say the same whatever their case, punctuation, accents and spaces', () => {
    expect(plainWords('  Më shumë PEMË, perché… no?')).toBe('me shume peme perche no')
    expect(findDuplicates(cards('Më shumë pemë!', 'other', 'me  shume\nPEME'))).toEqual([
      { first: 'n0', second: 'n2', same: true },
    ])
  })

  it('say nearly the same where a few letters of many differ, and then it is said', () => {
    expect(findDuplicates(cards('Bins at the bridge', 'Bin at the brigde'))).toEqual([])
    expect(findDuplicates(cards('Bins at the bridge', 'Bin at the bridges'))).toEqual([
      { first: 'n0', second: 'n1', same: false },
    ])
  })

  it('do not where the words are short, the numbers differ, or there are no words', () => {
    expect(pairs('cat', 'car')).toEqual([])
    expect(pairs('bus line 4', 'bus line 5')).toEqual([])
    expect(pairs('Open until 10 in the evening', 'Open until 11 in the evening')).toEqual([])
    expect(pairs('', '  ', '?!')).toEqual([])
  })

  it('of three that say the same, every pair is found', () => {
    expect(pairs('More trees', 'more trees.', 'MORE TREES')).toEqual(['n0 n1', 'n0 n2', 'n1 n2'])
  })
})

/** The textbook's distance, over whole tables. */
function textbook(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) => [row])
  for (let at = 0; at <= b.length; at += 1) (table[0] as number[])[at] = at
  for (let row = 1; row <= a.length; row += 1)
    for (let at = 1; at <= b.length; at += 1) {
      const above = table[row - 1] as number[]
      const here = table[row] as number[]
      const replaced = (above[at - 1] as number) + (a[row - 1] === b[at - 1] ? 0 : 1)
      here[at] = Math.min(replaced, (above[at] as number) + 1, (here[at - 1] as number) + 1)
    }
  return table[a.length]?.[b.length] as number
}

/** Letters that texts of a length may differ by. */
const allowedAt = (length: number) => (length < 8 ? 0 : length < 16 ? 1 : length < 32 ? 2 : 3)
const numbers = (text: string) => (text.match(/\d+/g) ?? []).join()

it('finds just the pairs that the textbook finds, in any order of the notes', () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  const words = ['lumi', 'i', 'pastër', 'river', 'clean', 'bins', 'più', 'alberi', '4', '5', 'bridge']
  for (let run = 0; run < 60; run += 1) {
    const texts = Array.from({ length: 8 }, () =>
      Array.from({ length: 1 + random.below(5) }, () => random.pick(words)).join(' '),
    )
    // Mistyped copies, so that near ones are among them.
    for (let at = 0; at < 6; at += 1) {
      const text = random.pick(texts)
      const cut = random.below(text.length)
      texts.push(text.slice(0, cut) + random.pick(['x', '', 'ë', '.']) + text.slice(cut + random.below(2)))
    }
    const all = cards(...texts)
    const expected = all.flatMap((a, at) =>
      all.slice(at + 1).flatMap((b) => {
        const [one, other] = [plainWords(a.text), plainWords(b.text)]
        const allowed = allowedAt(Math.min(one.length, other.length))
        const near = numbers(one) === numbers(other) && textbook(one, other) <= allowed
        return one !== '' && other !== '' && near ? [`${a.id} ${b.id}`] : []
      }),
    )
    const found = findDuplicates(all).map(({ first, second }) => `${first} ${second}`)
    expect(found, `seed ${seed}: ${JSON.stringify(texts)}`).toEqual(expected)
    const backwards = findDuplicates([...all].reverse()).map(({ first, second }) =>
      [first, second].sort().join(' '),
    )
    expect(backwards.sort(), `seed ${seed}`).toEqual(
      expected.map((pair) => pair.split(' ').sort().join(' ')).sort(),
    )
  }
})
