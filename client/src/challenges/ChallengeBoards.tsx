import type { BoardView, ChallengeView } from '@sheshi/records'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { Problem } from '../app/Problem.tsx'
import { useResource } from '../app/useResource.ts'
import { BoardGrid } from './BoardGrid.tsx'
import { NewBoardDialog } from './NewBoardDialog.tsx'

/** The boards of a challenge; a facilitator can open, make and manage them, others only see that they are. */
export function ChallengeBoards({
  challenge,
  facilitator,
}: {
  challenge: ChallengeView
  facilitator: boolean
}) {
  const { t } = useTranslation()
  const { value: all, problem, reload } = useResource<BoardView[]>(facilitator ? '/boards' : null)
  const [creating, setCreating] = useState(false)
  const boards = all?.filter((board) => board.challengeId === challenge.id) ?? []
  const isEmpty = facilitator ? all !== null && boards.length === 0 : challenge.boards.length === 0
  return (
    <section className="record-section" aria-labelledby="boards-title">
      <div className="section-head">
        <h2 id="boards-title">{t('challenges.boards')}</h2>
        {facilitator && !isEmpty && (
          <button type="button" className="button" onClick={() => setCreating(true)}>
            <Plus aria-hidden size={20} />
            {t('challenges.newBoard.open')}
          </button>
        )}
      </div>
      <Problem error={problem} onRetry={() => void reload()} />
      {facilitator ? (
        <BoardGrid boards={boards} onChanged={() => void reload()} />
      ) : (
        <ul className="plain-list stack stack-tight">
          {challenge.boards.map((board) => (
            <li key={board.boardId}>
              <Link to={`/board/${board.boardId}`}>{board.title}</Link>
            </li>
          ))}
        </ul>
      )}
      {isEmpty && (
        <div className="empty">
          <p className="muted">
            {t(facilitator ? 'challenges.none.boards' : 'challenges.none.boardsPublic')}
          </p>
          {facilitator && (
            <button type="button" className="button button-primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden size={20} />
              {t('challenges.newBoard.open')}
            </button>
          )}
        </div>
      )}
      {creating && (
        <NewBoardDialog challengeId={challenge.id} step={challenge.step} onClose={() => setCreating(false)} />
      )}
    </section>
  )
}
