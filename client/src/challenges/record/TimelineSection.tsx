import type { ChallengeView, Decision } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { Folded } from './Folded.tsx'
import { withField } from './parts.ts'
import type { SectionProps } from './section.ts'
import { type Moment, timelineOf } from './timeline.ts'

const today = (): string => new Date().toISOString().slice(0, 10)

/** What was decided, with the steps the challenge went through. */
export function TimelineSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { stepHistory } = shown.value
  return (
    <EditableSection<Decision[]>
      title={t('challenges.decisions.title')}
      shown={shown}
      editable={editable}
      read={({ decisions }: ChallengeView) => decisions ?? []}
      write={(decisions) => ({ decisions })}
      view={(decisions) => <TimelineView moments={timelineOf({ stepHistory, decisions })} />}
      fields={(decisions, set) => (
        <ListFields<Decision>
          items={decisions}
          onChange={set}
          blank={{ date: today(), decision: '' }}
          max={500}
          addLabel={t('challenges.decisions.add')}
          nameOf={({ decision }) => decision}
          fields={(decision, change) => <DecisionRow decision={decision} onChange={change} />}
        />
      )}
    />
  )
}

function TimelineView({ moments }: { moments: Moment[] }) {
  const { t } = useTranslation()
  const { moment, day } = useLocale()
  return (
    <Folded items={moments} first={6} className="history">
      {({ key, at, step, decision, reason, by }) => (
        <li key={key} data-step={step ?? undefined} data-decision={step === null || undefined}>
          <strong>{step ? t(`challenges.steps.${step}`) : decision}</strong>
          <span className="small muted">
            <time dateTime={at}>{at.length > 10 ? moment(at) : day(at)}</time>
            {by && ' · '}
            {by && t(`challenges.decisions.roles.${by}`, { defaultValue: by })}
          </span>
          {reason && <p>{reason}</p>}
        </li>
      )}
    </Folded>
  )
}

function DecisionRow({ decision, onChange }: { decision: Decision; onChange: (changed: Decision) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <label className="field">
        <span className="field-label">{t('challenges.record.date')}</span>
        <input
          type="date"
          className="input"
          required
          value={decision.date}
          onChange={(event) => onChange({ ...decision, date: event.currentTarget.value })}
        />
      </label>
      <TextField
        label={t('challenges.decisions.decision')}
        value={decision.decision}
        onChange={(words) => onChange({ ...decision, decision: words })}
        max={1000}
        lines="few"
        required
      />
      <TextField
        label={t('challenges.decisions.reason')}
        value={decision.reason ?? ''}
        onChange={(reason) => onChange(withField(decision, 'reason', reason))}
        max={2000}
        lines="few"
      />
      <TextField
        label={t('challenges.decisions.by')}
        hint={t('challenges.decisions.byHint')}
        value={decision.by ?? ''}
        onChange={(by) => onChange(withField(decision, 'by', by))}
        max={200}
      />
    </>
  )
}
