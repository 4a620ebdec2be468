import { type ChallengeView, type Step, steps } from '@sheshi/records'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Dialog } from '../app/Dialog.tsx'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'

/** Creates a challenge and goes to its page. */
export function NewChallengeDialog({ step: first, onClose }: { step: Step; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { busy, error, run } = useAction()
  const [title, setTitle] = useState('')
  const [summary, setSummary] = useState('')
  const [place, setPlace] = useState('')
  const [step, setStep] = useState<Step>(first)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const created = await api.post<ChallengeView>('/challenges', {
        title,
        step,
        ...(summary.trim() && { summary }),
        ...(place.trim() && { place: { name: place } }),
      })
      navigate(`/challenges/${created.id}`)
    })
  }

  return (
    <Dialog title={t('challenges.new.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span className="field-label">{t('challenges.fields.title')}</span>
          <input
            className="input"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={200}
            required
          />
        </label>
        <label className="field">
          <span className="field-label">{t('challenges.fields.summary')}</span>
          <span className="field-hint">{t('challenges.fields.summaryHint')}</span>
          <textarea
            className="input"
            value={summary}
            onChange={(event) => setSummary(event.currentTarget.value)}
            maxLength={5000}
          />
        </label>
        <label className="field">
          <span className="field-label">{t('challenges.fields.place')}</span>
          <input
            className="input"
            value={place}
            onChange={(event) => setPlace(event.currentTarget.value)}
            maxLength={200}
          />
        </label>
        <StepSelect value={step} onChange={setStep} />
        <Problem error={error} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy}>
            {t('challenges.new.submit')}
          </button>
        </div>
      </form>
    </Dialog>
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
