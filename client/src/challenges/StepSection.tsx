import { steps } from '@sheshi/records'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoveStepDialog } from './MoveStepDialog.tsx'
import type { ShownChallenge } from './useSectionDraft.ts'

/** Where the challenge stands on the five steps. */
export function StepSection({ shown, editable }: { shown: ShownChallenge; editable: boolean }) {
  const { t } = useTranslation()
  const [moving, setMoving] = useState(false)
  const challenge = shown.value
  const at = steps.indexOf(challenge.step)
  return (
    <section className="record-section" aria-labelledby="step-title">
      <div className="section-head">
        <h2 id="step-title">{t('challenges.fields.step')}</h2>
        {editable && (
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={t('challenges.move.title')}
            title={t('challenges.move.title')}
            onClick={() => setMoving(true)}
          >
            <ArrowRightLeft aria-hidden size={18} />
          </button>
        )}
      </div>
      <ol className="plain-list step-path">
        {steps.map((step, index) => (
          <li
            key={step}
            data-step={step}
            data-done={index <= at || undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className="step-number" aria-hidden>
              {index + 1}
            </span>
            {t(`challenges.steps.${step}`)}
          </li>
        ))}
      </ol>
      {moving && (
        <MoveStepDialog
          challenge={challenge}
          to={steps[at + 1] ?? steps[at - 1] ?? challenge.step}
          onClose={() => setMoving(false)}
          onMoved={(moved) => {
            setMoving(false)
            shown.set(moved)
          }}
        />
      )}
    </section>
  )
}
