import type { ChallengeView } from '@sheshi/records'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useParams } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { NotFoundPage } from '../app/NotFoundPage.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { PushButton } from '../connections/PushDialog.tsx'
import { ChallengeBoards } from './ChallengeBoards.tsx'
import { GroupsSection, OwnerSection, PartnersSection, StatementSection } from './ChallengeFields.tsx'
import { ExportsSection } from './exports/ExportsSection.tsx'
import { EvidenceSection } from './record/EvidenceSection.tsx'
import { FactsSection, LinksSection } from './record/FactsSections.tsx'
import { HmwSection, SolutionsSection } from './record/IdeasSections.tsx'
import { IndicatorsSection } from './record/IndicatorsSection.tsx'
import { LessonsSection } from './record/LessonsSection.tsx'
import { PilotsSection } from './record/PilotsSection.tsx'
import { ProblemSection } from './record/ProblemSection.tsx'
import { ScreeningSection } from './record/ScreeningSection.tsx'
import type { SectionProps } from './record/section.ts'
import { TimelineSection } from './record/TimelineSection.tsx'
import { StepSection } from './StepSection.tsx'
import './challenges.css'
import './record/record.css'

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
          <PartsNav />
          <div id="part-boards">
            <ChallengeBoards challenge={value} facilitator={facilitator} />
          </div>
          <MainParts {...section} />
          <div id="part-exports">
            <ExportsSection shown={section.shown} facilitator={facilitator} />
          </div>
        </div>
        <SideParts {...section} />
      </div>
    </div>
  )
}

const parts = ['boards', 'problem', 'ideas', 'pilots', 'lessons', 'exports', 'steps', 'people'] as const

/** A long record: one step from its top to each of its parts. */
function PartsNav() {
  const { t } = useTranslation()
  return (
    <nav className="parts-nav" aria-label={t('challenges.parts.label')}>
      {parts.map((part) => (
        <a key={part} href={`#part-${part}`} className="chip">
          {t(`challenges.parts.${part}`)}
        </a>
      ))}
    </nav>
  )
}

/** What a challenge is about and what became of it, in the order of its steps. */
function MainParts(section: SectionProps) {
  return (
    <>
      <Part id="problem">
        <ProblemSection {...section} />
        <EvidenceSection {...section} />
      </Part>
      <Part id="ideas">
        <HmwSection {...section} />
        <SolutionsSection {...section} />
      </Part>
      <Part id="pilots">
        <PilotsSection {...section} />
        <IndicatorsSection {...section} />
      </Part>
      <Part id="lessons">
        <LessonsSection {...section} />
      </Part>
    </>
  )
}

function SideParts(section: SectionProps) {
  return (
    <div className="stack challenge-side">
      <Part id="steps">
        <StepSection {...section} />
      </Part>
      <Part>
        <TimelineSection {...section} />
      </Part>
      <Part>
        <ScreeningSection {...section} />
      </Part>
      <Part id="people">
        <GroupsSection {...section} />
      </Part>
      <Part>
        <PartnersSection {...section} />
      </Part>
      <Part>
        <OwnerSection {...section} />
      </Part>
      <Part>
        <FactsSection {...section} />
      </Part>
      <Part>
        <LinksSection {...section} />
        {section.editable && (
          <PushButton challenge={section.shown.value} onPushed={() => void section.shown.reload()} />
        )}
      </Part>
    </div>
  )
}

function Part({ id, children }: { id?: (typeof parts)[number]; children: ReactNode }) {
  return (
    <div className="card panel record-part" {...(id ? { id: `part-${id}` } : {})}>
      {children}
    </div>
  )
}
