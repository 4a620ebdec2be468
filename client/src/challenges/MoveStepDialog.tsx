import type { ChallengeView, Step } from '@sheshi/records'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Dialog } from '../app/Dialog.tsx'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { etagOf } from './etag.ts'
import { StepSelect } from './NewChallengeDialog.tsx'

interface MoveStepDialogProps {
  challenge: ChallengeView
  /** The step proposed first. */
  to: Step
  onClose: () => void
  onMoved: (challenge: ChallengeView) => void
}

/** Moves a challenge to another step; the reason goes into its history. */
export function MoveStepDialog({ challenge, to, onClose, onMoved }: MoveStepDialogProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const [step, setStep] = useState<Step>(to)
  const [reason, setReason] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const body = { step, reason: reason.trim() }
      onMoved(await api.patch<ChallengeView>(`/challenges/${challenge.id}`, body, etagOf(challenge)))
    })
  }

  return (
    <Dialog title={t('challenges.move.title')} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p>
          <strong>{challenge.title}</strong>
        </p>
        <StepSelect value={step} onChange={setStep} without={challenge.step} />
        <label className="field">
          <span className="field-label">{t('challenges.move.reason')}</span>
          <span className="field-hint">{t('challenges.move.reasonHint')}</span>
          <textarea
            className="input input-short"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={2000}
            required
          />
        </label>
        <Problem error={error} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy}>
            {t('challenges.move.submit')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
