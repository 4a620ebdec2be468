import type { LabStateView } from '@sheshi/records'
import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

const signs = { good: CircleCheck, warning: TriangleAlert, failing: OctagonAlert }

/** The one sentence that says whether all is well; read out by screen readers when it changes. */
export function StateNotice({ state }: { state: LabStateView }) {
  const { t } = useTranslation()
  const { recently } = useLocale()
  const Sign = signs[state.state]
  return (
    <div className={`lab-state lab-state-${state.state}`} role="status" data-testid="lab-state">
      <Sign aria-hidden size={32} />
      <div className="stack stack-tight">
        <p className="lab-state-words">{t(`lab.state.${state.state}`)}</p>
        {!state.saving.ok && (
          <p>
            {t('lab.notSaving', { time: recently(state.saving.since) })}{' '}
            <span lang="en">{state.saving.reason}</span>
          </p>
        )}
        {state.warnings.length > 0 && (
          <ul>
            {state.warnings.map((warning) => (
              <li key={warning}>{t(`lab.warnings.${warning}`)}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
