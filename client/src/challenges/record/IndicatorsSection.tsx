import type { Indicator } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { NumberField } from './NumberField.tsx'
import { keyed, listOf, progressOf, withField } from './parts.ts'
import type { SectionProps } from './section.ts'

const amounts = ['baseline', 'target', 'result'] as const

/** Numbers that say whether it got better. */
export function IndicatorsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<Indicator[]>
      title={t('challenges.indicators.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'indicators')}
      write={(indicators) => ({ indicators })}
      view={(indicators) => <IndicatorsView indicators={indicators} />}
      fields={(indicators, set) => (
        <ListFields<Indicator>
          items={indicators}
          onChange={set}
          blank={{ name: '' }}
          max={100}
          addLabel={t('challenges.indicators.add')}
          nameOf={({ name }) => name}
          fields={(indicator, change) => <IndicatorRow indicator={indicator} onChange={change} />}
        />
      )}
    />
  )
}

function IndicatorsView({ indicators }: { indicators: Indicator[] }) {
  const { t } = useTranslation()
  const { number, dayOrWords } = useLocale()
  if (indicators.length === 0) return <p className="muted">{t('challenges.none.indicators')}</p>
  return (
    <table className="indicators">
      <thead>
        <tr>
          <th scope="col">{t('challenges.indicators.name')}</th>
          {amounts.map((amount) => (
            <th key={amount} scope="col" className="amount">
              {t(`challenges.indicators.${amount}`)}
            </th>
          ))}
          <th scope="col">{t('challenges.indicators.way')}</th>
        </tr>
      </thead>
      <tbody>
        {keyed(indicators, ({ name }) => name).map(({ key, item: indicator }) => (
          <tr key={key}>
            <th scope="row">
              {indicator.name}
              <span className="small muted indicator-about">
                {[indicator.unit, dayOrWords(indicator.date), indicator.source].filter(Boolean).join(' · ')}
              </span>
            </th>
            {amounts.map((amount) => (
              <td key={amount} className="amount" data-label={t(`challenges.indicators.${amount}`)}>
                {indicator[amount] === undefined ? '–' : number(indicator[amount])}
              </td>
            ))}
            <td data-label={t('challenges.indicators.way')}>
              <Way indicator={indicator} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How much of the way from baseline to target is done: a bar, and the same in words. */
function Way({ indicator }: { indicator: Indicator }) {
  const { t } = useTranslation()
  const progress = progressOf(indicator)
  if (progress === null) return <span className="small muted">{t('challenges.indicators.notYet')}</span>
  const percent = Math.round(progress * 100)
  const words =
    percent >= 100
      ? t('challenges.indicators.reached')
      : percent < 0
        ? t('challenges.indicators.worse')
        : t('challenges.indicators.percent', { percent })
  return (
    <span className="way">
      <span className="way-bar" aria-hidden>
        <span className="way-done" style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </span>
      <span className="small">{words}</span>
    </span>
  )
}

function IndicatorRow({
  indicator,
  onChange,
}: {
  indicator: Indicator
  onChange: (changed: Indicator) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.indicators.name')}
        value={indicator.name}
        onChange={(name) => onChange({ ...indicator, name })}
        max={300}
        required
      />
      <div className="fields-pair fields-three">
        {amounts.map((amount) => (
          <NumberField
            key={amount}
            label={t(`challenges.indicators.${amount}`)}
            value={indicator[amount]}
            onChange={(value) => onChange(withField(indicator, amount, value))}
          />
        ))}
      </div>
      <div className="fields-pair fields-three">
        {(['unit', 'date', 'source'] as const).map((key) => (
          <TextField
            key={key}
            label={t(`challenges.indicators.${key}`)}
            value={indicator[key] ?? ''}
            onChange={(words) => onChange(withField(indicator, key, words))}
            max={key === 'source' ? 500 : 60}
          />
        ))}
      </div>
    </>
  )
}
