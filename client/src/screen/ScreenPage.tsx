import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useParams } from 'react-router-dom'
import type { Editor } from 'tldraw'
import { attachEditor } from '../board/attachEditor.ts'
import type { BoardSession } from '../board/boardSession.ts'
import { Canvas } from '../board/Canvas.tsx'
import { OpenBoard } from '../board/OpenBoard.tsx'
import { useObservable } from '../board/observable.ts'
import type { Person } from '../board/people.ts'
import { createPresence } from '../board/presence.ts'
import type { BoardFacts } from '../board/remembered.ts'
import { StatusBadge } from '../board/StatusBadge.tsx'
import { useRestoredNews } from '../history/useRestore.ts'
import { type Looking, lookAt } from './camera.ts'
import { JoinCard } from './JoinCard.tsx'
import { PeopleCount } from './PeopleCount.tsx'
import { ScreenControls } from './ScreenControls.tsx'
import { TourTitle } from './tour/TourTitle.tsx'
import { useTour } from './tour/useTour.ts'
import { type Awake, keepAwake } from './wakeLock.ts'
import { useWallMode, type WallMode } from './wall/useWallMode.ts'
import { Wall } from './wall/Wall.tsx'
import { watchServer } from './watchServer.ts'
import '../board/board.css'
import './screen.css'

/** `/screen/:id`: the board on a large display, without tools, the code beside it; in wall mode people write on it. */
export default function ScreenPage() {
  const { id = '' } = useParams()
  const wall = useWallMode(id)
  useEffect(() => watchServer(mayReload), [])
  return (
    <OpenBoard key={id} boardId={id} readOnly={!wall.on} onTurnedAway={wall.on ? wall.lose : undefined}>
      {(facts, session) => <Screen facts={facts} session={session} wall={wall} />}
    </OpenBoard>
  )
}

/** Not while something drawn here has not arrived: the browser would ask whether to leave, and nobody answers. */
const mayReload = (): boolean => window.board?.connection.unsent !== true

interface ScreenProps {
  facts: BoardFacts
  session: BoardSession
  wall: WallMode
}

function Screen({ facts, session, wall }: ScreenProps) {
  const page = useRef<HTMLDivElement>(null)
  const ground = useRef<HTMLElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const [awake, setAwake] = useState<Awake>('asking')
  const [more, setMore] = useState(false)
  const presence = useMemo(
    () => createPresence({ session, name: '', role: 'screen', sector: null }),
    [session],
  )
  const people = useObservable(presence.people)
  const save = useObservable(session.connection)
  // Without a connection nobody is seen, which does not mean that nobody is there.
  const connected = save !== 'offline' && save !== 'connecting'
  const { looking, setLooking, leader, tour } = useLooking({ facts, session, editor, people, wall: wall.on })
  useEffect(() => presence.start(), [presence])
  useEffect(() => keepAwake(setAwake), [])
  useRestoredNews(editor)

  return (
    <div className={`screen-page ${wall.on ? 'screen-wall' : ''}`} ref={page}>
      <title>{`${facts.title} – Sheshi`}</title>
      <main className="screen-canvas" ref={ground}>
        <Canvas
          session={session}
          licenseKey={facts.licenseKey}
          visitor={presence.self}
          bare
          onEditor={(mounted) => {
            mounted.setCurrentTool('hand')
            return attachEditor(mounted, { session, presence, setEditor })
          }}
        />
        <TourTitle tour={tour} board={facts.title} />
        {wall.on && editor && (
          <Wall
            facts={facts}
            session={session}
            editor={editor}
            ground={ground}
            onTouch={() => {
              setLooking('stay')
              setMore(false)
            }}
            more={{ shown: more, toggle: () => setMore(!more) }}
          />
        )}
      </main>
      <aside className="screen-side">
        <h1>{facts.title}</h1>
        <JoinCard boardId={facts.id} mayCreate={facts.role === 'facilitator'} />
        {connected && <PeopleCount people={people} />}
        <StatusBadge session={session} readOnly={!wall.on} />
        <ScreenControls
          page={page}
          looking={looking}
          onLook={setLooking}
          hasLeader={leader !== null}
          tour={tour}
          wall={wall}
          awake={awake}
          held={more}
        />
      </aside>
    </div>
  )
}

interface LookingOptions {
  facts: BoardFacts
  session: BoardSession
  editor: Editor | null
  people: readonly Person[]
  wall: boolean
}

/**
 * What the screen shows, as it was chosen here; a facilitator who leads is followed before all else, but not at a wall,
 * where those who stand at it have the picture in hand.
 */
function useLooking({ facts, session, editor, people, wall }: LookingOptions) {
  const [chosen, setChosen] = useState<Looking>('fit')
  const setLooking = useCallback((looking: Looking) => setChosen(looking), [])
  const facilitators = people.filter(({ role }) => role === 'facilitator')
  const leads = wall ? undefined : facilitators.find(({ leading }) => leading)
  const leader = (leads ?? facilitators[0])?.id ?? null
  const looking = leads ? 'follow' : chosen
  useEffect(() => (editor ? lookAt(editor, looking, leader) : undefined), [editor, looking, leader])
  const locale = session.doc.getMap('meta').get('locale')
  const tour = useTour({
    editor,
    on: looking === 'tour',
    template: facts.template,
    locale: typeof locale === 'string' ? locale : 'en',
  })
  return { looking, setLooking, leader, tour }
}
