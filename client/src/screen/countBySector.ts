import { type Role, type Sector, sectors } from '@sheshi/records'

interface Present {
  role: Role
  sector: Sector | null
}

/** Counts the people on a board, without screens; those who named no sector are only in the total. */
export function countBySector(people: readonly Present[]): {
  total: number
  bySector: Record<Sector, number>
} {
  const counted = people.filter(({ role }) => role !== 'screen')
  const bySector: Record<Sector, number> = { public: 0, private: 0, ngo: 0, university: 0, citizens: 0 }
  for (const sector of sectors) bySector[sector] = counted.filter((person) => person.sector === sector).length
  return { total: counted.length, bySector }
}
