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
  city: text,
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

/** What the outline keeps of every card beside its words: whose sector and city wrote it, who where they agreed, and the problem. */
export function commonMarks(shape: TLShape): Omit<Card, 'id' | 'text'> {
  const problem = markOf(shape, 'fromProblemId')?.replace(/^shape:/, '')
  return onlyKnown({
    sector: markOf(shape, 'sector'),
    by: markOf(shape, 'by'),
    city: markOf(shape, 'city'),
    fromProblemId: problem,
  })
}

/** The same without what is not there: an outline holds no empty fields. */
export function onlyKnown({ sector: from, by, city, fromProblemId }: Marked): Omit<Card, 'id' | 'text'> {
  return {
    ...(from === undefined ? {} : { sector: from }),
    ...(by === undefined ? {} : { by }),
    ...(city === undefined ? {} : { city }),
    ...(fromProblemId === undefined ? {} : { fromProblemId }),
  }
}

type Marked = { [K in 'sector' | 'by' | 'city' | 'fromProblemId']?: string | undefined }
