import type { ChallengeView } from '@sheshi/records'
import { ArrowRightLeft, MapPin, Presentation } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { useLocale } from '../app/useLocale.ts'
import { challengeDragType } from './StepColumn.tsx'

/** The last moment something happened to a challenge or one of its boards. */
export const lastChange = ({ updatedAt, boards }: ChallengeView): string =>
  [updatedAt, ...boards.map((board) => board.changedAt)].sort().at(-1) ?? updatedAt

/** A challenge in its column: leads to its page, can be dragged to another step or moved by its button. */
export function ChallengeCard({ challenge, onMove }: { challenge: ChallengeView; onMove: () => void }) {
  const { t } = useTranslation()
  const { recently } = useLocale()
  const whose = [challenge.owner?.organisation, challenge.place?.name].filter(Boolean).join(' · ')
  return (
    <article
      className="card challenge-card"
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(challengeDragType, challenge.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
    >
      <h3>
        <Link to={`/challenges/${challenge.id}`} draggable={false}>
          {challenge.title}
        </Link>
      </h3>
      {whose && (
        <p className="challenge-whose small muted">
          <MapPin aria-hidden size={15} />
          {whose}
        </p>
      )}
      <div className="challenge-foot small muted">
        <span className="chip">
          <Presentation aria-hidden size={14} />
          {t('challenges.boardCount', { count: challenge.boards.length })}
        </span>
        <time dateTime={lastChange(challenge)}>{recently(lastChange(challenge))}</time>
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label={t('challenges.move.open', { title: challenge.title })}
          title={t('challenges.move.title')}
          onClick={onMove}
        >
          <ArrowRightLeft aria-hidden size={18} />
        </button>
      </div>
    </article>
  )
}
