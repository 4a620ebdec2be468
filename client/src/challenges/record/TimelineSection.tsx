import type { ChallengeView, Decision, Export } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { Folded } from './Folded.tsx'
import { withField } from './parts.ts'
import { SelectField } from './SelectField.tsx'
import type { SectionProps } from './section.ts'
import { type Moment, timelineOf } from './timeline.ts'

const today = (): string => new Date().toISOString().slice(0, 10)

/** What was decided, with the steps the challenge went through. */
export function TimelineSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  const { stepHistory, exports } = shown.value
  return (
    <EditableSection<Decision[]>
      title={t('challenges.decisions.title')}
      shown={shown}
      editable={editable}
      read={({ decisions }: ChallengeView) => decisions ?? []}
      write={(decisions) => ({ decisions })}
      view={(decisions) => (
        <TimelineView moments={timelineOf({ stepHistory, decisions })} exports={exports} />
      )}
      fields={(decisions, set) => (
        <ListFields<Decision>
          items={decisions}
          onChange={set}
          blank={{ date: today(), decision: '' }}
          max={500}
          addLabel={t('challenges.decisions.add')}
          nameOf={({ decision }) => decision}
          fields={(decision, change) => (
            <DecisionRow decision={decision} exports={exports} onChange={change} />
          )}
        />
      )}
    />
  )
}

function TimelineView({ moments, exports }: { moments: Moment[]; exports: Export[] }) {
  const { t } = useTranslation()
  const { moment, day } = useLocale()
  return (
    <Folded items={moments} first={6} className="history">
      {({ key, at, step, decision, reason, by, exportId }) => (
        <li key={key} data-step={step ?? undefined} data-decision={step === null || undefined}>
          <strong>{step ? t(`challenges.steps.${step}`) : decision}</strong>
          <span className="small muted">
            <time dateTime={at}>{at.length > 10 ? moment(at) : day(at)}</time>
            {by && ' · '}
            {by && t(`challenges.decisions.roles.${by}`, { defaultValue: by })}
          </span>
          {reason && <p>{reason}</p>}
          <Grounds made={exports.find(({ id }) => id === exportId)} />
        </li>
      )}
    </Folded>
  )
}

/** What a board put into the record, on the grounds of which it was decided. */
function Grounds({ made }: { made: Export | undefined }) {
  const { t } = useTranslation()
  return (
    made && (
      <p className="small">
        <span className="muted">{t('challenges.decisions.grounds')}:</span>{' '}
        <a href="#part-exports">{t('challenges.decisions.version', versionOf(made))}</a>
      </p>
    )
  )
}

const versionOf = ({ boardTitle, number }: Export) => ({ board: boardTitle, number })

interface DecisionRowProps {
  decision: Decision
  exports: Export[]
  onChange: (changed: Decision) => void
}

function DecisionRow({ decision, exports, onChange }: DecisionRowProps) {
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
      {exports.length > 0 && (
        <SelectField
          label={t('challenges.decisions.grounds')}
          value={decision.exportId}
          options={exports.map(({ id }) => id)}
          nameOf={(id) => {
            const made = exports.find((each) => each.id === id)
            return made ? t('challenges.decisions.version', versionOf(made)) : ''
          }}
          onChange={(exportId) => onChange(withField(decision, 'exportId', exportId))}
          none={t('challenges.record.notSaid')}
        />
      )}
    </>
  )
}
