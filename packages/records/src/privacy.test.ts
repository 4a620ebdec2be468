import { describe, expect, it } from 'vitest'
import { sectors } from './plain.ts'
import { citiesOnCards, fewestPeople, splitBySector } from './privacy.ts'

const many = (count: number, sector: string | null) => Array.from({ length: count }, () => sector)

describe('splitBySector', () => {
  it.each([
    ['nobody', [], {}],
    ['large sectors alone', [...many(4, 'citizens'), ...many(3, 'ngo')], { citizens: 4, ngo: 3 }],
    [
      'small sectors that are many together',
      [...many(5, 'citizens'), ...many(2, 'ngo'), 'public'],
      { citizens: 5, other: 3 },
    ],
    [
      'one small sector, which the total would give away',
      [...many(5, 'citizens'), ...many(2, 'ngo')],
      { other: 7 },
    ],
    [
      'one small sector beside two large ones',
      [...many(5, 'citizens'), ...many(4, 'ngo'), 'public'],
      { citizens: 5, other: 5 },
    ],
    [
      'two who named no sector',
      [...many(4, 'citizens'), ...many(3, 'ngo'), null, null],
      { citizens: 4, other: 5 },
    ],
    ['three who named no sector', [...many(4, 'citizens'), ...many(3, null)], { citizens: 4, other: 3 }],
    ['only small sectors', [...many(2, 'citizens'), ...many(2, 'ngo')], { other: 4 }],
    ['nobody named a sector', many(9, null), { other: 9 }],
    ['two people', ['citizens', 'ngo'], {}],
    ['a sector of that very name', [...many(4, 'citizens'), ...many(3, 'other')], { citizens: 4, other: 3 }],
  ])('%s', (_what, people, expected) => {
    expect(splitBySector(people)).toEqual(expected)
  })

  it('does not tell who came first', () => {
    const people = [...many(3, 'ngo'), ...many(3, 'citizens'), 'public']
    expect(splitBySector(people)).toEqual(splitBySector([...people].reverse()))
  })
})

/** Small numbers, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

it('never lets a part of fewer than three be seen or worked out, and loses nobody', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}`)
  const next = numbers(seed)
  let split = 0
  for (let round = 0; round < 1_000; round += 1) {
    const people = [...sectors, null].flatMap((sector) => many(next(2) * next(8), sector))
    const shown = splitBySector(people)
    const parts = Object.entries(shown)
    const sum = parts.reduce((all, [, count]) => all + count, 0)
    for (const [, count] of parts) expect(count).toBeGreaterThanOrEqual(fewestPeople)
    // What the total adds to it: nothing, where there is a split.
    expect(sum).toBe(people.length < fewestPeople ? 0 : people.length)
    for (const [sector, count] of parts) {
      if (sector !== 'other') expect(people.filter((one) => one === sector)).toHaveLength(count)
    }
    if (parts.length > 1) split += 1
  }
  expect(split).toBeGreaterThan(100)
})

it('hides no more than it must: with one part fewer hidden, less than three would be left', () => {
  const next = numbers(5)
  for (let round = 0; round < 500; round += 1) {
    const people = sectors.flatMap((sector) => many(next(7), sector))
    const shown = splitBySector(people)
    const hidden = sectors
      .map((sector) => people.filter((one) => one === sector).length)
      .filter((count, at) => count >= fewestPeople && !Object.hasOwn(shown, sectors[at] ?? ''))
    const rest = people.length - sectors.reduce((sum, sector) => sum + (shown[sector] ?? 0), 0)
    // Putting back the last one that was hidden leaves one or two: that is why it is hidden.
    const last = Math.max(0, ...hidden)
    if (hidden.length > 0) expect(rest - last).toBeLessThan(fewestPeople)
  }
})

describe('citiesOnCards', () => {
  const from = (count: number, sector: string | null, city: string | null) =>
    Array.from({ length: count }, () => ({ sector, city }))

  it.each([
    [
      'a city that is large by itself and in each sector',
      [...from(3, 'ngo', 'Fier'), ...from(4, 'ngo', null)],
      ['Fier'],
    ],
    ['a city of two people', [...from(2, 'ngo', 'Fier'), ...from(9, 'ngo', null)], []],
    [
      'a sector of which one person is elsewhere',
      [...from(3, 'ngo', 'Fier'), ...from(1, 'ngo', 'Vlora'), ...from(3, 'citizens', 'Vlora')],
      [],
    ],
    [
      'a large city with one person of a sector that is hidden',
      [
        ...from(4, 'ngo', 'Fier'),
        ...from(1, 'public', 'Fier'),
        ...from(2, 'private', null),
        ...from(3, 'ngo', null),
      ],
      [],
    ],
    ['nobody named a city', from(5, 'ngo', null), []],
    ['nobody', [], []],
  ])('%s', (_what, people, expected) => {
    expect(citiesOnCards(people)).toEqual(expected)
  })
})
