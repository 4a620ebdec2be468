import { type Pilot, pilotStates } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { EditableSection } from '../EditableSection.tsx'
import { ListFields } from '../ListFields.tsx'
import { TextField } from '../TextField.tsx'
import { keyed, listOf, newPartId, withField } from './parts.ts'
import { SelectField } from './SelectField.tsx'
import type { SectionProps } from './section.ts'

/** The words of a pilot in the order one plans it; `result` comes last. */
const plan = [
  ['aim', 2000],
  ['sample', 1000],
  ['place', 500],
  ['measures', 2000],
  ['budget', 500],
  ['safeguards', 2000],
  ['stopRule', 1000],
] as const

/** What is tried on a small scale, and what came of it. */
export function PilotsSection({ shown, editable }: SectionProps) {
  const { t } = useTranslation()
  return (
    <EditableSection<Pilot[]>
      title={t('challenges.pilots.title')}
      shown={shown}
      editable={editable}
      read={(challenge) => listOf(challenge, 'pilots')}
      write={(pilots) => ({ pilots })}
      view={(pilots) =>
        pilots.length === 0 ? (
          <p className="muted">{t('challenges.none.pilots')}</p>
        ) : (
          <div className="stack">
            {pilots.map((pilot, at) => (
              <PilotView key={pilot.id} pilot={pilot} open={at === 0} />
            ))}
          </div>
        )
      }
      fields={(pilots, set) => (
        <ListFields<Pilot>
          items={pilots}
          onChange={set}
          blank={{ id: newPartId(), title: '', state: 'planned' }}
          max={50}
          addLabel={t('challenges.pilots.add')}
          nameOf={({ title }) => title}
          fields={(pilot, change) => <PilotRow pilot={pilot} onChange={change} />}
        />
      )}
    />
  )
}

function PilotView({ pilot, open }: { pilot: Pilot; open: boolean }) {
  const { t } = useTranslation()
  const { dayOrWords } = useLocale()
  const said = plan.filter(([key]) => pilot[key])
  return (
    <details className="record-tile pilot" open={open}>
      <summary>
        <strong>{pilot.title}</strong>{' '}
        {pilot.state && <span className="chip">{t(`challenges.pilots.states.${pilot.state}`)}</span>}
      </summary>
      <div className="stack stack-tight">
        {pilot.result && (
          <p className="pilot-result pre-line">
            <strong>{t('challenges.pilots.result')}:</strong> {pilot.result}
          </p>
        )}
        <dl className="facts facts-wide">
          {said.map(([key]) => (
            <div key={key}>
              <dt>{t(`challenges.pilots.${key}`)}</dt>
              <dd className="pre-line">{pilot[key]}</dd>
            </div>
          ))}
        </dl>
        {(pilot.steps?.length ?? 0) > 0 && (
          <>
            <h4>{t('challenges.pilots.steps')}</h4>
            <ol className="pilot-steps">
              {keyed(pilot.steps ?? [], ({ what }) => what).map(({ key, item: { what, date } }) => (
                <li key={key}>
                  {what} {date && <span className="small muted">{dayOrWords(date)}</span>}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </details>
  )
}

function PilotRow({ pilot, onChange }: { pilot: Pilot; onChange: (changed: Pilot) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('challenges.fields.title')}
        value={pilot.title}
        onChange={(title) => onChange({ ...pilot, title })}
        max={300}
        required
      />
      <SelectField
        label={t('challenges.record.state')}
        value={pilot.state}
        options={pilotStates}
        nameOf={(state) => t(`challenges.pilots.states.${state}`)}
        onChange={(state) => onChange(withField(pilot, 'state', state))}
        none={t('challenges.record.notSaid')}
      />
      {plan.map(([key, max]) => (
        <TextField
          key={key}
          label={t(`challenges.pilots.${key}`)}
          value={pilot[key] ?? ''}
          onChange={(words) => onChange(withField(pilot, key, words))}
          max={max}
          lines="few"
        />
      ))}
      <fieldset className="node-fields">
        <legend className="field-label">{t('challenges.pilots.steps')}</legend>
        <StepsFields pilot={pilot} onChange={onChange} />
      </fieldset>
      <TextField
        label={t('challenges.pilots.result')}
        hint={t('challenges.pilots.resultHint')}
        value={pilot.result ?? ''}
        onChange={(result) => onChange(withField(pilot, 'result', result))}
        max={5000}
        lines="few"
      />
    </>
  )
}

function StepsFields({ pilot, onChange }: { pilot: Pilot; onChange: (changed: Pilot) => void }) {
  const { t } = useTranslation()
  return (
    <ListFields<NonNullable<Pilot['steps']>[number]>
      items={pilot.steps ?? []}
      onChange={(steps) => onChange(withField(pilot, 'steps', steps.length > 0 ? steps : undefined))}
      blank={{ what: '' }}
      max={50}
      addLabel={t('challenges.pilots.addStep')}
      nameOf={({ what }) => what}
      fields={(step, set) => (
        <div className="fields-pair">
          <TextField
            label={t('challenges.pilots.step')}
            value={step.what}
            onChange={(what) => set({ ...step, what })}
            max={500}
            required
          />
          <TextField
            label={t('challenges.record.date')}
            value={step.date ?? ''}
            onChange={(date) => set(withField(step, 'date', date))}
            max={60}
          />
        </div>
      )}
    />
  )
}
