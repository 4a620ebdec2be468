import type { DeliveryView } from '@sheshi/records'
import { RefreshCw } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { onDeliveriesChanged } from './deliveriesChanged.ts'

const lookEvery = 10_000
const eventKeys = {
  'export.created': 'connections.log.export',
  'challenge.step': 'connections.log.step',
  test: 'connections.log.test',
} as const
const stateKeys = {
  waiting: 'connections.log.waiting',
  delivered: 'connections.log.delivered',
  gaveUp: 'connections.log.gaveUp',
} as const

/** What was sent to the webhook, newest first: when, how it went, never the content. */
export function DeliveryLog() {
  const { t } = useTranslation()
  const { value, problem, reload } = useResource<DeliveryView[]>('/connections/deliveries')
  const { busy, error, run } = useAction()

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, lookEvery)
    const stop = onDeliveriesChanged(() => void reload())
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [reload])

  const again = (id: string) =>
    run(async () => {
      await api.post(`/connections/deliveries/${id}/again`)
      await reload()
    })
  return (
    <section className="stack" aria-labelledby="log-title">
      <h2 id="log-title">{t('connections.log.title')}</h2>
      <Problem error={error ?? problem} />
      {value?.length === 0 && <p className="muted">{t('connections.log.none')}</p>}
      {value && value.length > 0 && (
        <ul className="plain-list card delivery-list">
          {value.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} busy={busy} onAgain={again} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface DeliveryRowProps {
  delivery: DeliveryView
  busy: boolean
  onAgain: (id: string) => Promise<void>
}

function DeliveryRow({ delivery, busy, onAgain }: DeliveryRowProps) {
  const { t } = useTranslation()
  const { number, recently } = useLocale()
  const { id, event, at, state, nextAt, tries } = delivery
  const last = tries.at(-1)
  return (
    <li className="delivery" data-state={state}>
      <div className="delivery-what">
        <strong>{t(eventKeys[event])}</strong>
        <span className="small muted">{recently(at)}</span>
      </div>
      <div className="delivery-how">
        <span className="delivery-state">{t(stateKeys[state])}</span>
        {last && (
          <span className="small muted">
            {t('connections.log.tries', { count: tries.length })} ·{' '}
            {last.status === null ? '' : `${last.status} · `}
            {number(last.ms)} ms
          </span>
        )}
        {nextAt && (
          <span className="small muted">{t('connections.log.next', { time: recently(nextAt) })}</span>
        )}
        {last?.error && (
          <span className="small delivery-error" lang="en">
            {last.error}
          </span>
        )}
      </div>
      <button type="button" className="button" disabled={busy} onClick={() => void onAgain(id)}>
        <RefreshCw aria-hidden size={18} />
        {t('connections.log.again')}
      </button>
    </li>
  )
}
