import { type Locale, locales } from '../types.ts'
import { en as oldEn, type LabelKey as OldKey } from './en.ts'
import { it as oldIt } from './it.ts'
import { outlineWords } from './outline.ts'
import { sq as oldSq } from './sq.ts'
import { inLocale } from './words.ts'

export type LabelKey = OldKey | keyof typeof outlineWords

const en: Record<LabelKey, string> = { ...oldEn, ...inLocale(outlineWords, 'en') }
const it: Record<LabelKey, string> = { ...oldIt, ...inLocale(outlineWords, 'it') }
const sq: Record<LabelKey, string> = { ...oldSq, ...inLocale(outlineWords, 'sq') }
const labels: Record<Locale, Record<LabelKey, string>> = { en, it, sq }

/** Every key that a label can be asked for. */
export const labelKeys = Object.keys(en) as LabelKey[]

/** A label in one language; English where the language is not one of ours. */
export function label(key: LabelKey, locale: string): string {
  const known = locales.find((each) => each === locale) ?? 'en'
  return labels[known][key]
}

/** A label in every language. */
export function inAllLocales(key: LabelKey): Record<Locale, string> {
  return { en: en[key], it: it[key], sq: sq[key] }
}

/** True where `key` (as a record's `meta.labelKey` holds it) is one of ours. */
export function isLabelKey(key: unknown): key is LabelKey {
  return typeof key === 'string' && Object.hasOwn(en, key)
}

/** True where a text is exactly the label `key` in any language: nobody has written over it. */
export function isUntouched(key: LabelKey, text: string): boolean {
  return locales.some((locale) => labels[locale][key] === text)
}
