import { expect, it } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { type Bounds, overlap } from '../types.ts'
import { planGroup } from './groupPlan.ts'
import type { Standing } from './nearness.ts'

const note = (id: string, x: number, y: number, h = 200): Standing => ({ id, bounds: { x, y, w: 200, h } })

it('frames what lies by itself where it is', () => {
  const plan = planGroup([note('a', 0, 0), note('b', 240, 40)], [{ x: 600, y: 0, w: 200, h: 200 }])
  expect(plan).toEqual({ frame: { x: -32, y: -32, w: 504, h: 304 }, moves: new Map() })
})

it('puts together what something else lies between, in the order it stood in', () => {
  const others = [{ x: 500, y: 0, w: 200, h: 200 }]
  const { frame, moves } = planGroup([note('right', 1000, 0), note('left', 0, 10)], others)
  expect([...moves.keys()]).toEqual(['left', 'right'])
  expect((moves.get('right')?.x ?? 0) - (moves.get('left')?.x ?? 0)).toBe(224)
  expect(others.some((other) => overlap(frame, other))).toBe(false)
})

it('never covers anything else, and holds all of its own, none on another', () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  for (let run = 0; run < 60; run += 1) {
    const things = Array.from({ length: 1 + random.below(12) }, (_, at) =>
      note(`n${at}`, random.below(3000), random.below(2000), 200 + random.below(3) * 60),
    )
    const others = Array.from({ length: random.below(60) }, (): Bounds => {
      return { x: random.below(3000), y: random.below(2000), w: 200, h: 200 }
    })
    const { frame, moves } = planGroup(things, others)
    expect(
      others.filter((other) => overlap(frame, other)),
      `seed ${seed} run ${run}`,
    ).toEqual([])
    const placed = things.map(({ id, bounds }) => ({ ...bounds, ...moves.get(id) }))
    for (const { x, y, w, h } of placed) {
      const inside = x >= frame.x && y >= frame.y && x + w <= frame.x + frame.w && y + h <= frame.y + frame.h
      expect(inside, `seed ${seed} run ${run}`).toBe(true)
    }
    if (moves.size === 0) continue
    placed.forEach((one, at) => {
      const under = placed.slice(at + 1).filter((other) => overlap(one, other))
      expect(under, `seed ${seed} run ${run}`).toEqual([])
    })
  }
})
