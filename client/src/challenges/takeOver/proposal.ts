import type { Challenge, ChallengePatch } from '@sheshi/records'

/** Fields of a record that a board can bring something for. */
export type TakenField =
  | 'core'
  | 'causes'
  | 'effects'
  | 'affectedGroups'
  | 'evidence'
  | 'hmw'
  | 'solutions'
  | 'partners'
  | 'pilots'
  | 'indicators'
  | 'lessons'
  | 'screening'

/**
 * One thing that a board would change in the record. What is `replaced` was written by somebody, so it is never taken
 * without being chosen; what is only `added` is.
 */
export interface Change {
  /** Known within one proposal. */
  key: string
  field: TakenField
  added: string[]
  replaced: { before: string; after: string }[]
  /** The challenge moves on with it. */
  moves?: Challenge['step']
  /** What is written, onto a record that may have got other changes of the same proposal before. */
  apply: (onto: Readonly<Challenge>) => Partial<ChallengePatch>
}

/** Words of a card in one line, as lists of the record keep them. */
export const oneLine = (text: string, max: number): string => text.replace(/\s+/g, ' ').trim().slice(0, max)

const same = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase() === other.trim().toLocaleLowerCase()

/** Of some found things those that are not there yet, each once; empty ones are none. */
export function onlyNew<T>(found: readonly T[], known: readonly T[], nameOf: (item: T) => string): T[] {
  const taken: T[] = []
  for (const item of found) {
    if (nameOf(item).trim() === '') continue
    if ([...known, ...taken].some((each) => same(nameOf(each), nameOf(item)))) continue
    taken.push(item)
  }
  return taken
}

type ListField =
  | 'affectedGroups'
  | 'evidence'
  | 'hmw'
  | 'solutions'
  | 'partners'
  | 'pilots'
  | 'indicators'
  | 'lessons'
type ItemOf<F extends ListField> = NonNullable<Challenge[F]>[number]

/** The change that adds what is new to one of the record's lists; none where nothing is. */
export function addTo<F extends ListField>(
  field: F,
  challenge: Readonly<Challenge>,
  found: readonly ItemOf<F>[],
  { nameOf, max }: { nameOf: (item: ItemOf<F>) => string; max: number },
): Change[] {
  const listOf = (record: Readonly<Challenge>) => (record[field] ?? []) as ItemOf<F>[]
  const added = onlyNew(found, listOf(challenge), nameOf)
  if (added.length === 0) return []
  return [
    {
      key: field,
      field,
      added: added.map(nameOf),
      replaced: [],
      apply: (onto) =>
        ({
          [field]: [...listOf(onto), ...onlyNew(added, listOf(onto), nameOf)].slice(0, max),
        }) as Partial<ChallengePatch>,
    },
  ]
}

/** The patch of all chosen changes together, made onto the record as it is now. */
export function patchOf(challenge: Readonly<Challenge>, changes: readonly Change[]): ChallengePatch {
  let record: Readonly<Challenge> = challenge
  let patch: ChallengePatch = {}
  for (const change of changes) {
    const part = change.apply(record)
    record = { ...record, ...part } as Challenge
    patch = { ...patch, ...part }
  }
  return patch
}
