import { Unplug } from 'lucide-react'
import { under } from '../app/base.ts'
import { useText } from './text.ts'

/** Why the pad cannot be shown. */
export type PadEnd = 'signedOut' | 'notFound' | 'offline' | 'broken'

const texts: Record<PadEnd, { title: string; text: string }> = {
  signedOut: { title: 'pad.end.signedOut', text: 'pad.end.signedOutText' },
  notFound: { title: 'pad.end.notFound', text: 'pad.end.notFoundText' },
  offline: { title: 'pad.end.offline', text: 'pad.end.offlineText' },
  broken: { title: 'pad.end.broken', text: 'pad.end.brokenText' },
}

/** Stands in the pad's place where it cannot be shown, and says what can be done. */
export function EndCard({ end, waiting = 0, onRetry }: { end: PadEnd; waiting?: number; onRetry(): void }) {
  const t = useText()
  const { title, text } = texts[end]
  return (
    <main className="pad-end">
      <div className="card pad-end-card stack" role="alert">
        <Unplug aria-hidden size={32} />
        <h1>{t(title)}</h1>
        <p>{t(text)}</p>
        {waiting > 0 && <p>{t('pad.end.waiting', { count: waiting })}</p>}
        {end === 'signedOut' && (
          <a className="button button-primary" href={under('/join')}>
            {t('pad.end.join')}
          </a>
        )}
        {end !== 'notFound' && (
          <button type="button" className="button" onClick={onRetry}>
            {t('pad.end.again')}
          </button>
        )}
      </div>
    </main>
  )
}
