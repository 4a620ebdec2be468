import type { ConnectionsView } from '@sheshi/records'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { DecidimCard } from './DecidimCard.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import { WebhookCard } from './WebhookCard.tsx'
import './connections.css'

/** `/lab/connections`: where the lab tells others of its work, and what was sent. */
export default function ConnectionsPage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? (
    <Connections />
  ) : (
    <Navigate to="/signin" replace state={{ from: '/lab/connections' }} />
  )
}

function Connections() {
  const { t } = useTranslation()
  const { value, problem, loading, set, reload } = useResource<ConnectionsView>('/connections')
  return (
    <div className="page connections">
      <title>{`${t('connections.title')} · Sheshi`}</title>
      <Link to="/lab/rooms" className="back-link">
        <ArrowLeft aria-hidden size={18} />
        {t('connections.back')}
      </Link>
      <h1>{t('connections.title')}</h1>
      <p className="connections-lead">{t('connections.lead')}</p>
      <Problem error={problem} onRetry={() => void reload()} />
      {loading && <Loading />}
      {value && (
        <>
          <div className="connections-cards">
            <WebhookCard value={value.webhook} onChange={(webhook) => set({ ...value, webhook })} />
            <DecidimCard value={value.decidim} onChange={(decidim) => set({ ...value, decidim })} />
          </div>
          <p className="small muted">
            {t(value.privateAllowed ? 'connections.privateAllowed' : 'connections.privateRefused')}
          </p>
          <DeliveryLog />
        </>
      )}
    </div>
  )
}
