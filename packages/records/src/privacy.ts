/** Behind every number that is shown of a part of some people stand at least as many. */
export const fewestPeople = 3

/** How many people of each part are shown; `other` is everybody who is left, those without a sector too. */
export type Split = Record<string, number>

/**
 * How many people there are of each sector, as far as it may be told to somebody who knows how many there are in all:
 * a part of fewer than three is not shown, and neither is one from which, with the total, such a part could be worked
 * out. Who is left over, those who named no sector among them, is `other`; fewer than three people have no split
 * at all. Every place that counts people by sector asks here. Pure.
 *
 * `people` holds one entry for each person: their sector, or null.
 */
export function splitBySector(people: readonly (string | null | undefined)[]): Split {
  const counts = new Map<string, number>()
  for (const sector of people) if (sector) counts.set(sector, (counts.get(sector) ?? 0) + 1)
  // The largest first; of two alike the one whose name comes first, so that the answer does not tell who came when.
  const sizes = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const shown = sizes.filter(([sector, count]) => count >= fewestPeople && sector !== 'other')
  let left = people.length - shown.reduce((sum, [, count]) => sum + count, 0)
  // One or two left over could be worked out from the total: the smallest part that is shown hides among them.
  while (left > 0 && left < fewestPeople && shown.length > 0) left += shown.pop()?.[1] ?? 0
  return Object.fromEntries(left >= fewestPeople ? [...shown, ['other', left]] : shown)
}

/**
 * The cities that may stand on cards beside the sectors that `splitBySector` shows: only where each part of people that
 * sector and city together tell apart, those of neither among them, has three or more; else none, and sectors stay.
 * Pure.
 */
export function citiesOnCards(
  people: readonly { sector: string | null | undefined; city: string | null | undefined }[],
): string[] {
  const sectors = splitBySector(people.map(({ sector }) => sector))
  const cities = splitBySector(people.map(({ city }) => city))
  const named = (split: Split, part: string | null | undefined) =>
    part && part !== 'other' && Object.hasOwn(split, part) ? part : ''
  const together = new Map<string, number>()
  for (const { sector, city } of people) {
    const key = JSON.stringify([named(sectors, sector), named(cities, city)])
    together.set(key, (together.get(key) ?? 0) + 1)
  }
  if ([...together.values()].some((count) => count < fewestPeople)) return []
  return Object.keys(cities).filter((city) => city !== 'other')
}
