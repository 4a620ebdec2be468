import { Pause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Tour } from './useTour.ts'

/** What the tour shows: the name of the place above it, and how far the tour has come. */
export function TourTitle({ tour: { stop, at, count, paused } }: { tour: Tour }) {
  const { t } = useTranslation()
  if (!stop) return null
  const { title, part, parts } = stop
  return (
    <header className="screen-tour-title" data-testid="tour-title" data-key={stop.key}>
      <h2>{title || t('screen.tour.rest')}</h2>
      {parts > 1 && <span>{t('screen.tour.part', { part, parts })}</span>}
      <span className="screen-tour-count">
        {paused && <Pause aria-label={t('screen.tour.paused')} size={24} />}
        {at} / {count}
      </span>
    </header>
  )
}
