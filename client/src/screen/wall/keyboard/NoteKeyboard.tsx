import type { Bounds, Locale } from '@sheshi/methods'
import { ArrowBigUp, Check, CornerDownLeft, Delete, Globe, MoveLeft, MoveRight } from 'lucide-react'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLNoteShape, type TLShapeId, useValue } from 'tldraw'
import { TouchButton } from '../TouchButton.tsx'
import { columns, type Key, type KeyAction, nextLanguage, rowsOf } from './layouts.ts'
import { placeKeyboard } from './placeKeyboard.ts'
import { breakLine, follow, insert, signsOf, type Typing, takeBack } from './typing.ts'

interface NoteKeyboardProps {
  editor: Editor
  note: TLShapeId
  /** The language it begins with, and how another one is told, for the next keyboard. */
  language: Locale
  onLanguage: (language: Locale) => void
  /** Where the other keyboards lie, and how they learn of this one. */
  others: () => Bounds[]
  onPlaced: (place: Bounds) => void
  onDone: () => void
  /** What was typed is to be sent now. */
  flush: () => void
}

/** Nobody has typed for so long: whoever it was has gone, and the board is for the others. */
const forgottenAfter = 120_000

/** A keyboard of our own for one note, beside it: several people write at once, each with theirs. */
export function NoteKeyboard(props: NoteKeyboardProps) {
  const { editor, note, onLanguage, onDone } = props
  const { t } = useTranslation()
  const [language, setLanguage] = useState(props.language)
  const [signs, setSigns] = useState(false)
  const { typing, change } = useTyping(props)
  const [shift, setShift] = useState(() => (typing?.caret ?? 0) === 0)
  const frame = useRef<HTMLFieldSetElement>(null)
  const place = usePlace(props, frame, `${language} ${signs}`)
  const gone = typing === null
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the wait anew.
  useEffect(() => {
    if (gone) return onDone()
    const timer = setTimeout(onDone, forgottenAfter)
    return () => clearTimeout(timer)
  }, [gone, typing?.caret, editor, note])
  if (!typing) return null

  const act = (action: KeyAction) => {
    if (action.kind === 'type') {
      change((now) => insert(now, action.sign))
      setShift(false)
    } else if (action.kind === 'back') change(takeBack)
    else if (action.kind === 'enter') change(breakLine)
    else if (action.kind === 'left') change(({ text, caret }) => ({ text, caret: Math.max(0, caret - 1) }))
    else if (action.kind === 'right')
      change(({ text, caret }) => ({ text, caret: Math.min(signsOf(text).length, caret + 1) }))
    else if (action.kind === 'shift') setShift(!shift)
    else if (action.kind === 'signs') setSigns(!signs)
    else if (action.kind === 'language') {
      setLanguage(nextLanguage(language))
      onLanguage(nextLanguage(language))
    } else onDone()
  }
  return (
    <fieldset
      ref={frame}
      className="wall-keyboard"
      aria-label={t('screen.wall.keyboard.label')}
      style={{ left: place.x, top: place.y }}
    >
      <Line typing={typing} />
      <div className="wall-keys" style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
        {rowsOf({ language, signs, shift }).map((row, at) =>
          row.map((key, column) => (
            <KeyButton
              // biome-ignore lint/suspicious/noArrayIndexKey: a key is known by its place.
              key={`${at} ${column}`}
              {...{ shift, signs, language }}
              value={key}
              onPress={() => act(key.action)}
            />
          )),
        )}
      </div>
    </fieldset>
  )
}

/** What was typed last, with the caret: the hand may cover the note. */
function Line({ typing }: { typing: Typing }) {
  const all = signsOf(typing.text)
  const row = (signs: string[]) => signs.join('').replace(/\n/g, ' ↵ ')
  return (
    <p className="wall-keyboard-line">
      <span>{row(all.slice(0, typing.caret))}</span>
      <span className="wall-caret" />
      <span>{row(all.slice(typing.caret))}</span>
    </p>
  )
}

interface KeyButtonProps {
  value: Key
  shift: boolean
  signs: boolean
  language: Locale
  onPress: () => void
}

