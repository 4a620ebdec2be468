import { expect, it } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { nearGroups, type Standing } from './nearness.ts'

const note = (id: string, x: number, y: number): Standing => ({ id, bounds: { x, y, w: 200, h: 200 } })

it('links what lies within the gap, also over several steps, and leaves out who lies alone', () => {
  const row = [note('a', 0, 0), note('far', 2000, 0), note('b', 240, 30), note('c', 480, 0)]
  expect(nearGroups(row, 48)).toEqual([['a', 'b', 'c']])
  expect(nearGroups(row, 39)).toEqual([])
  expect(nearGroups([note('a', 0, 0), note('b', 230, 240)], 48)).toEqual([])
  expect(nearGroups([note('a', 0, 0), note('b', 230, 240)], 50)).toEqual([['a', 'b']])
})

it('wants an overlap where the gap is negative', () => {
  expect(nearGroups([note('a', 0, 0), note('b', 200, 0)], -8)).toEqual([])
  expect(nearGroups([note('a', 0, 0), note('b', 190, 0)], -8)).toEqual([['a', 'b']])
})

/** By the definition: what is reached from each thing over steps of at most the gap. */
function byDefinition(things: Standing[], gap: number): string[][] {
  const near = (a: Standing, b: Standing) => nearGroups([a, b], gap).length === 1
  const seen = new Set<string>()
  return things.flatMap((start) => {
    if (seen.has(start.id)) return []
    const group = [start]
    for (const each of group) {
      group.push(...things.filter((other) => !group.includes(other) && near(each, other)))
    }
    for (const { id } of group) seen.add(id)
    return group.length > 1 ? [things.filter((thing) => group.includes(thing)).map(({ id }) => id)] : []
  })
}

it('is single linkage: as by its definition, the same moved and in any order, coarser with a larger gap', () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  for (let run = 0; run < 60; run += 1) {
    const things = Array.from({ length: 2 + random.below(25) }, (_, at) =>
      note(`n${at}`, random.below(2500), random.below(1600)),
    )
    const gap = random.below(160) - 20
    const groups = nearGroups(things, gap)
    expect(groups, `seed ${seed} run ${run}`).toEqual(byDefinition(things, gap))
    const asSets = (found: string[][]) => found.map((group) => [...group].sort().join()).sort()
    expect(asSets(nearGroups([...things].reverse(), gap)), `seed ${seed} run ${run}`).toEqual(asSets(groups))
    const moved = things.map(({ id, bounds }) => ({ id, bounds: { ...bounds, x: bounds.x - 7000 } }))
    expect(nearGroups(moved, gap), `seed ${seed} run ${run}`).toEqual(groups)
    const coarser = nearGroups(things, gap + 40)
    for (const group of groups) {
      const holder = coarser.filter((larger) => group.every((id) => larger.includes(id)))
      expect(holder, `seed ${seed} run ${run}`).toHaveLength(1)
    }
  }
})
