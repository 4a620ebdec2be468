import { locales, problems } from '@sheshi/records'
import { describe, expect, it } from 'vitest'

type Texts = { [key: string]: string | Texts }

const globbed = import.meta.glob<Texts>(['../*/locales/*.json', '../board/*/locales/*.json'], {
  eager: true,
  import: 'default',
})
// Vite writes the paths of this folder's own files as `./locales/…`; the canvas has parts of its own.
const files = Object.fromEntries(
  Object.entries(globbed).map(([path, texts]) => [
    path.replace(/^\.\/locales/, '../app/locales').replace(/^\.\.\/board\/([^/]+)\/locales/, '../$1/locales'),
    texts,
  ]),
)
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** `{ key: text }` with the path of each key, e.g. `app.nav.boards`. */
function flatten(texts: Texts, prefix: string): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    const path = `${prefix}.${key}`
    if (typeof value === 'string') flat.set(path, value)
    else for (const [inner, text] of flatten(value, path)) flat.set(inner, text)
  }
  return flat
}

const textsOf = (part: string, locale: string): Map<string, string> =>
  flatten(files[`../${part}/locales/${locale}.json`] ?? {}, part)

const parts = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))]
const allKeys = new Set(parts.flatMap((part) => [...textsOf(part, 'en').keys()]))

const pluralSuffix = /_(zero|one|two|few|many|other)$/
const withoutPlural = (key: string): string => key.replace(pluralSuffix, '')
const bareKeys = new Set([...allKeys].map(withoutPlural))

/** The arguments of every `t(…)` in a source, as they are written. */
function callsOf(source: string): string[] {
  return [...source.matchAll(/\bt\(/g)].map((match) => {
    const start = match.index + match[0].length
    let depth = 1
    let end = start
    while (depth > 0 && end < source.length) {
      if (source[end] === '(') depth += 1
      if (source[end] === ')') depth -= 1
      end += 1
    }
    return source.slice(start, end - 1)
  })
}

/** The strings in a piece of source that are keys of ours; `*` stands where a template puts something in. */
function keysIn(source: string): string[] {
  const literals = [...source.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`/g)].map(
    ([, single, double, template]) => single ?? double ?? (template ?? '').replace(/\$\{[^}]*\}/g, '*'),
  )
  return literals.filter((text) =>
    parts.some((part) => /^[a-z]+\.[\w*.-]+$/i.test(text) && text.startsWith(`${part}.`)),
  )
}

const asPattern = (key: string): RegExp =>
  new RegExp(`^${key.replace(/[.-]/g, '\\$&').replace(/\*/g, '[^.]+')}$`)

const exists = (key: string): boolean => {
  const pattern = asPattern(key)
  return [...bareKeys].some((known) => pattern.test(known))
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map(([, name]) => name ?? '').sort()

it('finds the parts and their sources', () => {
  expect(parts).toEqual(expect.arrayContaining(['app', 'challenges', 'join']))
  expect(Object.keys(sources).length).toBeGreaterThan(20)
})

describe.each(parts)('the texts of %s', (part) => {
  const english = textsOf(part, 'en')

  it.each(locales)('have the same keys in %s, and its own plurals', (locale) => {
    const texts = textsOf(part, locale)
    const bare = (keys: Iterable<string>) => [...new Set([...keys].map(withoutPlural))].sort()
    expect(bare(texts.keys())).toEqual(bare(english.keys()))

    const plurals = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const counted = [...english.keys()].filter((key) => pluralSuffix.test(key)).map(withoutPlural)
    const missing = counted
      .flatMap((key) => plurals.map((category) => `${key}_${category}`))
      .filter((key) => !texts.has(key))
    expect(missing).toEqual([])
  })

  it.each(locales)('say something everywhere in %s', (locale) => {
    const silent = [...textsOf(part, locale)].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(silent).toEqual([])
  })

  it.each(locales)('put in the same values in %s', (locale) => {
    const reference = (key: string) => english.get(key) ?? english.get(`${withoutPlural(key)}_other`) ?? ''
    const different = [...textsOf(part, locale)]
      .filter(([key, text]) => placeholders(text).join() !== placeholders(reference(key)).join())
      .map(([key]) => key)
    expect(different).toEqual([])
  })
})

it('has every key that the code asks for', () => {
  const missing = Object.entries(sources).flatMap(([path, source]) =>
    callsOf(source)
      .flatMap(keysIn)
      .filter((key) => !exists(key))
      .map((key) => `${path}: ${key}`),
  )
  expect(missing).toEqual([])
})

it('has no key that nothing asks for', () => {
  const asked = [...new Set(Object.values(sources).flatMap(keysIn))].map(asPattern)
  const unused = [...bareKeys].filter((key) => !asked.some((pattern) => pattern.test(key)))
  expect(unused).toEqual([])
})

it('has words for every problem the server can answer with', () => {
  const kinds = [...Object.keys(problems), 'offline']
  expect([...bareKeys].filter((key) => key.startsWith('app.problems.')).sort()).toEqual(
    kinds.map((kind) => `app.problems.${kind}`).sort(),
  )
})
