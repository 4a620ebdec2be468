import { type ChallengeView, type Step, steps } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { TextField } from './TextField.tsx'

/** Creates a challenge and goes to its page. */
export function NewChallengeDialog({ step: first, onClose }: { step: Step; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState('')
  const [place, setPlace] = useState('')
  const [step, setStep] = useState<Step>(first)

  const create = async () => {
    const created = await api.post<ChallengeView>('/challenges', {
      title,
      step,
      ...(summary.trim() && { summary }),
      ...(place.trim() && { place: { name: place } }),
    })
    navigate(`/challenges/${created.id}`)
  }

  return (
    <FormDialog
      title={t('challenges.new.title')}
      submitLabel={t('challenges.new.submit')}
      onSubmit={create}
      onClose={onClose}
    >
      <TextField label={t('challenges.fields.title')} value={title} onChange={setTitle} max={200} required />
      <TextField
        label={t('challenges.fields.summary')}
        hint={t('challenges.fields.summaryHint')}
        value={summary}
        onChange={setSummary}
        max={5000}
        lines="many"
      />
      <TextField label={t('challenges.fields.place')} value={place} onChange={setPlace} max={200} />
      <StepSelect value={step} onChange={setStep} />
    </FormDialog>
  )
}

/** Chooses one of the five steps; `without` is left out. */
export function StepSelect({
  value,
  onChange,
  without,
}: {
  value: Step
  onChange: (step: Step) => void
  without?: Step
}) {
  const { t } = useTranslation()
  return (
    <label className="field">
      <span className="field-label">{t('challenges.fields.step')}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => {
          const chosen = steps.find((step) => step === event.currentTarget.value)
          if (chosen) onChange(chosen)
        }}
      >
        {steps
          .filter((step) => step !== without)
          .map((step) => (
            <option key={step} value={step}>
              {`${steps.indexOf(step) + 1}. ${t(`challenges.steps.${step}`)}`}
            </option>
          ))}
      </select>
    </label>
  )
}
