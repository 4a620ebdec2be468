import { type Role, type Sector, type Split, splitBySector } from '@sheshi/records'

interface Present {
  role: Role
  sector: Sector | null
}

/**
 * Counts the people on a board, without screens. By sector those who came to take part, as far as nobody can be worked
 * out from it; that a facilitator is there is no secret, and they are in the total alone.
 */
export function countBySector(people: readonly Present[]): { total: number; bySector: Split } {
  const counted = people.filter(({ role }) => role !== 'screen')
  const taking = counted.filter(({ role }) => role !== 'facilitator')
  return { total: counted.length, bySector: splitBySector(taking.map(({ sector }) => sector)) }
}
