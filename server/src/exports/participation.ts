import { type AuthSession, citiesOnCards, type Participation, splitBySector } from '@sheshi/records'

/**
 * Who took part in a board's sessions, from the people who joined it; sectors, never names, and those only as far as
 * nobody can be worked out from them (`splitBySector`). Pure.
 */
export function participationOf(
  boardId: string,
  sessions: readonly Readonly<AuthSession>[],
  lastChange: string,
): Participation {
  const joined = participantsOf(boardId, sessions)
  const moments = joined.map(({ at }) => at).sort()
  const start = moments[0] ?? null
  const lastJoin = moments.at(-1) ?? null
  return {
    start,
    end: lastJoin === null ? null : lastJoin > lastChange ? lastJoin : lastChange,
    participants: joined.length,
    bySector: splitBySector(joined.map(({ sector }) => sector)),
    ...(joined.some(({ city }) => city) && { byCity: splitBySector(joined.map(({ city }) => city)) }),
  }
}

/** The cities that an export of the board may name on its cards. Pure. */
export const citiesShown = (boardId: string, sessions: readonly Readonly<AuthSession>[]): string[] =>
  citiesOnCards(participantsOf(boardId, sessions))

const participantsOf = (boardId: string, sessions: readonly Readonly<AuthSession>[]) =>
  sessions.flatMap(({ sector, city, grants }) => {
    const grant = grants[boardId]
    return grant?.role === 'participant' ? [{ sector, city, at: grant.at }] : []
  })
