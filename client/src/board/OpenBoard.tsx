import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type BoardSession, hasMovedOn, openBoardSession } from './boardSession.ts'
import { EndPage } from './EndPage.tsx'
import { endOfCode } from './endings.ts'
import { epochToOpen } from './kept.ts'
import { useObservable } from './observable.ts'
import type { BoardFacts } from './remembered.ts'
import { useBoardFacts } from './useBoardFacts.ts'

interface OpenBoardProps {
  boardId: string
  /** Only look on, or write though one came to look on; without it, by one's role. */
  readOnly?: boolean
  /** Called instead of showing that one may not be here: a wall may go on as a screen that reads. */
  onTurnedAway?: (() => void) | undefined
  /** Rendered once the board's content is here. */
  children: (facts: BoardFacts, session: BoardSession) => ReactNode
}

/** Opens a board for whatever shows it: asks what it is, connects, and says why where it cannot be shown. */
export function OpenBoard({ boardId, readOnly: lookOn, onTurnedAway, children }: OpenBoardProps) {
  const { state, ask } = useBoardFacts(boardId)
  const [round, setRound] = useState(0)
  const openAgain = useCallback(() => {
    void ask().then(() => setRound((before) => before + 1))
  }, [ask])
  useEffect(() => {
    // Who waits for a board that is not on this device gets it as soon as the network is back.
    window.addEventListener('online', ask)
    return () => window.removeEventListener('online', ask)
  }, [ask])

  if (state.kind === 'asking') return <Opening />
  if (state.kind === 'ended') return <EndPage end={state.end} onRetry={ask} />
  const { facts, remembered } = state
  const readOnly = lookOn ?? (facts.role === 'viewer' || facts.role === 'screen')
  return (
    <WithSession
      key={`${readOnly} ${round} ${facts.embedHosts}`}
      facts={facts}
      readOnly={readOnly}
      onConnected={remembered ? ask : null}
      onMovedOn={openAgain}
      onTurnedAway={onTurnedAway}
    >
      {children}
    </WithSession>
  )
}

interface WithSessionProps {
  facts: BoardFacts
  readOnly: boolean
  /** Called when a connection is there: what was only remembered can be asked anew. */
  onConnected: (() => void) | null
  /** Called when the board has begun a new epoch and this document can be let go. */
  onMovedOn: () => void
  onTurnedAway: OpenBoardProps['onTurnedAway']
  children: OpenBoardProps['children']
}

function WithSession({ facts, readOnly, children, ...told }: WithSessionProps) {
  const [session, setSession] = useState<BoardSession | null>(null)
  // How large it was when it was opened; later answers are no reason to open it anew.
  const documentBytes = useRef(facts.documentBytes)
  useEffect(() => {
    let opened: BoardSession | null = null
    let gone = false
    void epochToOpen(facts.id, facts.epoch).then((epoch) => {
      if (gone) return
      opened = openBoardSession({ boardId: facts.id, epoch, readOnly, documentBytes: documentBytes.current })
      setSession(opened)
    })
    return () => {
      gone = true
      setSession(null)
      opened?.dispose()
    }
  }, [facts.id, facts.epoch, readOnly])
  if (!session) return <Opening />
  return (
    <SessionView session={session} facts={facts} {...told}>
      {children}
    </SessionView>
  )
}

type SessionViewProps = Omit<WithSessionProps, 'readOnly'> & { session: BoardSession }

function SessionView({ session, facts, onConnected, onMovedOn, onTurnedAway, children }: SessionViewProps) {
  const save = useObservable(session.connection)
  const ready = useObservable(session.ready)
  const connected = save !== 'offline' && save !== 'connecting'
  useEffect(() => {
    if (connected) onConnected?.()
  }, [connected, onConnected])

  const { connection } = session
  const closed = useSyncExternalStore(connection.subscribe, () => connection.closed)
  const movedOn = hasMovedOn(connection)
  useEffect(() => {
    if (movedOn) void session.moveOn().then((moved) => moved && onMovedOn())
  }, [movedOn, session, onMovedOn])
  const end = closed ? endOfCode(closed.code) : null
  const turnedAway = end === 'signed-out' && onTurnedAway !== undefined
  useEffect(() => {
    if (turnedAway) onTurnedAway()
  }, [turnedAway, onTurnedAway])
  if (movedOn || turnedAway) return <Opening />
  if (end) return <EndPage end={end} />
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
