import type { FacilitatorsView } from '@sheshi/records'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { InviteCard } from './InviteCard.tsx'
import { OwnCard } from './OwnCard.tsx'
import { PeopleCard } from './PeopleCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'
import './facilitators.css'

/** `/lab/facilitators`: who facilitates, who is invited to, and where they are signed in. */
export default function FacilitatorsPage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? (
    <Facilitators />
  ) : (
    <Navigate to="/signin" replace state={{ from: '/lab/facilitators' }} />
  )
}

function Facilitators() {
  const { t } = useTranslation()
  const { refresh } = usePerson()
  const { value, problem, loading, reload } = useResource<FacilitatorsView>('/facilitators')
  // Whoever has just signed themselves out is to see the sign-in page.
  const changed = async () => {
    if (!(await reload())) await refresh()
  }
  return (
    <div className="page facilitators">
      <title>{`${t('facilitators.title')} · Sheshi`}</title>
      <Link to="/lab/rooms" className="back-link">
        <ArrowLeft aria-hidden size={18} />
        {t('facilitators.back')}
      </Link>
      <h1>{t('facilitators.title')}</h1>
      <p className="facilitators-lead">{t('facilitators.lead')}</p>
      <Problem error={problem} onRetry={() => void reload()} />
      {loading && <Loading />}
      {value && (
        <div className="facilitators-cards">
          <PeopleCard view={value} onChange={changed} />
          <InviteCard view={value} onChange={changed} />
          <SessionsCard view={value} onChange={changed} />
          <OwnCard onChange={changed} />
        </div>
      )}
    </div>
  )
}
