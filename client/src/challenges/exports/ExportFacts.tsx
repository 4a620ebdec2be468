import { type Export, sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { useTemplates } from '../useTemplates.ts'
import { Hash } from './Hash.tsx'

/** Where an export comes from: when, from which template, who took part, the state of the document. */
export function ExportFacts({ item }: { item: Export }) {
  const { t } = useTranslation()
  const { locale, moment, number, span } = useLocale()
  const { nameOf } = useTemplates()
  const { start, end, participants, bySector } = item.session
  const shown = sectors.filter((sector) => (bySector[sector] ?? 0) > 0)
  const others = participants - shown.reduce((sum, sector) => sum + (bySector[sector] ?? 0), 0)
  return (
    <dl className="facts facts-wide">
      <div>
        <dt>{t('challenges.exports.made')}</dt>
        <dd>{moment(item.createdAt)}</dd>
      </div>
      {start && end && (
        <div>
          <dt>{t('challenges.exports.session')}</dt>
          <dd>{span(start, end)}</dd>
        </div>
      )}
      <div>
        <dt>{t('challenges.exports.template')}</dt>
        <dd>{nameOf(item.template, locale)}</dd>
      </div>
      <div>
        <dt>{t('challenges.exports.participants')}</dt>
        <dd className="row">
          <span>{number(participants)}</span>
          {shown.map((sector) => (
            <span key={sector} className="chip">
              {t(`challenges.sectors.${sector}`)} {number(bySector[sector] ?? 0)}
            </span>
          ))}
          {others > 0 && (
            <span className="chip" title={t('challenges.exports.othersHint')}>
              {t('challenges.exports.others')} {number(others)}
            </span>
          )}
        </dd>
      </div>
      {item.voteRule && (
        <div>
          <dt>{t('challenges.exports.scored')}</dt>
          <dd>
            {t('challenges.exports.scoredHow', {
              count: Object.keys(item.voteRule.weights).length,
              from: item.voteRule.from,
              to: item.voteRule.to,
            })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('challenges.exports.document')}</dt>
        <dd>
          <Hash value={item.boardVersion} />
        </dd>
      </div>
    </dl>
  )
}
