import type { Locale } from '@sheshi/records'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { localeHere, rememberLocale } from './locale.ts'

/**
 * Each part of the client keeps its texts beside its code: `<part>/locales/<language>.json`, keys `<part>.….` The parts
 * of the canvas (`board/<part>/`) have keys of their own too.
 */
const files = import.meta.glob<Record<string, unknown>>(
  // The pad is a page of its own and brings its texts itself.
  ['../*/locales/*.json', '../board/*/locales/*.json', '!../pad/locales/*.json'],
  { eager: true, import: 'default' },
)

/** `{ en: { translation: { board: {…}, join: {…} } }, … }` from the files of all parts. */
export function collectResources(): Record<string, { translation: Record<string, unknown> }> {
  const resources: Record<string, { translation: Record<string, unknown> }> = {}
  for (const [path, texts] of Object.entries(files)) {
    // Vite writes the path of our own part's files as `./locales/…`.
    const [, part = 'app', language] =
      /^\.(?:\.\/(?:board\/)?([^/]+))?\/locales\/([a-z]+)\.json$/.exec(path) ?? []
    if (!language) continue
    resources[language] ??= { translation: {} }
    resources[language].translation[part] = texts
  }
  return resources
}

/** Starts the translations; call once before rendering. */
export async function startTranslations(): Promise<void> {
  const lng = localeHere()
  await i18next.use(initReactI18next).init({
    resources: collectResources(),
    lng,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = lng
}

/** Switches the language here and remembers it in this browser. */
export async function chooseLocale(locale: Locale): Promise<void> {
  rememberLocale(locale)
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
}
