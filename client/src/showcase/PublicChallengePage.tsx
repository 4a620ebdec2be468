import type { PublicChallenge } from '@sheshi/records'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { NotFoundPage } from '../app/NotFoundPage.tsx'
import { Problem } from '../app/Problem.tsx'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { FiveSteps } from './FiveSteps.tsx'
import { IndicatorTable } from './IndicatorTable.tsx'
import { Groups, Lessons, Partners, Pictures, Pilots, ProblemText, Questions } from './PublicSections.tsx'
import './public.css'

/** `/public/challenges/:id`: a challenge as the city shows it, for anybody. */
export default function PublicChallengePage() {
  const { id = '' } = useParams()
  const { locale } = useLocale()
  const { value, problem, reload } = useResource<PublicChallenge>(
    `/public/challenges/${encodeURIComponent(id)}?locale=${locale}`,
  )
  if (problem?.kind === 'not-found' || problem?.kind === 'invalid-id') return <NotFoundPage />
  if (!value) {
    return problem ? (
      <div className="page page-narrow">
        <Problem error={problem} onRetry={() => void reload()} />
      </div>
    ) : (
      <Loading />
    )
  }
  return <Shown challenge={value} />
}

function Shown({ challenge }: { challenge: PublicChallenge }) {
  const { t } = useTranslation()
  const { day } = useLocale()
  const { title, step, summary, context, owner, place, ref, licence, serviceAreas, sdg } = challenge
  const facts = [
    owner,
    place,
    ref,
    ...serviceAreas.map((area) => t(`showcase.areas.${area}`)),
    ...sdg.map((number) => t('showcase.sdg', { number })),
  ].filter(Boolean)
  return (
    <article className="page public-page" data-step={step}>
      <title>{`${title} · Sheshi`}</title>
      <Link to="/public" className="back-link">
        <ArrowLeft aria-hidden size={18} />
        {t('showcase.toList')}
      </Link>
      <header className="stack public-head">
        <h1>{title}</h1>
        {facts.length > 0 && (
          <p className="row">
            {facts.map((fact) => (
              <span key={fact} className="chip">
                {fact}
              </span>
            ))}
          </p>
        )}
        {summary && <p className="lead public-words">{summary}</p>}
      </header>
      <FiveSteps step={step} steps={challenge.steps} />
      {context && <p className="public-words">{context}</p>}
      <div className="public-layout">
        <div className="stack">
          <ProblemText problem={challenge.problem} />
          <Questions questions={challenge.questions} />
          <IndicatorTable indicators={challenge.indicators} />
          <Pilots pilots={challenge.pilots} />
          <Lessons lessons={challenge.lessons} />
        </div>
        <div className="stack">
          <Groups groups={challenge.groups} />
          <Partners partners={challenge.partners} />
        </div>
      </div>
      <Pictures pictures={challenge.pictures} />
      <p className="small muted">
        {[t('showcase.updated', { day: day(challenge.updatedAt) }), licence].filter(Boolean).join(' · ')}
      </p>
    </article>
  )
}
