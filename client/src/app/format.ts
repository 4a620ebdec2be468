import type { Locale } from '@sheshi/records'

/**
 * The tag to format with. Chromium ships no Albanian and would silently write English or the system's language;
 * there, figures in the order and with the marks that Albanian uses, which Swiss German shares.
 */
function tagFor(locale: Locale): string {
  if (locale === 'en') return 'en-GB'
  return Intl.DateTimeFormat.supportedLocalesOf([locale]).length > 0 ? locale : 'de-CH'
}

const wordless = (locale: Locale): boolean => tagFor(locale) === 'de-CH'

/** A day, e.g. `22 Nov 2026`; `22.11.2026` where the browser has no words for the language. */
export function formatDay(moment: string, locale: Locale): string {
  const options: Intl.DateTimeFormatOptions = wordless(locale)
    ? { day: 'numeric', month: 'numeric', year: 'numeric' }
    : { dateStyle: 'medium' }
  return new Intl.DateTimeFormat(tagFor(locale), options).format(new Date(moment))
}

/** True of a day in ISO's form, `2026-03-14`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** A time of day, 24 hours, e.g. `17:04`. */
export const formatTime = (moment: string, locale: Locale): string =>
  new Intl.DateTimeFormat(tagFor(locale), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(moment),
  )

/** A day and its time. */
export const formatMoment = (moment: string, locale: Locale): string =>
  `${formatDay(moment, locale)}, ${formatTime(moment, locale)}`

/** A span of time; the day is said once where it begins and ends on the same. */
export function formatSpan(start: string, end: string, locale: Locale): string {
  const sameDay = new Date(start).toDateString() === new Date(end).toDateString()
  return `${formatMoment(start, locale)} – ${sameDay ? formatTime(end, locale) : formatMoment(end, locale)}`
}

/** A number with at most so many decimals. */
export const formatNumber = (value: number, locale: Locale, decimals = 3): string =>
  new Intl.NumberFormat(wordless(locale) ? 'it' : tagFor(locale), { maximumFractionDigits: decimals }).format(
    value,
  )

/** A size of a file with its unit, e.g. `1.4 MB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const [value, unit] =
    bytes < 1_000_000
      ? [bytes / 1_000, 'kB']
      : bytes < 1_000_000_000
        ? [bytes / 1_000_000, 'MB']
        : [bytes / 1_000_000_000, 'GB']
  const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.round(value)
  return `${formatNumber(rounded, locale)} ${unit}`
}

/** `today`, `yesterday` or `earlier`, as the clock here counts days. */
export function dayOf(moment: string, now: Date = new Date()): 'today' | 'yesterday' | 'earlier' {
  const day = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate())
  const then = day(new Date(moment)).getTime()
  if (then === day(now).getTime()) return 'today'
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  return then === yesterday.getTime() ? 'yesterday' : 'earlier'
}
