import { type AuthSession, type Participation, splitBySector } from '@sheshi/records'

/**
 * Who took part in a board's sessions, from the people who joined it; sectors, never names, and those only as far as
 * nobody can be worked out from them (`splitBySector`). Pure.
 */
export function participationOf(
  boardId: string,
  sessions: readonly Readonly<AuthSession>[],
  lastChange: string,
): Participation {
  const joined = sessions.flatMap(({ sector, grants }) => {
    const grant = grants[boardId]
    return grant?.role === 'participant' ? [{ sector, at: grant.at }] : []
  })
  const moments = joined.map(({ at }) => at).sort()
  const start = moments[0] ?? null
  const lastJoin = moments.at(-1) ?? null
  return {
    start,
    end: lastJoin === null ? null : lastJoin > lastChange ? lastJoin : lastChange,
    participants: joined.length,
    bySector: splitBySector(joined.map(({ sector }) => sector)),
  }
}
