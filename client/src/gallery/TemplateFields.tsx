import { type Step, steps } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { TextField } from '../challenges/TextField.tsx'

/** What a lab says of a template of its own. */
export interface TemplateWords {
  name: string
  description: string
  step: Step | null
}

interface TemplateFieldsProps {
  value: TemplateWords
  onChange: (value: TemplateWords) => void
  /** What Enter in the name does where the fields stand in another form; else it sends the form. */
  onEnter?: () => void
}

/** Name, one sentence and step of one of the lab's own templates. */
export function TemplateFields({ value, onChange, onEnter }: TemplateFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('gallery.fields.name')}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        max={100}
        required
        onEnter={onEnter}
      />
      <TextField
        label={t('gallery.fields.description')}
        hint={t('gallery.fields.descriptionHint')}
        value={value.description}
        onChange={(description) => onChange({ ...value, description })}
        max={300}
        lines="few"
      />
      <label className="field">
        <span className="field-label">{t('gallery.fields.step')}</span>
        <select
          className="input"
          value={value.step ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            onChange({ ...value, step: steps.find((step) => step === chosen) ?? null })
          }}
        >
          <option value="">{t('gallery.any')}</option>
          {steps.map((step) => (
            <option key={step} value={step}>
              {t(`challenges.steps.${step}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}
