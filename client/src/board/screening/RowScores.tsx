import type { ScreeningOutline } from '@sheshi/methods'
import { type BallotScores, highestScore } from '@sheshi/records'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { scoredIn, withScore } from './weights.ts'

interface RowScoresProps {
  row: ScreeningOutline['rows'][number]
  criteria: ScreeningOutline['criteria']
  scores: BallotScores
  open: boolean
  onGive: (scores: BallotScores) => void
}

const marks = Array.from({ length: highestScore + 1 }, (_, at) => at)

/** One challenge on a ballot: each criterion gets 0 to 3, or nothing. */
export function RowScores({ row, criteria, scores, open, onGive }: RowScoresProps) {
  const { t } = useTranslation()
  const done = scoredIn(scores, row.id, criteria)
  return (
    <details className="score-row" open={open}>
      <summary>
        <span className="score-row-name">{row.text}</span>
        <span className={done === criteria.length ? 'chip chip-good' : 'chip'}>
          {t('screening.progress', { done, count: criteria.length })}
        </span>
      </summary>
      {criteria.map(({ id, title }) => (
        <ScoreChoice
          key={id}
          title={title}
          value={scores[row.id]?.[id] ?? null}
          onChoose={(score) => onGive(withScore(scores, { row: row.id, criterion: id }, score))}
        />
      ))}
    </details>
  )
}

interface ScoreChoiceProps {
  title: string
  value: number | null
  onChoose: (score: number | null) => void
}

function ScoreChoice({ title, value, onChoose }: ScoreChoiceProps) {
  const { t } = useTranslation()
  const name = useId()
  return (
    <fieldset className="score-choice">
      <legend>{title}</legend>
      <div className="score-marks">
        {marks.map((mark) => (
          <label key={mark} className="score-mark">
            <input type="radio" name={name} checked={value === mark} onChange={() => onChoose(mark)} />
            <span>{mark}</span>
          </label>
        ))}
        <label className="score-mark" title={t('screening.noScore')}>
          <input
            type="radio"
            name={name}
            checked={value === null}
            data-none
            aria-label={t('screening.noScore')}
            onChange={() => onChoose(null)}
          />
          <span>–</span>
        </label>
      </div>
    </fieldset>
  )
}
