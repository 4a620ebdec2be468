import { type PublicChallenge, steps } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

/** The five steps of a challenge: where it stands, and when it came to each. */
export function FiveSteps({ step, steps: history }: Pick<PublicChallenge, 'step' | 'steps'>) {
  const { t } = useTranslation()
  const { day } = useLocale()
  const now = steps.indexOf(step)
  return (
    <ol className="plain-list public-steps" aria-label={t('showcase.steps')}>
      {steps.map((each, at) => {
        const came = history.findLast((change) => change.step === each)
        return (
          <li
            key={each}
            data-step={each}
            data-past={at < now || undefined}
            aria-current={at === now ? 'step' : undefined}
          >
            <span className="public-step-number" aria-hidden>
              {at + 1}
            </span>
            <span>
              {t(`challenges.steps.${each}`)}
              {came && at <= now && <span className="small muted">{day(came.at)}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
