import { type Bounds, isTemplateId, type Locale, templateById } from '@sheshi/methods'
import i18next from 'i18next'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Editor, TLShapeId } from 'tldraw'
import type { BoardSession } from '../../board/boardSession.ts'
import { markOwnNotes } from '../../board/notes/author.ts'
import { useObservable } from '../../board/observable.ts'
import type { BoardFacts } from '../../board/remembered.ts'
import { letGo } from '../../board/tree/attachTree.ts'
import { NoteKeyboard } from './keyboard/NoteKeyboard.tsx'
import { listenToHands } from './listenToHands.ts'
import { type Side, sides } from './touches.ts'
import { atFirst, WallBar } from './WallBar.tsx'
import { WallHands } from './WallHands.ts'
import './wall.css'

interface WallProps {
  facts: BoardFacts
  session: BoardSession
  editor: Editor
  /** What lies under the hands: the element around the canvas. */
  ground: RefObject<HTMLElement | null>
  /** Somebody takes the picture in hand. */
  onTouch: () => void
  more: { shown: boolean; toggle: () => void }
}

/** Wall mode: tools left and right, a hand for each touch, a keyboard for each note that is written on. */
export function Wall({ facts, session, editor, ground, onTouch, more }: WallProps) {
  const [inHand, setInHand] = useState(atFirst)
  const [writing, setWriting] = useState<readonly TLShapeId[]>([])
  const [language, setLanguage] = useState(() => i18next.language as Locale)
  const places = useRef(new Map<TLShapeId, Bounds>())
  // The hands outlive renders and ask when they need to know.
  const now = useRef({ inHand, onTouch })
  now.current = { inHand, onTouch }
  const { template, author } = facts
  const hands = useMemo(
    () =>
      new WallHands({
        editor,
        inHand: (side: Side) => now.current.inHand[side],
        onWrite: (note) => setWriting((open) => (open.includes(note) ? open : [...open, note])),
        onPlaced: (placed) => isTree(template) && letGo(editor, template, { ...placed, arrows: new Set() }),
        onTouch: () => now.current.onTouch(),
        flush: session.flush,
      }),
    [editor, template, session],
  )
  useEffect(() => {
    if (ground.current) return listenToHands(ground.current, hands)
  }, [ground, hands])
  useEffect(() => markOwnNotes(editor, { name: '', sector: null, city: null, author }), [editor, author])
  const offline = useObservable(session.connection) === 'offline'
  useEffect(() => {
    if (offline) hands.endAll()
  }, [offline, hands])
  const close = (note: TLShapeId) => {
    places.current.delete(note)
    setWriting((open) => open.filter((other) => other !== note))
  }
  return (
    <>
      {sides.map((side) => (
        <WallBar
          key={side}
          side={side}
          inHand={inHand[side]}
          onChoose={(chosen) => setInHand((before) => ({ ...before, [side]: chosen }))}
          onUndo={() => hands.undo(side)}
          onMore={more.toggle}
          moreShown={more.shown}
        />
      ))}
      <div className="wall-keyboards">
        {writing.map((note) => (
          <NoteKeyboard
            key={note}
            editor={editor}
            note={note}
            language={language}
            onLanguage={setLanguage}
            others={() => [...places.current].flatMap(([other, place]) => (other === note ? [] : [place]))}
            onPlaced={(place) => places.current.set(note, place)}
            onDone={() => close(note)}
            flush={session.flush}
          />
        ))}
      </div>
    </>
  )
}

function isTree(template: string): boolean {
  if (!isTemplateId(template)) return false
  const { reads } = templateById(template)
  return reads === 'problem-tree' || reads === 'objectives-tree'
}
