import type { ScreeningOutline } from '@sheshi/methods'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLShapeId } from 'tldraw'
import { useLocale } from '../../app/useLocale.ts'
import type { BoardFacts } from '../remembered.ts'
import { DecisionForm } from './DecisionForm.tsx'

interface RowResultProps {
  row: ScreeningOutline['rows'][number]
  /** The board screens nothing else. */
  only: boolean
  criteria: ScreeningOutline['criteria']
  facts: BoardFacts
  editor: Editor
}

/** What the ballots said of one challenge, and what was decided; a facilitator decides here. */
export function RowResult({ row, only, criteria, facts, editor }: RowResultProps) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const [deciding, setDeciding] = useState(false)
  const counted = criteria.filter(({ id }) => row.scores[id])
  const linked = editor.getShape(`shape:${row.id}` as TLShapeId)?.meta.challengeId
  return (
    <article className="score-result" aria-label={row.text}>
      <h3>{row.text}</h3>
      <p className="row">
        <strong>
          {row.total === null ? t('screening.noTotal') : t('screening.total', { total: number(row.total) })}
        </strong>
        <span className={row.decision === 'go' ? 'chip chip-good' : 'chip'}>
          {t(`challenges.screening.decisions.${row.decision}`)}
        </span>
      </p>
      {row.reason && <p className="small">{row.reason}</p>}
      {counted.length > 0 && (
        <table className="score-table small">
          <thead>
            <tr>
              <th scope="col">{t('screening.criterion')}</th>
              <th scope="col">{t('screening.median')}</th>
              <th scope="col">{t('screening.spread')}</th>
            </tr>
          </thead>
          <tbody>
            {counted.map(({ id, title }) => {
              const score = row.scores[id]
              return (
                score && (
                  <tr key={id}>
                    <th scope="row">{title}</th>
                    <td>{number(score.median)}</td>
                    <td data-wide={score.max - score.min >= 2 || undefined}>
                      {`${number(score.min)}–${number(score.max)}`}
                    </td>
                  </tr>
                )
              )
            })}
          </tbody>
        </table>
      )}
      {facts.role === 'facilitator' && !deciding && (
        <button type="button" className="button" onClick={() => setDeciding(true)}>
          {t(row.decision === 'open' ? 'screening.decide' : 'screening.decideAgain')}
        </button>
      )}
      {deciding && (
        <DecisionForm
          row={row}
          boardId={facts.id}
          linked={typeof linked === 'string' ? linked : only ? facts.challengeId : null}
          onDone={() => setDeciding(false)}
        />
      )}
    </article>
  )
}
