import type { ChallengeView, Step } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { etagOf } from './etag.ts'
import { StepSelect } from './NewChallengeDialog.tsx'
import { TextField } from './TextField.tsx'

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
  const [step, setStep] = useState<Step>(to)
  const [reason, setReason] = useState('')

  const move = async () => {
    const body = { step, reason: reason.trim() }
    onMoved(await api.patch<ChallengeView>(`/challenges/${challenge.id}`, body, etagOf(challenge)))
  }

  return (
    <FormDialog
      title={t('challenges.move.title')}
      submitLabel={t('challenges.move.submit')}
      onSubmit={move}
      onClose={onClose}
    >
      <p>
        <strong>{challenge.title}</strong>
      </p>
      <StepSelect value={step} onChange={setStep} without={challenge.step} />
      <TextField
        label={t('challenges.move.reason')}
        hint={t('challenges.move.reasonHint')}
        value={reason}
        onChange={setReason}
        max={2000}
        lines="few"
        required
      />
    </FormDialog>
  )
}
