import { type Locale, locales } from '@sheshi/records'
import type { Request } from 'express'

/** A language of ours: what was asked for where we have it, else the first of the browser's that we have. */
export function localeFor(asked: unknown, req: Request): Locale {
  const wanted = asked ?? req.acceptsLanguages(...locales)
  return locales.find((known) => known === wanted) ?? 'en'
}

/** The language to answer in: `?locale=`, else the browser's. */
export const localeOf = (req: Request): Locale => localeFor(req.query.locale, req)
