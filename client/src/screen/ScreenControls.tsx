import { Expand, Eye, Maximize, Shrink } from 'lucide-react'
import { type RefObject, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Looking } from './camera.ts'

interface ScreenControlsProps {
  /** What goes full-screen. */
  page: RefObject<HTMLDivElement | null>
  looking: Looking
  onLook: (looking: Looking) => void
  /** A facilitator is on the board. */
  hasLeader: boolean
}

/** The strip goes away this long after the last movement. */
const shownFor = 4_000

/** The screen's few buttons; there when somebody moves, touches or tabs. Space changes the view, F the full screen. */
export function ScreenControls({ page, looking, onLook, hasLeader }: ScreenControlsProps) {
  const { t } = useTranslation()
  const shown = useMovement()
  const { full, toggle } = useFullScreen(page)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A button in focus has its own use for the space bar.
      if (event.target instanceof HTMLButtonElement || event.ctrlKey || event.metaKey) return
      if (event.key === ' ') {
        event.preventDefault()
        onLook(looking === 'fit' ? 'follow' : 'fit')
      } else if (event.key.toLowerCase() === 'f') void toggle()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [looking, onLook, toggle])

  return (
    <div
      className={`screen-controls ${shown ? '' : 'screen-controls-away'}`}
      role="toolbar"
      aria-label={t('screen.controls')}
    >
      <button type="button" className="button" aria-pressed={looking === 'fit'} onClick={() => onLook('fit')}>
        <Expand aria-hidden size={22} />
        {t('screen.fit')}
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={looking === 'follow'}
        onClick={() => onLook('follow')}
      >
        <Eye aria-hidden size={22} />
        {t(looking === 'follow' && !hasLeader ? 'screen.followWaiting' : 'screen.follow')}
      </button>
      <button type="button" className="button" onClick={toggle}>
        {full ? <Shrink aria-hidden size={22} /> : <Maximize aria-hidden size={22} />}
        {t(full ? 'screen.leaveFull' : 'screen.full')}
      </button>
    </div>
  )
}

/** True for a while after somebody moved, touched or typed. */
export function useMovement(): boolean {
  const [shown, setShown] = useState(true)
  useEffect(() => {
    let timer = setTimeout(() => setShown(false), shownFor)
    const onMovement = () => {
      setShown(true)
      clearTimeout(timer)
      timer = setTimeout(() => setShown(false), shownFor)
    }
    const kinds = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const kind of kinds) document.addEventListener(kind, onMovement, true)
    return () => {
      clearTimeout(timer)
      for (const kind of kinds) document.removeEventListener(kind, onMovement, true)
    }
  }, [])
  return shown
}

/** Whether a part of the page fills the screen, and the way to change that. */
export function useFullScreen(page: RefObject<HTMLDivElement | null>): {
  full: boolean
  toggle: () => Promise<void>
} {
  const [full, setFull] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => document.removeEventListener('fullscreenchange', onChange)
  }, [])
  const toggle = useCallback(async () => {
    try {
      if (document.fullscreenElement) await document.exitFullscreen()
      else await page.current?.requestFullscreen()
    } catch {
      // The browser refused (a strict setting, no gesture): the page stays as it is.
    }
  }, [page])
  return { full, toggle }
}
