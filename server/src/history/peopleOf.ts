import type { AuthSession, VersionHead, VersionPeople } from '@sheshi/records'
import { keyHolder } from '../access.ts'
import { participationOf } from '../exports/participation.ts'

/**
 * Who changed something for a version, as a facilitator may read it: by name while the session still has one; after
 * that by sector, where participation would say that sector of the board; else as guests together. Pure.
 */
export function peopleOf(
  head: Pick<VersionHead, 'board' | 'people'>,
  sessions: readonly Readonly<AuthSession>[],
): VersionPeople[] {
  const known = new Map(sessions.map((session) => [session.id, session]))
  const shown = new Set(Object.keys(participationOf(head.board, sessions, '').bySector))
  const people = new Map<string, VersionPeople>()
  for (const [id, changes] of Object.entries(head.people)) {
    const session = known.get(id)
    const facilitator = session ? session.kind === 'facilitator' : id === keyHolder
    const name = session?.name || null
    const sector = session?.sector && (name !== null || shown.has(session.sector)) ? session.sector : null
    // Those with a name are each somebody, even where two have the same.
    const key = name !== null ? id : `${facilitator} ${sector}`
    const earlier = people.get(key)
    people.set(key, { name, facilitator, sector, changes: (earlier?.changes ?? 0) + changes })
  }
  return [...people.values()].sort((a, b) => b.changes - a.changes)
}
