import type { ChallengeView, ProblemNode } from '@sheshi/records'

/** The parts of a record that a challenge may not have yet, as lists that may be empty. */
export const listOf = <K extends 'evidence' | 'solutions' | 'pilots' | 'indicators' | 'lessons' | 'links'>(
  challenge: ChallengeView,
  part: K,
): NonNullable<ChallengeView[K]> => (challenge[part] ?? []) as NonNullable<ChallengeView[K]>

/** A copy with a field set, or without it where there is nothing to set: an optional field is absent, never empty. */
export function withField<T extends object, K extends keyof T>(item: T, key: K, value: T[K] | undefined): T {
  const { [key]: _, ...rest } = item
  return (value === undefined || value === '' ? rest : { ...rest, [key]: value }) as T
}

/** The number somebody typed, with a comma or a point; undefined where it is none. */
export function numberIn(typed: string): number | undefined {
  const text = typed.trim().replace(/\s/g, '').replace(',', '.')
  if (text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) <= 1e15 ? value : undefined
}

/** An id for a new part: random enough within one record, also where the page has no secure context. */
export const newPartId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, '0')).join('')

/** Every node of a tree with its depth, parents before their children. */
export function flatNodes(nodes: readonly ProblemNode[], depth = 0): { node: ProblemNode; depth: number }[] {
  return nodes.flatMap((node) => [{ node, depth }, ...flatNodes(node.children ?? [], depth + 1)])
}

/** Only `http` and `https` become links; anything else is shown as words. */
export const isLink = (url: string | undefined): url is string => /^https?:\/\//i.test(url ?? '')

/**
 * How far an indicator has come from its baseline to its target, 0 to 1 and beyond, in either direction; null where
 * one of the three numbers is missing or there is no way to go.
 */
export function progressOf({
  baseline,
  target,
  result,
}: {
  baseline?: number | undefined
  target?: number | undefined
  result?: number | undefined
}): number | null {
  if (baseline === undefined || target === undefined || result === undefined || baseline === target)
    return null
  return (result - baseline) / (target - baseline)
}

/** Items with keys that tell them apart though they may say the same: their words, and which of the same words it is. */
export function keyed<T>(items: readonly T[], wordsOf: (item: T) => string): { key: string; item: T }[] {
  const seen = new Map<string, number>()
  return items.map((item) => {
    const words = wordsOf(item)
    const before = seen.get(words) ?? 0
    seen.set(words, before + 1)
    return { key: `${before} ${words}`, item }
  })
}
