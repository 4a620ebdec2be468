import { Pause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Tour } from './useTour.ts'

/** What the tour shows: the name of the place (above all places, the board's), and how far the tour has come. */
export function TourTitle({ tour, board }: { tour: Tour; board: string }) {
  const { t } = useTranslation()
  const { stop, at, count, paused } = tour
  if (!stop) return null
  const { key, title, part, parts } = stop
  return (
    <header className="screen-tour-title" data-testid="tour-title" data-key={key}>
      <h2>{title || (key.startsWith('rest') ? t('screen.tour.rest') : board)}</h2>
      {parts > 1 && <span>{t('screen.tour.part', { part, parts })}</span>}
      <span className="screen-tour-count">
        {paused && <Pause aria-label={t('screen.tour.paused')} size={24} />}
        {at} / {count}
      </span>
    </header>
  )
}
