import { type ChallengeView, type Step, steps } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChallengeCard } from './ChallengeCard.tsx'

/** What a dragged card carries, so that a column takes nothing else that is dropped on it. */
export const challengeDragType = 'application/x-sheshi-challenge'

interface StepColumnProps {
  step: Step
  /** 1 to 5. */
  number: number
  challenges: ChallengeView[]
  onMove: (challenge: ChallengeView, to: Step) => void
  /** A card with this challenge's id was dropped here. */
  onDrop: (id: string) => void
}

/** One step with the challenges that are in it. */
export function StepColumn({ step, number, challenges, onMove, onDrop }: StepColumnProps) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const next = steps[number]
  return (
    <section
      className="step-column"
      data-step={step}
      data-over={over || undefined}
      aria-labelledby={`step-${step}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(challengeDragType)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop(event.dataTransfer.getData(challengeDragType))
      }}
    >
      <div className="step-head">
        <span className="step-number" aria-hidden>
          {number}
        </span>
        <h2 id={`step-${step}`}>{t(`challenges.steps.${step}`)}</h2>
        <span className="muted small">{challenges.length}</span>
      </div>
      <ul className="plain-list stack step-cards">
        {challenges.map((challenge) => (
          <li key={challenge.id}>
            <ChallengeCard challenge={challenge} onMove={() => onMove(challenge, next ?? 'engage')} />
          </li>
        ))}
        {challenges.length === 0 && (
          <li className="step-empty small muted">{t(`challenges.stepHints.${step}`)}</li>
        )}
      </ul>
    </section>
  )
}
