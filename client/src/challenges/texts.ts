import type { Challenge, Locale } from '@sheshi/records'

type Text = NonNullable<Challenge['summary']>

/** A record's text in `locale`, else in the first language it has. */
export function readText(text: Text | undefined, locale: Locale): string {
  if (text === undefined) return ''
  if (typeof text === 'string') return text
  return text[locale] ?? Object.values(text)[0] ?? ''
}

/** `text` with the words of `locale` replaced; one that has no languages stays so. */
export function writeText(text: Text | undefined, locale: Locale, words: string): Text {
  return typeof text === 'object' ? { ...text, [locale]: words } : words
}
