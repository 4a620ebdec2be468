import type { Locale } from '../types.ts'

/** One label in the three languages, in the order English, Italian, Albanian. */
export type Words = readonly [en: string, it: string, sq: string]

/** The labels of one template: key → words. A label in fewer than three languages does not compile. */
export const words = <K extends string>(table: Record<K, Words>): Readonly<Record<K, Words>> => table

/** A table as the labels of one language. */
export function inLocale<K extends string>(
  table: Readonly<Record<K, Words>>,
  locale: Locale,
): Record<K, string> {
  const at = { en: 0, it: 1, sq: 2 } as const
  const entries = (Object.entries(table) as [K, Words][]).map(([key, each]) => [key, each[at[locale]]])
  return Object.fromEntries(entries)
}
