import type { TLShape } from '@tldraw/tlschema'
import type { Card } from '../outline.types.ts'

const sectors = ['public', 'private', 'ngo', 'university', 'citizens']
/** Longer ones are cut: a mark is a name or a short line. */
const longest = 500

type Reader<T> = (value: unknown) => T | undefined

const text: Reader<string> = (value) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : undefined
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
const weight: Reader<number> = (value) =>
  typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined
const sector: Reader<string> = (value) => sectors.find((known) => known === value)
const fields: Reader<Record<string, unknown>> = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined

/** What a card's `meta` may say, and how it is understood. An empty text says nothing. */
const readers = {
  sector,
  by: text,
  fromProblemId: text,
  realistic: flag,
  gives: text,
  needs: text,
  commits: text,
  weight,
  screening: fields,
}
type Marks = typeof readers

/** A mark of a card; undefined where there is none, or nonsense. */
export function markOf<K extends keyof Marks>(shape: TLShape, name: K): ReturnType<Marks[K]> | undefined {
  const read: Reader<unknown> = readers[name]
  return read(shape.meta[name]) as ReturnType<Marks[K]> | undefined
}

/** True where a card has a mark that makes no sense: it is left out, and said. */
export function hasStrangeMarks({ meta }: TLShape): boolean {
  for (const name in meta) {
    if (!Object.hasOwn(readers, name)) continue
    const value = meta[name]
    if (value === null || value === undefined || value === '') continue
    if (readers[name as keyof Marks](value) === undefined) return true
  }
  return false
}

/** Whose sector wrote it, and who where they agreed: what the outline keeps of every card beside its words. */
export function authorOf(shape: TLShape): Pick<Card, 'sector' | 'by'> {
  const [from, by] = [markOf(shape, 'sector'), markOf(shape, 'by')]
  return { ...(from === undefined ? {} : { sector: from }), ...(by === undefined ? {} : { by }) }
}
