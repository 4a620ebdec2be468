import type { HotSpot, PlayScreen } from '@sheshi/methods'
import { ArrowLeft, RotateCcw, X } from 'lucide-react'
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLShapeId } from 'tldraw'
import { useLocale } from '../../app/useLocale.ts'
import { useScreenPicture } from './picture.ts'
import { soundWay, usePlayScreens } from './usePlay.ts'
import './player.css'

/** Tries a prototype out: one screen at a time as it is drawn, with what leads on to be pressed. Escape ends it. */
export function Player({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const screens = usePlayScreens(editor, locale)
  const [steps, setSteps] = useState<readonly string[]>(() => startAt(editor, screens))
  const way = soundWay({ steps }, screens)
  const screen = screens.find(({ id }) => id === way.at(-1))
  const title = screen ? titleOf(screen) : ''
  return (
    <FullScreen label={t('prototype.player.label')} onClose={onClose}>
      <header className="player-bar">
        <button
          type="button"
          className="button"
          disabled={way.length < 2}
          onClick={() => setSteps(way.slice(0, -1))}
        >
          <ArrowLeft aria-hidden size={20} />
          <span>{t('prototype.player.back')}</span>
        </button>
        <button type="button" className="button" disabled={!screen} onClick={() => setSteps([])}>
          <RotateCcw aria-hidden size={20} />
          <span>{t('prototype.player.restart')}</span>
        </button>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" className="button" onClick={onClose}>
          <X aria-hidden size={20} />
          <span>{t('prototype.player.end')}</span>
        </button>
      </header>
      {screen ? (
        <Stage
          key={screen.id}
          editor={editor}
          screen={screen}
          screens={screens}
          onGo={(to) => setSteps([...way, to])}
        />
      ) : (
        <p className="player-empty">{t('prototype.player.empty')}</p>
      )}
    </FullScreen>
  )
}

/** With its number, which the template's own titles begin with. */
const titleOf = ({ no, title }: PlayScreen): string =>
  title.startsWith(`${no} ·`) ? title : `${no} · ${title}`

/** The screen that is selected, else the first. */
function startAt(editor: Editor, screens: readonly PlayScreen[]): string[] {
  const selected = editor.getSelectedShapeIds().map((id) => id.replace('shape:', ''))
  const chosen = screens.find(({ id }) => selected.includes(id))
  return chosen ? [chosen.id] : []
}

function FullScreen(props: { label: string; onClose: () => void; children: ReactNode }) {
  const { label, onClose, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the effects of what is in it, which choose what has the focus.
  useLayoutEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="player"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </dialog>
  )
}

interface StageProps {
  editor: Editor
  screen: PlayScreen
  screens: readonly PlayScreen[]
  onGo: (to: string) => void
}

function Stage({ editor, screen, screens, onGo }: StageProps) {
  const { t } = useTranslation()
  const picture = useScreenPicture(editor, `shape:${screen.id}` as TLShapeId)
  const [shown, setShown] = useState(0)
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // For the keyboard, the first hot spot of a new screen is where one goes on.
    stage.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  const spots = screen.hotSpots.map((spot) => ({ spot, to: screens.find(({ id }) => id === spot.to) }))
  return (
    <>
      <div className="player-room">
        <div
          ref={stage}
          className="player-screen"
          style={shapeOf(screen)}
          data-testid="player-screen"
          onPointerDown={({ target }) => !(target instanceof HTMLButtonElement) && setShown(shown + 1)}
        >
          {picture && <img src={picture} alt={t('prototype.player.picture', { no: screen.no })} />}
          {spots.map(({ spot, to }) => (
            <button
              key={spot.id}
              type="button"
              className="hot-spot"
              style={placeOf(spot)}
              aria-label={t(spot.label ? 'prototype.player.go' : 'prototype.player.goOn', {
                label: spot.label,
                title: to ? titleOf(to) : '',
              })}
              onClick={() => onGo(spot.to)}
            >
              {shown > 0 && <span key={shown} className="hot-spot-shown" aria-hidden />}
            </button>
          ))}
        </div>
      </div>
      {spots.length === 0 && (
        <p className="player-end" role="status">
          {t('prototype.player.leadsNowhere')}
        </p>
      )}
    </>
  )
}

/** As wide as fits: its ratio is in a variable that the styles reckon with. */
const shapeOf = ({ bounds: { w, h } }: PlayScreen): CSSProperties =>
  ({ aspectRatio: `${w} / ${h}`, '--screen-ratio': w / h }) as CSSProperties

const placeOf = ({ bounds }: HotSpot) => ({
  left: `${bounds.x * 100}%`,
  top: `${bounds.y * 100}%`,
  width: `${bounds.w * 100}%`,
  height: `${bounds.h * 100}%`,
})
