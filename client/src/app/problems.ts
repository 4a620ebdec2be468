import type { TFunction } from 'i18next'
import { ApiProblem } from './api.ts'

/** What went wrong in the reader's language; anything that is not a problem of the API is the page's own failure. */
export function problemText(t: TFunction, error: unknown): string {
  const wait = error instanceof ApiProblem ? error.document?.retryAfter : undefined
  if (wait !== undefined && error instanceof ApiProblem && error.kind === 'too-many-requests') {
    return wait > 90
      ? t('app.tooMany.minutes', { count: Math.ceil(wait / 60) })
      : t('app.tooMany.seconds', { count: wait })
  }
  const kind = error instanceof ApiProblem ? error.kind : 'internal'
  return t(`app.problems.${kind}`, { defaultValue: t('app.problems.internal') })
}
