import { useEffect, useMemo, useRef, useState } from 'react'
import { useParams } from 'react-router-dom'
import type { Editor } from 'tldraw'
import { attachEditor } from '../board/attachEditor.ts'
import type { BoardSession } from '../board/boardSession.ts'
import { Canvas } from '../board/Canvas.tsx'
import { OpenBoard } from '../board/OpenBoard.tsx'
import { useObservable } from '../board/observable.ts'
import { createPresence } from '../board/presence.ts'
import type { BoardFacts } from '../board/remembered.ts'
import { StatusBadge } from '../board/StatusBadge.tsx'
import { useRestoredNews } from '../history/useRestore.ts'
import { type Looking, lookAt } from './camera.ts'
import { JoinCard } from './JoinCard.tsx'
import { PeopleCount } from './PeopleCount.tsx'
import { ScreenControls } from './ScreenControls.tsx'
import { keepAwake } from './wakeLock.ts'
import '../board/board.css'
import './screen.css'

/** `/screen/:id`: the board on a large display: no tools, fitted or following the facilitator, the code beside it. */
export default function ScreenPage() {
  const { id = '' } = useParams()
  return (
    <OpenBoard key={id} boardId={id} readOnly>
      {(facts, session) => <Screen facts={facts} session={session} />}
    </OpenBoard>
  )
}

function Screen({ facts, session }: { facts: BoardFacts; session: BoardSession }) {
  const page = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  const [looking, setLooking] = useState<Looking>('fit')
  const presence = useMemo(
    () => createPresence({ session, name: '', role: 'screen', sector: null }),
    [session],
  )
  const people = useObservable(presence.people)
  const save = useObservable(session.connection)
  // Without a connection nobody is seen, which does not mean that nobody is there.
  const connected = save !== 'offline' && save !== 'connecting'
  const leader = people.find((person) => person.role === 'facilitator')?.id ?? null
  useEffect(() => presence.start(), [presence])
  useEffect(keepAwake, [])
  useRestoredNews(editor)
  useEffect(() => (editor ? lookAt(editor, looking, leader) : undefined), [editor, looking, leader])

  return (
    <div className="screen-page" ref={page}>
      <title>{`${facts.title} – Sheshi`}</title>
      <main className="screen-canvas">
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
      </main>
      <aside className="screen-side">
        <h1>{facts.title}</h1>
        <JoinCard boardId={facts.id} mayCreate={facts.role === 'facilitator'} />
        {connected && <PeopleCount people={people} />}
        <StatusBadge session={session} readOnly />
      </aside>
      <ScreenControls page={page} looking={looking} onLook={setLooking} hasLeader={leader !== null} />
    </div>
  )
}
