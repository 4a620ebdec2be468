import { steps } from '@sheshi/records'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'
import { MoveStepDialog } from './MoveStepDialog.tsx'
import type { ShownChallenge } from './useSectionDraft.ts'

/** Where the challenge stands on the five steps, and how it came there. */
export function StepSection({ shown, editable }: { shown: ShownChallenge; editable: boolean }) {
  const { t } = useTranslation()
  const { moment } = useLocale()
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
      <h3>{t('challenges.history')}</h3>
      <ol className="plain-list history">
        {[...challenge.stepHistory].reverse().map((change) => (
          <li key={`${change.at}${change.step}`} data-step={change.step}>
            <strong>{t(`challenges.steps.${change.step}`)}</strong>
            <time className="small muted" dateTime={change.at}>
              {moment(change.at)}
            </time>
            {change.reason && <p>{change.reason}</p>}
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
