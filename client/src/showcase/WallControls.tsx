import { ChevronLeft, ChevronRight, Maximize, Pause, Play, Shrink } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFullScreen, useMovement } from '../screen/ScreenControls.tsx'

interface WallControlsProps {
  /** What goes full-screen. */
  page: RefObject<HTMLDivElement | null>
  paused: boolean
  onPause: () => void
  /** Shows the slide that comes so many after this one. */
  onGo: (by: number) => void
}

/** A finger that moves farther than this to the side turns the slide. */
const swipe = 60

/**
 * Buttons that are there when somebody moves, touches or tabs. The arrow keys and a swipe turn the slide, the space bar
 * stops it, F fills the screen.
 */
export function WallControls({ page, paused, onPause, onGo }: WallControlsProps) {
  const { t } = useTranslation()
  const shown = useMovement()
  const { full, toggle } = useFullScreen(page)
  useKeys({ onPause, onGo, onFull: () => void toggle() })
  useSwipe(page, onGo)
  return (
    <div
      className={`screen-controls ${shown ? '' : 'screen-controls-away'}`}
      role="toolbar"
      aria-label={t('showcase.controls')}
    >
      <button type="button" className="button" onClick={() => onGo(-1)}>
        <ChevronLeft aria-hidden size={22} />
        {t('showcase.back')}
      </button>
      <button type="button" className="button" aria-pressed={paused} onClick={onPause}>
        {paused ? <Play aria-hidden size={22} /> : <Pause aria-hidden size={22} />}
        {t(paused ? 'showcase.goOn' : 'showcase.pause')}
      </button>
      <button type="button" className="button" onClick={() => onGo(1)}>
        <ChevronRight aria-hidden size={22} />
        {t('showcase.next')}
      </button>
      <button type="button" className="button" onClick={toggle}>
        {full ? <Shrink aria-hidden size={22} /> : <Maximize aria-hidden size={22} />}
        {t(full ? 'screen.leaveFull' : 'screen.full')}
      </button>
    </div>
  )
}

interface Doings {
  onPause: () => void
  onGo: (by: number) => void
  onFull: () => void
}

function useKeys(doings: Doings): void {
  const latest = useRef(doings)
  latest.current = doings
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { onPause, onGo, onFull } = latest.current
      if (event.key === 'ArrowRight') onGo(1)
      else if (event.key === 'ArrowLeft') onGo(-1)
      else if (event.key.toLowerCase() === 'f') onFull()
      // A button in focus has its own use for the space bar.
      else if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
        event.preventDefault()
        onPause()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function useSwipe(page: RefObject<HTMLDivElement | null>, onGo: (by: number) => void): void {
  const latest = useRef(onGo)
  latest.current = onGo
  useEffect(() => {
    const place = page.current
    let from: number | null = null
    const onDown = (event: PointerEvent) => {
      from = event.pointerType === 'mouse' ? null : event.clientX
    }
    const onUp = (event: PointerEvent) => {
      const moved = from === null ? 0 : event.clientX - from
      from = null
      if (Math.abs(moved) > swipe) latest.current(moved < 0 ? 1 : -1)
    }
    place?.addEventListener('pointerdown', onDown)
    place?.addEventListener('pointerup', onUp)
    return () => {
      place?.removeEventListener('pointerdown', onDown)
      place?.removeEventListener('pointerup', onUp)
    }
  }, [page])
}
