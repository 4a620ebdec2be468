/** Looking into JSON that anybody may have written. */

/** An object, or null. */
export const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null

/** A list; of anything else an empty one. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A text; of anything else an empty one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A number that is one, else `otherwise`. */
export const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise

/** The numbers of a list. */
export const numbersOf = (value: unknown): number[] =>
  listOf(value).filter((each): each is number => typeof each === 'number' && Number.isFinite(each))

export const fieldOf = (value: unknown, name: string): unknown => objectOf(value)?.[name]
