import { readFileSync } from 'node:fs'
import italian from '@tldraw/assets/translations/it.json'
import english from '@tldraw/assets/translations/main.json'
import type { TLUiTranslationKey } from 'tldraw'
import { describe, expect, it } from 'vitest'
import italianMissing from './it-missing.json'
import albanian from './sq.json'

type Texts = Readonly<Record<string, string>>

// Checked by the compiler too: each of the two covers every key that this tldraw's interface can ask for.
const source: Texts = english satisfies Record<TLUiTranslationKey, string>
const sq: Texts = albanian satisfies Record<TLUiTranslationKey, string>
const itOfTldraw: Texts = italian
const itOurs: Texts = italianMissing

/** Texts that are right as they stand in English: names, formats, percentages and one word spelled alike. */
const sameInAlbanian = [
  ...['Discord', 'GitHub', 'Twitter'],
  ...['PNG', 'SVG', 'URL'],
  ...['10%', '25%', '50%', '75%', '100%'],
  'Video',
]

/** What must come through a translation untouched: placeholders, proportions, percentages, names and files. */
function fixedParts(text: string): string[] {
  return (text.match(/\{\w+\}|\d+:\d+|\d+%|old\.tldraw\.com|\.tldr\b|tldraw|PNG|SVG|URL/g) ?? []).sort()
}

/** The mark a text ends with; three full stops count as the one character. */
function ending(text: string): string {
  return /[.?!…]$/.exec(text.replace(/\.{3}$/, '…'))?.[0] ?? ''
}

const sorted = (texts: Texts): string[] => Object.keys(texts).sort()

/** The keys of those texts whose translation `differs` from the English. */
function keysWhere(texts: Texts, differs: (translated: string, original: string) => boolean): string[] {
  return Object.entries(texts)
    .filter(([key, text]) => differs(text, source[key] ?? ''))
    .map(([key]) => key)
}

describe('the Albanian of tldraw’s interface', () => {
  it('has every key of tldraw’s English and no other', () => {
    expect(sorted(source).length).toBeGreaterThan(400)
    expect(sorted(sq)).toEqual(sorted(source))
  })

  it('leaves nothing in English but what is the same in Albanian', () => {
    const same = keysWhere(sq, (text, original) => text === original).map((key) => source[key])
    expect([...new Set(same)].sort()).toEqual([...sameInAlbanian].sort())
  })

  it('calls a shape the same in the tools and in the styles', () => {
    const shapes = Object.keys(sq).filter((key) => key.startsWith('geo-style.'))
    for (const key of shapes) expect(sq[key]).toBe(sq[key.replace('geo-style.', 'tool.')])
  })
})

describe('the Italian of tldraw’s interface', () => {
  it('has every key once: tldraw’s own and the ones we add', () => {
    expect([...sorted(itOfTldraw), ...sorted(itOurs)].sort()).toEqual(sorted(source))
  })

  it('leaves none of the added texts in English', () => {
    expect(keysWhere(itOurs, (text, original) => text === original)).toEqual([])
  })
})

describe.each([
  ['sq.json', sq],
  ['it-missing.json', itOurs],
])('%s', (file, texts) => {
  it('has no key twice', () => {
    const written = readFileSync(new URL(file, import.meta.url), 'utf8').match(/^ {2}"/gm) ?? []
    expect(written).toHaveLength(Object.keys(texts).length)
  })

  it('keeps placeholders, numbers and names', () => {
    expect(keysWhere(texts, (text, original) => `${fixedParts(text)}` !== `${fixedParts(original)}`)).toEqual(
      [],
    )
  })

  it('ends each text as the English does, with no stray blanks', () => {
    expect(keysWhere(texts, (text, original) => ending(text) !== ending(original))).toEqual([])
    expect(keysWhere(texts, (text) => text === '' || text !== text.trim() || / {2}/.test(text))).toEqual([])
  })
})
