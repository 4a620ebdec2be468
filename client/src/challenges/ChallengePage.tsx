import type { ChallengeView } from '@sheshi/records'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { NotFoundPage } from '../app/NotFoundPage.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { ChallengeBoards } from './ChallengeBoards.tsx'
import { GroupsSection, OwnerSection, PartnersSection, StatementSection } from './ChallengeFields.tsx'
import { ExportsSection } from './exports/ExportsSection.tsx'
import { StepSection } from './StepSection.tsx'
import './challenges.css'

/** `/challenges/:id`: the record of a challenge; facilitators may write it. */
export default function ChallengePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { facilitator } = usePerson()
  const { value, problem, reload, set } = useResource<ChallengeView>(`/challenges/${encodeURIComponent(id)}`)

  if (problem?.kind === 'not-found' || problem?.kind === 'invalid-id') return <NotFoundPage />
  if (problem?.kind === 'not-signed-in')
    return <Navigate to="/signin" replace state={{ from: `/challenges/${id}` }} />
  if (!value) {
    return problem ? (
      <div className="page page-narrow">
        <Problem error={problem} onRetry={() => void reload()} />
      </div>
    ) : (
      <Loading />
    )
  }
  const section = { shown: { value, set, reload }, editable: facilitator }
  return (
    <div className="page challenge-page" data-step={value.step} key={value.id}>
      <title>{`${value.title} · Sheshi`}</title>
      {facilitator && (
        <Link to="/" className="back-link">
          <ArrowLeft aria-hidden size={18} />
          {t('challenges.back')}
        </Link>
      )}
      <Problem error={problem} onRetry={() => void reload()} />
      <div className="challenge-layout">
        <div className="stack challenge-main">
          <div className="card panel challenge-statement">
            <StatementSection {...section} />
          </div>
          <ChallengeBoards challenge={value} facilitator={facilitator} />
          <ExportsSection challenge={value} facilitator={facilitator} />
        </div>
        <div className="stack challenge-side">
          <div className="card panel">
            <StepSection {...section} />
          </div>
          <div className="card panel">
            <GroupsSection {...section} />
          </div>
          <div className="card panel">
            <PartnersSection {...section} />
          </div>
          <div className="card panel">
            <OwnerSection {...section} />
          </div>
        </div>
      </div>
    </div>
  )
}
