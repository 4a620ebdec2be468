import { expect, it } from 'vitest'
import { countBySector } from './countBySector.ts'

it('counts people by sector, leaves screens out, and keeps those without a sector in the total', () => {
  const { total, bySector } = countBySector([
    { role: 'facilitator', sector: null },
    { role: 'participant', sector: 'citizens' },
    { role: 'participant', sector: 'citizens' },
    { role: 'viewer', sector: 'university' },
    { role: 'screen', sector: null },
  ])
  expect(total).toBe(4)
  expect(bySector).toEqual({ public: 0, private: 0, ngo: 0, university: 1, citizens: 2 })
})
