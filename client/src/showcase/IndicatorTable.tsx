import type { PublicIndicator } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'

/** The numbers that say whether it got better; on phones a list. */
export function IndicatorTable({ indicators }: { indicators: PublicIndicator[] }) {
  const { t } = useTranslation()
  const { number, dayOrWords } = useLocale()
  if (indicators.length === 0) return null
  const shown = (value: number | null) => (value === null ? '–' : number(value))
  return (
    <section className="card panel stack" aria-labelledby="public-indicators">
      <h2 id="public-indicators">{t('showcase.indicators')}</h2>
      <table className="public-table">
        <thead>
          <tr>
            <th scope="col">{t('showcase.indicator')}</th>
            <th scope="col">{t('showcase.baseline')}</th>
            <th scope="col">{t('showcase.target')}</th>
            <th scope="col">{t('showcase.reached')}</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map((each) => (
            <tr key={`${each.name} ${each.date}`}>
              <th scope="row">
                {each.name}
                {(each.unit || each.date) && (
                  <span className="small muted">
                    {[each.unit, dayOrWords(each.date)].filter(Boolean).join(' · ')}
                  </span>
                )}
              </th>
              <td>{shown(each.baseline)}</td>
              <td>{shown(each.target)}</td>
              <td className="public-reached">{shown(each.result)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
