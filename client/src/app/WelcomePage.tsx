import { type BoardView, steps } from '@sheshi/records'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router-dom'
import { CodeForm } from '../join/CodeForm.tsx'
import { usePerson } from './person.tsx'
import { SquareDrawing } from './SquareDrawing.tsx'
import { useResource } from './useResource.ts'
import './welcome.css'

/** What Sheshi is, for somebody who is not a facilitator: the way to a board by code, and the boards they are on. */
export function WelcomePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { session } = usePerson()
  const boards = Object.keys(session?.boards ?? {})
  return (
    <div className="page welcome">
      <title>Sheshi</title>
      <div className="welcome-words stack">
        <h1>{t('app.home.title')}</h1>
        <p className="lead">{t('app.home.what')}</p>
        {boards.length > 0 && (
          <section className="stack stack-tight" aria-label={t('app.home.yours')}>
            <h2>{t('app.home.yours')}</h2>
            {boards.map((id) => (
              <BoardLink key={id} id={id} />
            ))}
          </section>
        )}
        {session?.kind === 'guest' && (
          <p>
            <Link to="/mine">{t('people.mine.link')}</Link>
          </p>
        )}
        <section className="card panel stack">
          <h2>{t('app.home.joinTitle')}</h2>
          <CodeForm submitLabel={t('app.home.join')} onCode={(code) => navigate(`/join#${code}`)} />
        </section>
        <p>
          <Link to="/signin">{t('app.home.signIn')}</Link>
        </p>
      </div>
      <SquareDrawing />
      <ol className="plain-list step-strip" aria-label={t('app.home.steps')}>
        {steps.map((step, index) => (
          <li key={step} data-step={step}>
            <span aria-hidden>{index + 1}</span>
            {t(`challenges.steps.${step}`)}
          </li>
        ))}
      </ol>
    </div>
  )
}

function BoardLink({ id }: { id: string }) {
  const { value: board } = useResource<BoardView>(`/boards/${id}`)
  if (!board) return null
  return (
    <Link className="button board-link" to={`/board/${id}`}>
      <span>{board.title}</span>
      <ArrowRight aria-hidden size={18} />
    </Link>
  )
}
