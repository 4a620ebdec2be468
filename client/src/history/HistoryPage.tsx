import type { BoardView, VersionView } from '@sheshi/records'
import { ArrowLeft, Bookmark } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useNavigate, useParams } from 'react-router-dom'
import { LanguageSwitch } from '../app/LanguageSwitch.tsx'
import { Loading } from '../app/Loading.tsx'
import { NotFoundPage } from '../app/NotFoundPage.tsx'
import { Problem } from '../app/Problem.tsx'
import { type Resource, useResource } from '../app/useResource.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { DeleteDialog, NameDialog, RestoreDialog } from './dialogs.tsx'
import { FilmControls } from './FilmControls.tsx'
import { sessionsOf } from './sessions.ts'
import { Timeline } from './Timeline.tsx'
import { useFilm } from './useFilm.ts'
import { useVersionKeys } from './useVersionKeys.ts'
import { VersionDetails } from './VersionDetails.tsx'
import { VersionList } from './VersionList.tsx'
import { VersionPicture } from './VersionPicture.tsx'
import './history.css'

type OpenDialog = 'name' | 'rename' | 'compare' | 'restore' | 'delete' | null

/** `/board/:id/history`: what the board was, moment by moment; for facilitators. */
export default function HistoryPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const path = `/boards/${encodeURIComponent(id)}`
  const board = useResource<BoardView>(path)
  const versions = useResource<VersionView[]>(`${path}/versions`)
  const problem = board.problem ?? versions.problem
  if (problem?.kind === 'not-found' || problem?.kind === 'invalid-id') return <NotFoundPage />
  if (problem?.kind === 'not-signed-in') {
    return <Navigate to="/signin" replace state={{ from: `/board/${id}/history` }} />
  }
  if (board.value && versions.value) {
    return <History key={id} board={board.value} versions={versions.value} resource={versions} />
  }
  if (!problem) return <Loading />
  return (
    <main className="page page-narrow stack">
      <Problem error={problem} onRetry={() => void Promise.all([board.reload(), versions.reload()])} />
      <Link to={`/board/${id}`}>{t('history.back')}</Link>
    </main>
  )
}

interface HistoryProps {
  board: BoardView
  versions: VersionView[]
  resource: Resource<VersionView[]>
}

function History({ board, versions, resource }: HistoryProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const sessions = useMemo(() => sessionsOf(versions), [versions])
  const ordered = useMemo(() => sessions.flat(), [sessions])
  const [chosenId, setChosenId] = useState('')
  const chosen = ordered.find(({ id }) => id === chosenId) ?? ordered.at(-1) ?? null
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const film = useFilm(sessions, chosen?.id ?? '', setChosenId)
  const choose = (version: VersionView) => {
    film.stop()
    setChosenId(version.id)
  }
  useVersionKeys(ordered, chosen?.id ?? '', choose, dialog === null)
  const close = () => setDialog(null)
  const changed = async (version?: VersionView) => {
    await resource.reload()
    if (version) setChosenId(version.id)
    close()
  }
  const restore = (version: VersionView) =>
    navigate(`/board/${board.id}`, { state: { restore: { version: version.id, at: version.at } } })

  return (
    <div className="history-page">
      <title>{`${t('history.title')} – ${board.title} – Sheshi`}</title>
      <HistoryBar board={board} onName={() => setDialog('name')} />
      <main className="history-main">
        {chosen ? (
          <>
            <section className="history-stage" aria-label={t('history.stage')}>
              <VersionPicture version={chosen} />
              <FilmControls versions={ordered} chosen={chosen} film={film} onChoose={choose} />
              <Timeline sessions={sessions} chosen={chosen} onChoose={choose} />
            </section>
            <aside className="history-side" aria-label={t('history.list')}>
              <VersionDetails version={chosen} onOpen={setDialog} />
              <VersionList sessions={sessions} chosen={chosen} onChoose={choose} />
            </aside>
          </>
        ) : (
          <p className="empty history-empty">{t('history.empty')}</p>
        )}
      </main>
      {dialog === 'name' && <NameDialog boardId={board.id} onClose={close} onDone={changed} />}
      {dialog === 'rename' && chosen && (
        <NameDialog boardId={board.id} version={chosen} onClose={close} onDone={changed} />
      )}
      {dialog === 'delete' && chosen && (
        <DeleteDialog boardId={board.id} version={chosen} onClose={close} onDone={changed} />
      )}
      {dialog === 'compare' && chosen && (
        <CompareDialog boardId={board.id} versions={ordered} version={chosen} onClose={close} />
      )}
      {dialog === 'restore' && chosen && (
        <RestoreDialog version={chosen} onClose={close} onRestore={() => restore(chosen)} />
      )}
    </div>
  )
}

function HistoryBar({ board, onName }: { board: BoardView; onName: () => void }) {
  const { t } = useTranslation()
  return (
    <header className="history-bar">
      <Link
        className="button button-quiet button-icon"
        to={`/board/${board.id}`}
        aria-label={t('history.back')}
        title={t('history.back')}
      >
        <ArrowLeft aria-hidden size={20} />
      </Link>
      <div className="history-title">
        <span className="small muted">{board.title}</span>
        <h1>{t('history.title')}</h1>
      </div>
      <button type="button" className="button button-primary" onClick={onName}>
        <Bookmark aria-hidden size={18} />
        <span>{t('history.name.open')}</span>
      </button>
      <LanguageSwitch />
    </header>
  )
}
