import type { Locale } from '@sheshi/records'
import { locales } from '@sheshi/records/plain'

const storageKey = 'sheshi.locale'

/** Each language by its own name, so that it is found by those who do not read the current one. */
export const localeNames: Record<Locale, string> = { en: 'English', it: 'Italiano', sq: 'Shqip' }

/** The language chosen here before, else the first of the browser's that we have, else English. */
export function preferredLocale(chosen: string | null, wanted: readonly string[]): Locale {
  for (const candidate of [chosen ?? '', ...wanted]) {
    const language = candidate.slice(0, 2).toLowerCase()
    const known = locales.find((locale) => locale === language)
    if (known) return known
  }
  return 'en'
}

/** The language to begin with here. */
export const localeHere = (): Locale => preferredLocale(localStorage.getItem(storageKey), navigator.languages)

/** Begins with this language from now on. */
export const rememberLocale = (locale: Locale): void => localStorage.setItem(storageKey, locale)
