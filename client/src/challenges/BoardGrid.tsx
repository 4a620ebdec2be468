import type { BoardView } from '@sheshi/records'
import { CalendarClock, FolderInput, Pencil, Pin, PinOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useToast } from '../app/toast.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { MoveBoardDialog, RenameBoardDialog } from './BoardDialogs.tsx'
import { useTemplates } from './useTemplates.ts'
import './boards.css'

interface BoardGridProps {
  boards: BoardView[]
  /** Also say which challenge each belongs to. */
  withChallenge?: boolean
  /** A board was renamed, moved, deleted or brought back. */
  onChanged: () => void
}

/** Boards as cards with their pictures; each can be renamed, moved to another challenge and deleted. */
export function BoardGrid({ boards, withChallenge = false, onChanged }: BoardGridProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const { error, run } = useAction()
  const { locale } = useLocale()
  const { nameOf } = useTemplates()
  const [dialog, setDialog] = useState<{ kind: 'rename' | 'move'; board: BoardView } | null>(null)

  const restore = (board: BoardView) =>
    run(async () => {
      await api.post(`/boards/${board.id}/restore`)
      onChanged()
    })

  const keep = (board: BoardView, wanted: boolean) =>
    run(async () => {
      await api.patch(`/boards/${board.id}`, { keep: wanted })
      onChanged()
    })

  const remove = (board: BoardView) =>
    run(async () => {
      await api.delete(`/boards/${board.id}`)
      onChanged()
      toast({
        text: t('challenges.board.deleted', { title: board.title }),
        action: { label: t('app.undo'), run: () => void restore(board) },
      })
    })

  const done = () => {
    setDialog(null)
    onChanged()
  }

  return (
    <>
      <Problem error={error} />
      <ul className="plain-list board-grid">
        {boards.map((board) => (
          <li key={board.id}>
            <BoardCard
              board={board}
              templateName={nameOf(board.template, locale)}
              withChallenge={withChallenge}
              onRename={() => setDialog({ kind: 'rename', board })}
              onMove={() => setDialog({ kind: 'move', board })}
              onDelete={() => void remove(board)}
              onKeep={(wanted) => void keep(board, wanted)}
            />
          </li>
        ))}
      </ul>
      {dialog?.kind === 'rename' && (
        <RenameBoardDialog board={dialog.board} onClose={() => setDialog(null)} onDone={done} />
      )}
      {dialog?.kind === 'move' && (
        <MoveBoardDialog board={dialog.board} onClose={() => setDialog(null)} onDone={done} />
      )}
    </>
  )
}

interface BoardCardProps {
  board: BoardView
  templateName: string
  withChallenge: boolean
  onRename: () => void
  onMove: () => void
  onDelete: () => void
  onKeep: (wanted: boolean) => void
}

function BoardCard({
  board,
  templateName,
  withChallenge,
  onRename,
  onMove,
  onDelete,
  onKeep,
}: BoardCardProps) {
  const { t } = useTranslation()
  const { recently, day } = useLocale()
  const { title, deletesAt } = board
  const actions = [
    { name: t('challenges.board.rename'), Icon: Pencil, run: onRename },
    { name: t('challenges.board.move'), Icon: FolderInput, run: onMove },
    { name: t('challenges.board.delete'), Icon: Trash2, run: onDelete },
  ]
  return (
    <article className="card board-card">
      <Link to={`/board/${board.id}`} className="board-picture" tabIndex={-1} aria-hidden="true">
        <img src={board.previewUrl} alt="" loading="lazy" />
        {board.present > 0 && (
          <span className="chip board-present">
            {t('challenges.board.present', { count: board.present })}
          </span>
        )}
      </Link>
      <div className="board-words">
        <h3>
          <Link to={`/board/${board.id}`}>{board.title}</Link>
        </h3>
        <p className="small muted">
          {templateName} · <time dateTime={board.changedAt}>{recently(board.changedAt)}</time>
        </p>
        {deletesAt && (
          <p className="small board-goes">
            <CalendarClock aria-hidden size={16} /> {t('people.retention.chip', { day: day(deletesAt) })}
          </p>
        )}
        {withChallenge && (
          <p className="small">
            {board.challengeId ? (
              <Link to={`/challenges/${board.challengeId}`}>{board.challengeTitle}</Link>
            ) : (
              <span className="muted">{t('challenges.newBoard.noChallenge')}</span>
            )}
          </p>
        )}
      </div>
      <div className="board-actions">
        {(deletesAt || board.keep) && (
          <button
            type="button"
            className="button button-quiet button-icon"
            title={t(board.keep ? 'people.retention.release' : 'people.retention.keepOne', { title })}
            aria-label={t(board.keep ? 'people.retention.release' : 'people.retention.keepOne', { title })}
            onClick={() => onKeep(!board.keep)}
          >
            {board.keep ? <PinOff aria-hidden size={18} /> : <Pin aria-hidden size={18} />}
          </button>
        )}
        {actions.map(({ name, Icon, run }) => (
          <button
            key={name}
            type="button"
            className="button button-quiet button-icon"
            title={name}
            aria-label={`${name}: ${board.title}`}
            onClick={run}
          >
            <Icon aria-hidden size={18} />
          </button>
        ))}
      </div>
    </article>
  )
}
