import { useTranslation } from 'react-i18next'
import type { BoardSession } from './boardSession.ts'
import { useObservable } from './observable.ts'

/** With `?debug` in the address: the connection's state and the records that were set aside, for whoever helps. */
export function DebugPanel({ session }: { session: BoardSession }) {
  const { t } = useTranslation()
  const unreadable = useObservable(session.unreadable)
  const save = useObservable(session.connection)
  const keptHere = useObservable(session.keptHere)
  if (!new URLSearchParams(location.search).has('debug')) return null
  return (
    <aside className="debug-panel" aria-label={t('board.debug.title')}>
      <p>{t('board.debug.state', { save, kept: String(keptHere) })}</p>
      {unreadable.length > 0 && <p>{t('board.debug.unreadable', { count: unreadable.length })}</p>}
      <ul>
        {[...new Map(unreadable.map(({ id, reason }) => [id, reason]))].map(([id, reason]) => (
          <li key={id}>
            <code>{id}</code> {reason}
          </li>
        ))}
      </ul>
    </aside>
  )
}
