import { type Locale, locales } from '@sheshi/records'
import { Languages } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chooseLocale } from './i18n.ts'
import { localeNames } from './locale.ts'

/** Switches the interface's language. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <label className="language">
      <Languages aria-hidden size={18} />
      <span className="visually-hidden">{t('app.language')}</span>
      <select
        value={i18n.language}
        onChange={(event) => void chooseLocale(event.currentTarget.value as Locale)}
      >
        {locales.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {localeNames[locale]}
          </option>
        ))}
      </select>
    </label>
  )
}
