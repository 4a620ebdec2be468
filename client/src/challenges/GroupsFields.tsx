import { type AffectedGroup, hardships } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'
import { ListFields } from './ListFields.tsx'
import { CheckList } from './record/SelectField.tsx'
import { TextField } from './TextField.tsx'

/** The affected groups, with how many people and whether they had a seat at the table. */
export function GroupsView({ groups }: { groups: AffectedGroup[] }) {
  const { t } = useTranslation()
  const { number } = useLocale()
  if (groups.length === 0) return <p className="muted">{t('challenges.none.groups')}</p>
  return (
    <ul className="plain-list stack stack-tight">
      {groups.map((group) => (
        <li key={group.label} className="row">
          <span>{group.label}</span>
          {group.estimate !== undefined && (
            <span className="chip">
              {t('challenges.groups.people', { count: group.estimate, number: number(group.estimate) })}
            </span>
          )}
          {group.hardship?.map((hardship) => (
            <span key={hardship} className="chip">
              {t(`challenges.groups.hardships.${hardship}`)}
            </span>
          ))}
          <span className={group.present ? 'chip chip-good' : 'chip chip-missing'}>
            {t(group.present ? 'challenges.groups.present' : 'challenges.groups.absent')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Leaves the estimate out of the record where the field is empty or no number. */
function withEstimate(group: AffectedGroup, typed: string): AffectedGroup {
  const { estimate: _, ...rest } = group
  const estimate = Number.parseInt(typed, 10)
  return Number.isNaN(estimate) ? rest : { ...rest, estimate: Math.max(0, estimate) }
}

export function GroupsFields({
  groups,
  onChange,
}: {
  groups: AffectedGroup[]
  onChange: (groups: AffectedGroup[]) => void
}) {
  const { t } = useTranslation()
  return (
    <ListFields
      items={groups}
      onChange={onChange}
      blank={{ label: '' }}
      max={50}
      addLabel={t('challenges.groups.add')}
      nameOf={(group) => group.label}
      fields={(group, set) => (
        <>
          <TextField
            label={t('challenges.groups.label')}
            value={group.label}
            onChange={(label) => set({ ...group, label })}
            max={200}
            required
          />
          <label className="field">
            <span className="field-label">{t('challenges.groups.estimate')}</span>
            <input
              className="input"
              type="number"
              min={0}
              step={1}
              value={group.estimate ?? ''}
              onChange={(event) => set(withEstimate(group, event.currentTarget.value))}
            />
          </label>
          <details>
            <summary className="fold-summary">{t('challenges.groups.hardship')}</summary>
            <CheckList
              label={t('challenges.groups.hardship')}
              chosen={group.hardship ?? []}
              options={hardships}
              nameOf={(hardship) => t(`challenges.groups.hardships.${hardship}`)}
              onChange={(hardship) => set({ ...group, hardship })}
            />
          </details>
          <label className="check">
            <input
              type="checkbox"
              checked={group.present ?? false}
              onChange={(event) => set({ ...group, present: event.currentTarget.checked })}
            />
            {t('challenges.groups.inTheRoom')}
          </label>
        </>
      )}
    />
  )
}
