import { type Locale, locales } from '@sheshi/records'
import type { Request } from 'express'

/** The language to answer in: the one asked for (`?locale=`), else the first of the browser's that we have. */
export function localeOf(req: Request): Locale {
  const asked = req.query.locale ?? req.acceptsLanguages(...locales)
  return locales.find((known) => known === asked) ?? 'en'
}
