import type { VersionView } from '@sheshi/records'

/** Versions between which no more than this passed belong to one session, in milliseconds. */
const sessionGap = 60 * 60_000

/** Versions of one meeting, oldest first. */
export type VersionSession = VersionView[]

/** Versions grouped into sessions, oldest first: a pause of an hour or another day begins a new one. Pure. */
export function sessionsOf(versions: readonly VersionView[]): VersionSession[] {
  const sessions: VersionSession[] = []
  for (const version of [...versions].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const session = sessions.at(-1)
    const before = session?.at(-1)
    if (session && before && follows(before.at, version.at)) session.push(version)
    else sessions.push([version])
  }
  return sessions
}

const follows = (before: string, after: string): boolean =>
  Date.parse(after) - Date.parse(before) <= sessionGap &&
  new Date(before).toDateString() === new Date(after).toDateString()

/** Where a film of the session begins that is at this version: here, or at the session's first where here is its end. */
export function filmStart(sessions: readonly VersionSession[], chosen: string): VersionView | null {
  const session = sessionWith(sessions, chosen)
  const shown = session.filter(({ readable }) => readable)
  const at = shown.findIndex(({ id }) => id === chosen)
  return (at < 0 || at === shown.length - 1 ? shown[0] : shown[at]) ?? null
}

/** What a film shows after this version: the next of its session that can be read, or null at its end. */
export function filmNext(sessions: readonly VersionSession[], chosen: string): VersionView | null {
  const session = sessionWith(sessions, chosen)
  const at = session.findIndex(({ id }) => id === chosen)
  return session.slice(at + 1).find(({ readable }) => readable) ?? null
}

const sessionWith = (sessions: readonly VersionSession[], chosen: string): VersionSession =>
  sessions.find((session) => session.some(({ id }) => id === chosen)) ?? []
