import { expect, it } from 'vitest'
import { countBySector } from './countBySector.ts'

const citizen = { role: 'participant', sector: 'citizens' } as const

it('counts people by sector, leaves screens out, and keeps facilitators in the total alone', () => {
  const people = [
    { role: 'facilitator', sector: null },
    citizen,
    citizen,
    citizen,
    { role: 'screen', sector: null },
  ] as const
  expect(countBySector(people)).toEqual({ total: 4, bySector: { citizens: 3 } })
})

it('shows nobody who is alone: the others hide them', () => {
  const student = { role: 'viewer', sector: 'university' } as const
  expect(countBySector([citizen, citizen, student])).toEqual({ total: 3, bySector: { other: 3 } })
  expect(countBySector([citizen, student])).toEqual({ total: 2, bySector: {} })
})
