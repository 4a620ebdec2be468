import { type Locale, locales } from '@sheshi/records'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  dayOf,
  formatBytes,
  formatDay,
  formatMoment,
  formatNumber,
  formatSpan,
  formatTime,
  isDay,
} from './format.ts'

/** The viewer's language and the ways to write moments and numbers in it. */
export function useLocale() {
  const { t, i18n } = useTranslation()
  const locale: Locale = locales.find((known) => known === i18n.language) ?? 'en'
  return useMemo(
    () => ({
      locale,
      day: (moment: string) => formatDay(moment, locale),
      /** What people wrote as a date: a day in the form of the page's language, other words as they are. */
      dayOrWords: (text = '') => (isDay(text) ? formatDay(text, locale) : text),
      time: (moment: string) => formatTime(moment, locale),
      moment: (moment: string) => formatMoment(moment, locale),
      span: (start: string, end: string) => formatSpan(start, end, locale),
      number: (value: number, decimals?: number) => formatNumber(value, locale, decimals),
      bytes: (value: number) => formatBytes(value, locale),
      /** `today at 17:04`, `yesterday at 9:30`, else the day. */
      recently: (moment: string) => {
        const day = dayOf(moment)
        if (day === 'earlier') return formatDay(moment, locale)
        const time = formatTime(moment, locale)
        return day === 'today' ? t('app.time.today', { time }) : t('app.time.yesterday', { time })
      },
    }),
    [locale, t],
  )
}
