import { rawRecord, type Unreadable } from '@sheshi/board'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardSession } from './boardSession.ts'
import { copyText } from './copyText.ts'
import { useObservable } from './observable.ts'

/** With `?debug` in the address: the connection's state and the records that were set aside, for whoever helps. */
export function DebugPanel({ session }: { session: BoardSession }) {
  const { t } = useTranslation()
  const unreadable = useObservable(session.unreadable)
  const save = useObservable(session.connection)
  const keptHere = useObservable(session.keptHere)
  if (!new URLSearchParams(location.search).has('debug')) return null
  const latest = [...new Map(unreadable.map((one) => [one.id, one])).values()]
  return (
    <aside className="debug-panel" aria-label={t('board.debug.title')}>
      <p>{t('board.debug.state', { save, kept: String(keptHere) })}</p>
      {latest.length > 0 && <p>{t('board.debug.unreadable', { count: latest.length })}</p>}
      <ul>
        {latest.map((one) => (
          <UnreadableRecord key={one.id} unreadable={one} session={session} />
        ))}
      </ul>
    </aside>
  )
}

/** Longer records are cut where they are shown; the copy is whole. */
const shownAtMost = 4_000

/** One record that was set aside: why, and what the document holds of it, read only when somebody looks. */
function UnreadableRecord({
  unreadable: { id, reason },
  session,
}: {
  unreadable: Unreadable
  session: BoardSession
}) {
  const { t } = useTranslation()
  const [raw, setRaw] = useState<string | null>(null)
  const [copied, setCopied] = useState(false)
  const look = (open: boolean) => {
    setCopied(false)
    setRaw(open ? rawJson(session, id) : null)
  }
  return (
    <li>
      <code>{id}</code> {reason}
      <details onToggle={(event) => look(event.currentTarget.open)}>
        <summary>{t('board.debug.raw')}</summary>
        {raw !== null && (
          <>
            <pre>{raw.slice(0, shownAtMost)}</pre>
            <button type="button" className="button" onClick={async () => setCopied(await copyText(raw))}>
              {t(copied ? 'board.debug.copied' : 'board.debug.copy')}
            </button>
          </>
        )}
      </details>
    </li>
  )
}

const rawJson = (session: BoardSession, id: string): string =>
  JSON.stringify({ [id]: rawRecord(session.doc, id) }, null, 1)
