import type { Locale } from '@sheshi/records'
import { createContext, use } from 'react'

/** Texts of one language, as they lie in the file. */
export type Texts = { [key: string]: string | Texts }

/** What the texts are asked with: a key, and the values to put in; `count` chooses between one and many. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

const files = import.meta.glob<Texts>('./locales/*.json', { import: 'default' })

/** Fetches the texts of one language alone. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  return (await files[`./locales/${locale}.json`]?.()) ?? {}
}

/**
 * The pad's own way to its texts: the library that the other pages use is a fifth of all that the pad may weigh. Files,
 * keys and placeholders are the same. A key without a text is shown as it is.
 */
export function translator(texts: Texts, locale: Locale): Translate {
  const plurals = new Intl.PluralRules(locale)
  return (key, values = {}) => {
    const path = key.replace(/^pad\./, '')
    const { count } = values
    const form = typeof count === 'number' ? `_${plurals.select(count)}` : ''
    const text = find(texts, path + form) ?? find(texts, `${path}_other`) ?? find(texts, path) ?? key
    return text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole))
  }
}

function find(texts: Texts, path: string): string | undefined {
  let at: string | Texts | undefined = texts
  for (const part of path.split('.')) at = typeof at === 'object' ? at[part] : undefined
  return typeof at === 'string' ? at : undefined
}

export const TextContext = createContext<Translate>((key) => key)

/** The texts in the visitor's language. */
export const useText = (): Translate => use(TextContext)
