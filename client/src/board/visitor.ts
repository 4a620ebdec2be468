import i18next from 'i18next'
import {
  atom,
  computed,
  createTLUser,
  getUserPreferences,
  setUserPreferences,
  type TLUser,
  type TLUserPreferences,
} from 'tldraw'

/** The visitor as others know them in presence; with the same id tldraw does not show one's own cursor as another's. */
export interface Visitor {
  id: string
  name: string
  colour: string
}

/**
 * The visitor as tldraw wants them: id, name and colour are the board's, the language is the page's, everything else
 * (grid, light or dark, …) is what this browser prefers; light at first, so that a board has the same colours for
 * all. A screen is `alwaysLight`, to be read from afar. `followLanguage` keeps the language current until stopped.
 */
export function createVisitor(
  { id, name, colour }: Visitor,
  alwaysLight: boolean,
): { user: TLUser; followLanguage(): () => void } {
  const locale = atom('locale', i18next.language)
  const userPreferences = computed<TLUserPreferences>('visitor', () => {
    const kept = getUserPreferences()
    return {
      ...kept,
      colorScheme: alwaysLight ? 'light' : (kept.colorScheme ?? 'light'),
      id,
      name,
      color: colour,
      locale: locale.get(),
    }
  })
  const user = createTLUser({
    userPreferences,
    setUserPreferences({ id: _id, name: _name, color: _color, locale: _locale, ...preferences }) {
      setUserPreferences({ ...getUserPreferences(), ...preferences })
    },
  })
  return {
    user,
    followLanguage() {
      const onLanguage = (language: string) => locale.set(language)
      onLanguage(i18next.language)
      i18next.on('languageChanged', onLanguage)
      return () => i18next.off('languageChanged', onLanguage)
    },
  }
}
