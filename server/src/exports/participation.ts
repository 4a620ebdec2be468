import type { AuthSession, Participation } from '@sheshi/records'

/** A smaller group could be told apart, and with it the people in it. */
const fewest = 3

/**
 * Who took part in a board's sessions, from the people who joined it; sectors, never names. Sectors of fewer than
 * three people are summed into `other`, and left out where these too are fewer than three. Pure.
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
    bySector: bySector(joined.flatMap(({ sector }) => (sector ? [sector] : []))),
  }
}

function bySector(sectors: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const sector of sectors) counts.set(sector, (counts.get(sector) ?? 0) + 1)
  const shown = [...counts].filter(([, count]) => count >= fewest)
  const other = [...counts.values()].filter((count) => count < fewest).reduce((sum, count) => sum + count, 0)
  return Object.fromEntries(other >= fewest ? [...shown, ['other', other]] : shown)
}