const labels: Record<Exclude<KeyAction['kind'], 'type'>, string> = {
  shift: 'screen.wall.keyboard.shift',
  back: 'screen.wall.keyboard.back',
  enter: 'screen.wall.keyboard.enter',
  language: 'screen.wall.keyboard.language',
  signs: 'screen.wall.keyboard.signs',
  left: 'screen.wall.keyboard.left',
  right: 'screen.wall.keyboard.right',
  done: 'screen.wall.keyboard.done',
}

function KeyButton({ value: { action, wide }, shift, signs, language, onPress }: KeyButtonProps) {
  const { t } = useTranslation()
  const style = { gridColumn: `span ${wide}` }
  if (action.kind === 'type') {
    const space = action.sign === ' '
    return (
      <TouchButton
        className="wall-key"
        style={style}
        aria-label={space ? t('screen.wall.keyboard.space') : undefined}
        onPress={onPress}
      >
        {space ? '' : action.sign}
      </TouchButton>
    )
  }
  const icons: Record<Exclude<KeyAction['kind'], 'type'>, ReactNode> = {
    shift: <ArrowBigUp aria-hidden />,
    back: <Delete aria-hidden />,
    enter: <CornerDownLeft aria-hidden />,
    language: (
      <>
        <Globe aria-hidden />
        {language.toUpperCase()}
      </>
    ),
    signs: signs ? 'abc' : '123',
    left: <MoveLeft aria-hidden />,
    right: <MoveRight aria-hidden />,
    done: <Check aria-hidden />,
  }
  const pressed = action.kind === 'shift' ? shift : action.kind === 'signs' ? signs : undefined
  return (
    <TouchButton
      className={`wall-key wall-key-${action.kind}`}
      style={style}
      aria-label={t(labels[action.kind])}
      aria-pressed={pressed}
      onPress={onPress}
    >
      {icons[action.kind]}
    </TouchButton>
  )
}

/** The note's text and the caret in it, kept between the same letters while others type; null once the note is gone. */
function useTyping({ editor, note, flush }: NoteKeyboardProps): {
  typing: Typing | null
  change: (make: (now: Typing) => Typing) => void
} {
  const text = useValue('text', () => editor.getShape<TLNoteShape>(note)?.props.richText ?? null, [
    editor,
    note,
  ])
  const [at, setAt] = useState(() => {
    const signs = text ? signsOf(text) : []
    return { caret: signs.length, signs }
  })
  const now = text ? { text, caret: follow(at.caret, at.signs, signsOf(text)) } : null
  const latest = useRef(now)
  latest.current = now
  return {
    typing: now,
    change(make) {
      if (!latest.current) return
      const before = latest.current
      const next = make(before)
      latest.current = next
      setAt({ caret: next.caret, signs: signsOf(next.text) })
      if (next.text === before.text) return
      // Letter by letter: the board merges it with what others type in the same note. Not one of tldraw's steps of undo.
      editor.run(
        () => editor.updateShape<TLNoteShape>({ id: note, type: 'note', props: { richText: next.text } }),
        { history: 'ignore' },
      )
      flush()
    },
  }
}

/** Beside the note, on the canvas, and clear of the other keyboards; it moves with the picture. */
function usePlace(
  { editor, note, others, onPlaced }: NoteKeyboardProps,
  frame: { current: HTMLElement | null },
  layout: string,
): { x: number; y: number } {
  const near = useValue('note on the canvas', () => {
    const bounds = editor.getShapePageBounds(note)
    if (!bounds) return null
    const { x, y } = editor.pageToViewport(bounds)
    const zoom = editor.getZoomLevel()
    const { w, h } = editor.getViewportScreenBounds()
    return JSON.stringify({ note: { x, y, w: bounds.w * zoom, h: bounds.h * zoom }, canvas: { w, h } })
  }, [editor, note])
  const [place, setPlace] = useState({ x: 0, y: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout has another size; the others' places are asked for when this one moves.
  useLayoutEffect(() => {
    if (!frame.current || near === null) return
    const { note: beside, canvas } = JSON.parse(near) as { note: Bounds; canvas: { w: number; h: number } }
    const size = { w: frame.current.offsetWidth, h: frame.current.offsetHeight }
    const next = placeKeyboard(beside, size, { x: 8, y: 8, w: canvas.w - 16, h: canvas.h - 16 }, others())
    setPlace(next)
    onPlaced({ ...next, ...size })
  }, [near, layout])
  return place
}
