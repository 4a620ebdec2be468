import type { BoardContributions, PersonData } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { AboutYou } from './AboutYou.tsx'
import { OwnBoard } from './OwnBoard.tsx'
import './people.css'

/**
 * `/mine`: what somebody wrote on the boards they joined, and all that is kept about them; both can be deleted here.
 * Facilitators, who are on every board, come to `/mine/<board>`.
 */
export default function MinePage() {
  const { session, facilitator } = usePerson()
  const { boardId } = useParams()
  if (!session) return <WhoAreYou />
  if (session.kind === null) return <Navigate to="/" replace />
  return <Mine boardId={facilitator ? (boardId ?? '') : null} guest={!facilitator} />
}

/** `boardId`: only this board; null: all that somebody joined. */
function Mine({ boardId, guest }: { boardId: string | null; guest: boolean }) {
  const { t } = useTranslation()
  const query = boardId === null ? '' : `?boardId=${encodeURIComponent(boardId)}`
  const boards = useResource<BoardContributions[]>(`/me/contributions${query}`)
  const about = useResource<PersonData>(guest ? '/me' : null)
  return (
    <div className="page page-narrow mine">
      <title>{`${t('people.mine.title')} · Sheshi`}</title>
      <div className="stack stack-tight">
        <h1>{t('people.mine.title')}</h1>
        <p className="muted">{t('people.mine.text')}</p>
      </div>
      <Problem error={boards.problem} onRetry={() => void boards.reload()} />
      {boards.loading && <Loading />}
      {boards.value?.length === 0 && <p>{t('people.mine.noBoards')}</p>}
      {boards.value?.map((board) => (
        <OwnBoard key={board.boardId} board={board} onChanged={() => void boards.reload()} />
      ))}
      <Problem error={about.problem} onRetry={() => void about.reload()} />
      {about.value && <AboutYou about={about.value} />}
    </div>
  )
}
