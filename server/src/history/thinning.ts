import type { VersionKind } from '@sheshi/records'

/** What thinning has to know of a version. `at` is in milliseconds since 1970. */
export interface Thinnable {
  id: string
  at: number
  kind: VersionKind
  /** Bytes of its file. */
  bytes: number
}

const hour = 3_600_000
const day = 24 * hour

/** How many versions of a board there may be, and what they may weigh. */
export const versionLimits = {
  versions: 500,
  bytes: 256 << 20,
  /** Moments that facilitators named; beyond these no more can be named. */
  named: 200,
  namedBytes: 128 << 20,
  /** Exports, and states before an earlier one was brought back, of each the newest. */
  ofEachKind: 100,
} as const

/**
 * Which versions of a board may go; README.md tells the rule to people. Automatic ones are kept all for 24 hours, one
 * an hour for 30 days, one a day for a year, then one a month, each the last of its span. Named moments never go. Where
 * there are still too many, the last day's are thinned to one in ten minutes, then the oldest automatic ones go, and
 * only after them the oldest of the others. The newest version always stays. Pure.
 */
export function versionsToDrop(versions: readonly Thinnable[], now: number): string[] {
  const sorted = [...versions].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const byAge = keepLastOf(sorted, (version) => spanOf(version.at, now))
  const few = withFewOfEachKind(byAge)
  const thinner = fits(few) ? few : keepLastOf(few, (version) => coarseSpanOf(version.at, now))
  const left = new Set(withinBounds(thinner).map(({ id }) => id))
  return sorted.filter(({ id }) => !left.has(id)).map(({ id }) => id)
}

/** Kept as long as there is room, and not thinned by age. */
const isAutomatic = ({ kind }: Thinnable): boolean => kind === 'work'

/** The span of which one version is enough; null: each is kept. */
function spanOf(at: number, now: number): string | null {
  const age = now - at
  if (age < day) return null
  const moment = new Date(at).toISOString()
  if (age < 30 * day) return moment.slice(0, 13)
  return age < 365 * day ? moment.slice(0, 10) : moment.slice(0, 7)
}

const coarseSpanOf = (at: number, now: number): string | null =>
  now - at < hour ? null : (spanOf(at, now) ?? new Date(at).toISOString().slice(0, 15))

/** Of the automatic versions of one span the last; the newest of all stays whatever it is. */
function keepLastOf(
  sorted: readonly Thinnable[],
  span: (version: Thinnable) => string | null,
): readonly Thinnable[] {
  const lastOf = new Map<string, string>()
  for (const version of sorted) {
    const key = isAutomatic(version) ? span(version) : null
    if (key !== null) lastOf.set(key, version.id)
  }
  const newest = sorted.at(-1)
  return sorted.filter((version) => {
    const key = isAutomatic(version) ? span(version) : null
    return key === null || version === newest || lastOf.get(key) === version.id
  })
}

function withFewOfEachKind(sorted: readonly Thinnable[]): readonly Thinnable[] {
  const tooMany = (['export', 'restore'] as const).flatMap((kind) =>
    sorted.filter((version) => version.kind === kind).slice(0, -versionLimits.ofEachKind),
  )
  return sorted.filter((version) => !tooMany.includes(version))
}

const bytesOf = (versions: readonly Thinnable[]): number =>
  versions.reduce((sum, { bytes }) => sum + bytes, 0)

const fits = (versions: readonly Thinnable[]): boolean =>
  versions.length <= versionLimits.versions && bytesOf(versions) <= versionLimits.bytes

/** The oldest go until the rest fits: first automatic ones, then the others that nobody named. */
function withinBounds(sorted: readonly Thinnable[]): readonly Thinnable[] {
  const others = sorted.slice(0, -1).filter(({ kind }) => kind !== 'named')
  const going = [...others.filter(isAutomatic), ...others.filter((version) => !isAutomatic(version))]
  const gone = new Set<Thinnable>()
  let count = sorted.length
  let bytes = bytesOf(sorted)
  for (const version of going) {
    if (count <= versionLimits.versions && bytes <= versionLimits.bytes) break
    gone.add(version)
    count -= 1
    bytes -= version.bytes
  }
  return sorted.filter((version) => !gone.has(version))
}
