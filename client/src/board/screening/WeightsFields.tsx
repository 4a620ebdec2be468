import type { ScreeningOutline } from '@sheshi/methods'
import { useTranslation } from 'react-i18next'
import type { Editor } from 'tldraw'
import { useLocale } from '../../app/useLocale.ts'
import { setWeight, weightSum, wholeWeight } from './weights.ts'

interface WeightsFieldsProps {
  editor: Editor
  criteria: ScreeningOutline['criteria']
}

/** How much each criterion counts, with the sum; the words of a criterion are changed on its card. */
export function WeightsFields({ editor, criteria }: WeightsFieldsProps) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const sum = weightSum(criteria)
  return (
    <details className="score-row" open={sum !== wholeWeight}>
      <summary>
        <span className="score-row-name">{t('screening.weights')}</span>
        <span className={sum === wholeWeight ? 'chip chip-good' : 'chip chip-missing'}>
          {t('screening.sum', { sum: number(sum) })}
        </span>
      </summary>
      {sum !== wholeWeight && (
        <p className="notice notice-warning small" role="status">
          {t('screening.sumWrong', { sum: number(sum) })}
        </p>
      )}
      {criteria.map(({ id, title, weight }) => (
        <label key={id} className="weight-row">
          <span>{title}</span>
          <input
            className="input"
            type="number"
            min={0}
            max={wholeWeight}
            step={1}
            value={weight}
            onChange={(event) => setWeight(editor, id, event.currentTarget.valueAsNumber || 0)}
          />
        </label>
      ))}
    </details>
  )
}
