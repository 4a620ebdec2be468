import type { ScreeningOutline } from '@sheshi/methods'
import type { ChallengeView, ScreeningDecided } from '@sheshi/records'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../app/api.ts'
import { Problem } from '../../app/Problem.tsx'
import { useToast } from '../../app/toast.tsx'
import { useAction } from '../../app/useAction.ts'
import { useResource } from '../../app/useResource.ts'

const decisions = ['go', 'later', 'no'] as const
type Decision = (typeof decisions)[number]

interface DecisionFormProps {
  row: ScreeningOutline['rows'][number]
  boardId: string
  /** The challenge that the row is known to be about. */
  linked: string | null
  onDone: () => void
}

const sameWords = (one: string, other: string): boolean =>
  one.replace(/\s+/g, ' ').trim().toLocaleLowerCase() ===
  other.replace(/\s+/g, ' ').trim().toLocaleLowerCase()

/** Go, later or no, with the reason, and whose record it goes into. */
export function DecisionForm({ row, boardId, linked, onDone }: DecisionFormProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const { busy, error, run } = useAction()
  const { value: challenges, problem } = useResource<ChallengeView[]>('/challenges')
  const [decision, setDecision] = useState<Decision | null>(row.decision === 'open' ? null : row.decision)
  const [reason, setReason] = useState(row.reason)
  const [chosen, setChosen] = useState<string | null>(null)
  const named = challenges?.find(({ title }) => sameWords(title, row.text))?.id
  const challengeId = chosen ?? linked ?? named ?? ''
  const challenge = challenges?.find(({ id }) => id === challengeId)
  const moves = decision === 'go' && challenge?.step === 'engage'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const body = { row: row.id, decision, reason, challengeId: challengeId || null }
      const path = `/boards/${encodeURIComponent(boardId)}/screening/decisions`
      const { moved } = await api.post<ScreeningDecided>(path, body)
      if (moved) toast({ text: t('screening.moved', { step: t('challenges.steps.identify') }) })
      onDone()
    })
  }

  return (
    <form className="stack decision-form" onSubmit={submit}>
      <fieldset className="score-choice">
        <legend>{t('screening.decision')}</legend>
        <div className="score-marks decision-marks">
          {decisions.map((each) => (
            <label key={each} className="score-mark">
              <input
                type="radio"
                name={`decision ${row.id}`}
                required
                checked={decision === each}
                onChange={() => setDecision(each)}
              />
              <span>{t(`challenges.screening.decisions.${each}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="field">
        <span className="field-label">{t('screening.reason')}</span>
        <textarea
          className="input input-short"
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{t('screening.whose')}</span>
        <select
          className="input"
          value={challengeId}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          <option value="">{t('screening.nobodys')}</option>
          {challenges?.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {moves && (
        <p className="notice small">{t('screening.moves', { step: t('challenges.steps.identify') })}</p>
      )}
      <Problem error={error ?? problem} />
      <div className="row">
        <button type="submit" className="button button-primary" disabled={busy}>
          {t('screening.write')}
        </button>
        <button type="button" className="button" onClick={onDone}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  )
}
