import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useParams } from 'react-router-dom'
import { DefaultFontStyle, type Editor } from 'tldraw'
import { useRestore, useRestoredNews } from '../history/useRestore.ts'
import { rememberOpen, wasOpen } from '../outline/remembered.ts'
import { RetentionNotice } from '../people/RetentionNotice.tsx'
import { attachEditor } from './attachEditor.ts'
import { BoardBar } from './BoardBar.tsx'
import type { BoardSession } from './boardSession.ts'
import { Canvas } from './Canvas.tsx'
import { DebugPanel } from './DebugPanel.tsx'
import { sendAtGestureEnd } from './gestureEnd.ts'
import { MethodBar } from './MethodBar.tsx'
import { useMethod } from './method.tsx'
import { OpenBoard } from './OpenBoard.tsx'
import { createPresence } from './presence.ts'
import type { BoardFacts } from './remembered.ts'
import { type Insets, showBounds } from './showBounds.ts'
import './board.css'

// Only who opens the outline waits for it.
const OutlinePanel = lazy(() => import('../outline/OutlinePanel.tsx'))

/** `/board/:id`: the canvas with our bar above it. */
export default function BoardPage() {
  const { id = '' } = useParams()
  return (
    <OpenBoard key={id} boardId={id}>
      {(facts, session) => <Board facts={facts} session={session} />}
    </OpenBoard>
  )
}

function Board({ facts, session }: { facts: BoardFacts; session: BoardSession }) {
  const [editor, setEditor] = useState<Editor | null>(null)
  const [outlined, setOutlined] = useState(wasOpen)
  const [goes, setGoes] = useState(facts.deletesAt)
  const showOutline = (open: boolean) => {
    setOutlined(open)
    rememberOpen(open)
  }
  const readOnly = facts.role === 'viewer' || facts.role === 'screen'
  const { name, role, sector } = facts
  const presence = useMemo(
    () => createPresence({ session, name, role, sector }),
    [session, name, role, sector],
  )
  useEffect(() => presence.start(), [presence])
  const method = useMethod({ facts, editor, readOnly })
  useRestore(session, editor)
  useRestoredNews(editor)

  return (
    <div className="board-page">
      <title>{`${facts.title} – Sheshi`}</title>
      <BoardBar
        facts={facts}
        session={session}
        presence={presence}
        editor={editor}
        readOnly={readOnly}
        methodActions={method.actions}
        outline={{ open: outlined, toggle: () => showOutline(!outlined) }}
      />
      {goes !== null && <RetentionNotice boardId={facts.id} deletesAt={goes} onKept={() => setGoes(null)} />}
      <div className="board-work">
        <main className="board-canvas">
          <MethodBar actions={method.actions} />
          <Canvas
            session={session}
            licenseKey={facts.licenseKey}
            visitor={presence.self}
            onEditor={(mounted) => {
              arrive(mounted, readOnly)
              const detach = attachEditor(mounted, { session, presence, setEditor })
              const stopSending = sendAtGestureEnd(mounted, session.flush)
              return () => {
                stopSending()
                detach()
              }
            }}
          />
          {method.view}
        </main>
        {outlined && editor && (
          <Suspense>
            <OutlinePanel
              store={session.store}
              template={facts.template}
              title={facts.title}
              editor={editor}
              readOnly={readOnly}
              onClose={() => {
                showOutline(false)
                document.querySelector<HTMLElement>('.bar-outline')?.focus()
              }}
            />
          </Suspense>
        )}
      </div>
      <DebugPanel session={session} />
    </div>
  )
}

/** Where the method's bar and tldraw's menus, tools and styles lie; on narrow screens the styles are in a panel of their own. */
function toolInsets(editor: Editor): Insets {
  const narrow = editor.getViewportScreenBounds().w < 700
  return narrow
    ? { top: 52, right: 12, bottom: 112, left: 12 }
    : { top: 68, right: editor.getIsReadonly() ? 16 : 172, bottom: 72, left: 16 }
}

/** First the whole board; a finger on glass looks around until one chooses to write. */
function arrive(editor: Editor, readOnly: boolean): void {
  const bounds = editor.getCurrentPageBounds()
  if (bounds) showBounds(editor, bounds, { insets: toolInsets(editor), closest: 1, glide: 0 })
  // Plain letters are easier to read across a room than tldraw's handwriting, which stays one click away.
  editor.setStyleForNextShapes(DefaultFontStyle, 'sans')
  const byFinger = window.matchMedia('(pointer: coarse)').matches
  editor.setCurrentTool(readOnly || byFinger ? 'hand' : 'select')
}
