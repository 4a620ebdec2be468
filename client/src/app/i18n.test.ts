import { locales } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { collectResources } from './i18n.ts'
import { preferredLocale } from './locale.ts'

describe('preferredLocale', () => {
  it.each([
    [null, ['de-CH', 'sq-AL', 'it'], 'sq'],
    ['it', ['sq-AL'], 'it'],
    ['fr', ['de'], 'en'],
    [null, [], 'en'],
  ] as const)('with %j chosen and %j wanted is %s', (chosen, wanted, locale) => {
    expect(preferredLocale(chosen, wanted)).toBe(locale)
  })
})

it('collects the texts of every part in every language', () => {
  const resources = collectResources()
  for (const locale of locales) {
    const parts = Object.keys(resources[locale]?.translation ?? {})
    expect(parts).toEqual(expect.arrayContaining(['app', 'challenges', 'join']))
  }
})
