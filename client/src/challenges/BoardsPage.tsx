import type { BoardView, ChallengeView } from '@sheshi/records'
import { FileUp, Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { ImportDialog } from '../imports/ImportDialog.tsx'
import { BoardGrid } from './BoardGrid.tsx'
import { NewBoardDialog } from './NewBoardDialog.tsx'
import './challenges.css'

/** `/boards`: every board of the lab, also those without a challenge, and what was deleted in the last day. */
export default function BoardsPage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? <AllBoards /> : <Navigate to="/signin" replace state={{ from: '/boards' }} />
}

function AllBoards() {
  const { t } = useTranslation()
  const boards = useResource<BoardView[]>('/boards')
  const deleted = useResource<BoardView[]>('/boards?deleted=true')
  const { value: challenges } = useResource<ChallengeView[]>('/challenges')
  const [creating, setCreating] = useState(false)
  const [importing, setImporting] = useState(false)

  const reload = () => {
    void boards.reload()
    void deleted.reload()
  }

  const newBoard = (
    <div className="row">
      <button type="button" className="button" onClick={() => setImporting(true)}>
        <FileUp aria-hidden size={20} />
        {t('imports.fromFile')}
      </button>
      <button type="button" className="button button-primary" onClick={() => setCreating(true)}>
        <Plus aria-hidden size={20} />
        {t('challenges.newBoard.open')}
      </button>
    </div>
  )
  return (
    <div className="page">
      <title>{`${t('challenges.allBoards')} · Sheshi`}</title>
      <div className="page-head">
        <h1>{t('challenges.allBoards')}</h1>
        {boards.value && boards.value.length > 0 && newBoard}
      </div>
      <Problem error={boards.problem} onRetry={reload} />
      {boards.loading && <Loading />}
      {boards.value?.length === 0 && (
        <div className="empty">
          <h2>{t('challenges.noBoards.title')}</h2>
          <p className="muted">{t('challenges.noBoards.text')}</p>
          {newBoard}
        </div>
      )}
      {boards.value && <BoardGrid boards={boards.value} withChallenge onChanged={reload} />}
      {deleted.value && deleted.value.length > 0 && (
        <DeletedBoards boards={deleted.value} onRestored={reload} />
      )}
      {importing && (
        <ImportDialog
          challengeId={null}
          challenges={challenges ?? []}
          onClose={() => {
            setImporting(false)
            reload()
          }}
        />
      )}
      {creating && (
        <NewBoardDialog challengeId={null} challenges={challenges ?? []} onClose={() => setCreating(false)} />
      )}
    </div>
  )
}

function DeletedBoards({ boards, onRestored }: { boards: BoardView[]; onRestored: () => void }) {
  const { t } = useTranslation()
  const { recently } = useLocale()
  const { busy, error, run } = useAction()
  return (
    <section className="stack" aria-labelledby="deleted-title">
      <h2 id="deleted-title">{t('challenges.deleted.title')}</h2>
      <p className="muted">{t('challenges.deleted.text')}</p>
      <Problem error={error} />
      <ul className="plain-list">
        {boards.map((board) => (
          <li key={board.id} className="deleted-board">
            <span>
              {board.title}{' '}
              <span className="small muted">{recently(board.deletedAt ?? board.changedAt)}</span>
            </span>
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() =>
                void run(async () => {
                  await api.post(`/boards/${board.id}/restore`)
                  onRestored()
                })
              }
            >
              <RotateCcw aria-hidden size={18} />
              {t('challenges.deleted.restore')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
