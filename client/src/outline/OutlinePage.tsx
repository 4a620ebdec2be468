import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router-dom'
import { OpenBoard } from '../board/OpenBoard.tsx'
import '../board/board.css'
import OutlinePanel from './OutlinePanel.tsx'

/** `/board/:id/outline`: what the board says, live, for whoever reads better than looks: no canvas, nothing to edit. */
export default function OutlinePage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  return (
    <OpenBoard key={id} boardId={id} readOnly>
      {(facts, session) => (
        <main className="outline-page">
          <title>{`${facts.title} – Sheshi`}</title>
          <header className="outline-page-head">
            <h1>{facts.title}</h1>
            <Link className="button" to={`/board/${facts.id}`}>
              {t('outline.toBoard')}
            </Link>
          </header>
          <OutlinePanel
            store={session.store}
            template={facts.template}
            title={facts.title}
            editor={null}
            readOnly
          />
        </main>
      )}
    </OpenBoard>
  )
}
