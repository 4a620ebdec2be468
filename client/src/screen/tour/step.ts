import type { TourStop } from './planTour.ts'

/**
 * Where a tour goes from a stop of the plan before: the next one or the one before it in the new plan, round and
 * round. Where the stop is gone, its number counts.
 */
export function step(
  { stops, index }: { stops: readonly TourStop[]; index: number },
  next: readonly TourStop[],
  by: 1 | 0 | -1,
): number {
  if (next.length === 0) return 0
  const same = next.findIndex(({ key }) => key === stops[index]?.key)
  const from = same >= 0 ? same : Math.min(index, next.length - 1)
  return (from + by + next.length) % next.length
}
