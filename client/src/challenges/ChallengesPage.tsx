import { type ChallengeView, type Step, steps } from '@sheshi/records'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { useResource } from '../app/useResource.ts'
import { MoveStepDialog } from './MoveStepDialog.tsx'
import { NewChallengeDialog } from './NewChallengeDialog.tsx'
import { StepColumn } from './StepColumn.tsx'
import './challenges.css'

/** The lab's challenges, a column for each of the five steps. Facilitators only. */
export default function ChallengesPage() {
  const { t } = useTranslation()
  const { value: challenges, problem, reload } = useResource<ChallengeView[]>('/challenges')
  const [creating, setCreating] = useState<Step | null>(null)
  const [moving, setMoving] = useState<{ challenge: ChallengeView; to: Step } | null>(null)

  const newChallenge = (
    <button type="button" className="button button-primary" onClick={() => setCreating('engage')}>
      <Plus aria-hidden size={20} />
      {t('challenges.new.open')}
    </button>
  )

  return (
    <div className="page">
      <title>{`${t('challenges.title')} · Sheshi`}</title>
      <div className="page-head">
        <h1>{t('challenges.title')}</h1>
        {challenges && challenges.length > 0 && newChallenge}
      </div>
      <Problem error={problem} onRetry={() => void reload()} />
      {!challenges && !problem && <Loading />}
      {challenges?.length === 0 && (
        <div className="empty">
          <h2>{t('challenges.empty.title')}</h2>
          <p className="muted">{t('challenges.empty.text')}</p>
          {newChallenge}
        </div>
      )}
      {challenges && (
        <div className="step-columns">
          {steps.map((step, index) => (
            <StepColumn
              key={step}
              step={step}
              number={index + 1}
              challenges={challenges.filter((challenge) => challenge.step === step)}
              onMove={(challenge, to) => setMoving({ challenge, to })}
              onDrop={(id) => {
                const challenge = challenges.find((candidate) => candidate.id === id)
                if (challenge && challenge.step !== step) setMoving({ challenge, to: step })
              }}
            />
          ))}
        </div>
      )}
      {creating && <NewChallengeDialog step={creating} onClose={() => setCreating(null)} />}
      {moving && (
        <MoveStepDialog
          challenge={moving.challenge}
          to={moving.to}
          onClose={() => setMoving(null)}
          onMoved={() => {
            setMoving(null)
            void reload()
          }}
        />
      )}
    </div>
  )
}
