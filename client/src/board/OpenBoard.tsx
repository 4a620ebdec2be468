import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type BoardSession, openBoardSession } from './boardSession.ts'
import { EndPage } from './EndPage.tsx'
import { endOfCode } from './endings.ts'
import { useObservable } from './observable.ts'
import type { BoardFacts } from './remembered.ts'
import { useBoardFacts } from './useBoardFacts.ts'

interface OpenBoardProps {
  boardId: string
  /** Only look on, whatever one may do here. */
  readOnly?: boolean
  /** Rendered once the board's content is here. */
  children: (facts: BoardFacts, session: BoardSession) => ReactNode
}

/** Opens a board for whatever shows it: asks what it is, connects, and says why where it cannot be shown. */
export function OpenBoard({ boardId, readOnly: lookOn = false, children }: OpenBoardProps) {
  const { state, ask } = useBoardFacts(boardId)
  useEffect(() => {
    // Who waits for a board that is not on this device gets it as soon as the network is back.
    window.addEventListener('online', ask)
    return () => window.removeEventListener('online', ask)
  }, [ask])

  if (state.kind === 'asking') return <Opening />
  if (state.kind === 'ended') return <EndPage end={state.end} onRetry={ask} />
  const { facts, remembered } = state
  const readOnly = lookOn || facts.role === 'viewer' || facts.role === 'screen'
  return (
    <WithSession key={`${readOnly}`} facts={facts} readOnly={readOnly} onConnected={remembered ? ask : null}>
      {children}
    </WithSession>
  )
}

interface WithSessionProps {
  facts: BoardFacts
  readOnly: boolean
  /** Called when a connection is there: what was only remembered can be asked anew. */
  onConnected: (() => void) | null
  children: OpenBoardProps['children']
}

function WithSession({ facts, readOnly, onConnected, children }: WithSessionProps) {
  const [session, setSession] = useState<BoardSession | null>(null)
  useEffect(() => {
    const opened = openBoardSession({ boardId: facts.id, readOnly })
    setSession(opened)
    return () => {
      setSession(null)
      opened.dispose()
    }
  }, [facts.id, readOnly])
  if (!session) return <Opening />
  return (
    <SessionView session={session} facts={facts} onConnected={onConnected}>
      {children}
    </SessionView>
  )
}

type SessionViewProps = Omit<WithSessionProps, 'readOnly'> & { session: BoardSession }

function SessionView({ session, facts, onConnected, children }: SessionViewProps) {
  const save = useObservable(session.connection)
  const ready = useObservable(session.ready)
  const connected = save !== 'offline' && save !== 'connecting'
  useEffect(() => {
    if (connected) onConnected?.()
  }, [connected, onConnected])

  const { connection } = session
  const closed = useSyncExternalStore(connection.subscribe, () => connection.closed)
  if (closed) return <EndPage end={endOfCode(closed.code)} />
  if (ready) return children(facts, session)
  return save === 'offline' ? <EndPage end="offline" /> : <Opening />
}

function Opening() {
  const { t } = useTranslation()
  return (
    <main className="board-end" aria-busy>
      <p className="board-opening" role="status">
        {t('board.end.loading')}
      </p>
    </main>
  )
}
