import type { Score, ScreeningOutline } from '@sheshi/methods'
import type { BallotScores } from '@sheshi/records'

/** The middle of some numbers; of an even number of them, half way between the two in the middle. Throws of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('there is no middle of nothing')
  return (lower + upper) / 2
}

/** Criterion → how all ballots together judge a row; a criterion that nobody scored is not in it. Pure. */
export function scoresOf(
  row: string,
  criteria: readonly Pick<ScreeningOutline['criteria'][number], 'id'>[],
  ballots: readonly BallotScores[],
): Record<string, Score> {
  const counted = criteria.flatMap(({ id }): [string, Score][] => {
    const given = ballots.flatMap((ballot) => ballot[row]?.[id] ?? [])
    if (given.length === 0) return []
    const spread = { min: Math.min(...given), max: Math.max(...given) }
    return [[id, { median: median(given), ...spread, voters: given.length }]]
  })
  return Object.fromEntries(counted)
}

/** A ballot that gives nothing is an abstention: it is kept, but nobody's voice. */
export const saysSomething = (scores: BallotScores): boolean =>
  Object.values(scores).some((row) => Object.keys(row).length > 0)
