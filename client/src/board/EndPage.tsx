import { Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { BoardEnd } from './endings.ts'

const texts: Record<BoardEnd, { title: string; text: string }> = {
  'signed-out': { title: 'board.end.signedOut.title', text: 'board.end.signedOut.text' },
  withdrawn: { title: 'board.end.withdrawn.title', text: 'board.end.withdrawn.text' },
  over: { title: 'board.end.over.title', text: 'board.end.over.text' },
  'not-found': { title: 'board.end.notFound.title', text: 'board.end.notFound.text' },
  damaged: { title: 'board.end.damaged.title', text: 'board.end.damaged.text' },
  'too-new': { title: 'board.end.tooNew.title', text: 'board.end.tooNew.text' },
  'too-old': { title: 'board.end.tooOld.title', text: 'board.end.tooOld.text' },
  offline: { title: 'board.end.offline.title', text: 'board.end.offline.text' },
  refused: { title: 'board.end.refused.title', text: 'board.end.refused.text' },
}

/** Stands in the board's place where it cannot be shown, and says what can be done. */
export function EndPage({ end, onRetry }: { end: BoardEnd; onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, text } = texts[end]
  const reloads = end === 'too-old' || end === 'refused'
  const needsInvite = end === 'signed-out' || end === 'withdrawn' || end === 'over'
  return (
    <main className="board-end">
      <div className="card board-end-card stack" role="alert">
        <Unplug aria-hidden size={32} />
        <h1>{t(title)}</h1>
        <p>{t(text)}</p>
        <div className="row">
          {reloads && (
            <button type="button" className="button button-primary" onClick={() => location.reload()}>
              {t('board.end.reload')}
            </button>
          )}
          {onRetry && (
            <button type="button" className="button button-primary" onClick={onRetry}>
              {t('board.end.retry')}
            </button>
          )}
          {needsInvite && (
            <Link className="button button-primary" to="/join">
              {t('board.end.join')}
            </Link>
          )}
          {end === 'signed-out' && (
            <Link className="button" to="/signin">
              {t('board.end.signIn')}
            </Link>
          )}
          <Link className="button" to="/">
            {t('board.end.home')}
          </Link>
        </div>
      </div>
    </main>
  )
}
