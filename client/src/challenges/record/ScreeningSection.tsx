import type { Screening } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useLocale } from '../../app/useLocale.ts'
import type { SectionProps } from './section.ts'

/** How the challenge was screened; written by the board on which it happened, so there is nothing to edit here. */
export function ScreeningSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { screening } = shown.value
  return (
    <section className="record-section" aria-labelledby="screening-title">
      <div className="section-head">
        <h2 id="screening-title">{t('challenges.screening.title')}</h2>
      </div>
      {screening ? (
        <ScreeningView screening={screening} withBoard={editable} />
      ) : (
        <p className="muted">{t('challenges.none.screening')}</p>
      )}
    </section>
  )
}

function ScreeningView({ screening, withBoard }: { screening: Screening; withBoard: boolean }) {
  const { t } = useTranslation()
  const { number, day } = useLocale()
  const { decision, reason, scores = [], total, voters, at, boardId } = screening
  return (
    <div className="stack stack-tight">
      <p className="row">
        <span className={decision === 'go' ? 'chip chip-good' : 'chip'}>
          {t(`challenges.screening.decisions.${decision}`)}
        </span>
        {total !== undefined && <strong>{t('challenges.screening.total', { total: number(total) })}</strong>}
        {voters !== undefined && (
          <span className="small muted">{t('challenges.screening.voters', { count: voters })}</span>
        )}
      </p>
      {reason && <p>{reason}</p>}
      {scores.length > 0 && (
        <details>
          <summary className="fold-summary">
            {t('challenges.screening.scores', { count: scores.length })}
          </summary>
          <table className="score-table">
            <tbody>
              {scores.map(({ criterion, median, min, max }) => (
                <tr key={criterion}>
                  <th scope="row">{criterion}</th>
                  <td>
                    {number(median)} <span className="small muted">{`${number(min)}–${number(max)}`}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
      <p className="small muted">
        {at && day(at)}{' '}
        {withBoard && boardId && <Link to={`/board/${boardId}`}>{t('challenges.screening.board')}</Link>}
      </p>
    </div>
  )
}
