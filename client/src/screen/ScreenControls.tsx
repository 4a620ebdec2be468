import {
  ChevronLeft,
  ChevronRight,
  Expand,
  Eye,
  Maximize,
  Pause,
  PencilRuler,
  Pin,
  Play,
  Route,
  Shrink,
} from 'lucide-react'
import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Looking } from './camera.ts'
import { commandOf, type ScreenCommand } from './screenKeys.ts'
import { type Tour, type TourPace, tourPaces } from './tour/useTour.ts'
import type { Awake } from './wakeLock.ts'
import type { WallMode } from './wall/useWallMode.ts'

interface ScreenControlsProps {
  /** What goes full-screen. */
  page: RefObject<HTMLDivElement | null>
  looking: Looking
  onLook: (looking: Looking) => void
  /** A facilitator is on the board. */
  hasLeader: boolean
  tour: Tour
  wall: WallMode
  awake: Awake
  /** Always there, e.g. while somebody asked for it at the wall. */
  held: boolean
}

/** The strip goes away this long after the last movement. */
const shownFor = 4_000

/** The screen's few buttons; there when somebody moves, touches or tabs. The keys are in `screenKeys.ts`. */
export function ScreenControls(props: ScreenControlsProps) {
  const { page, looking, onLook, hasLeader, tour, wall, awake, held } = props
  const { t } = useTranslation()
  const moved = useMovement(isCommand)
  const shown = wall.on ? held : moved
  const { full, toggle } = useFullScreen(page)
  const command = useCallback(
    (wanted: ScreenCommand) => {
      if (wanted === 'full') void toggle()
      else if (wanted === 'pause' && looking === 'tour') tour.setPaused(!tour.paused)
      else if (wanted === 'pause') onLook(looking === 'fit' ? 'follow' : 'fit')
      else if (wanted !== 'next' && wanted !== 'previous') onLook(wanted)
      else if (looking === 'tour') tour.go(wanted === 'next' ? 1 : -1)
      else {
        // Who takes the remote control in hand goes at their own pace.
        tour.setPaused(true)
        onLook('tour')
      }
    },
    [looking, onLook, tour, toggle],
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = commandOf(event)
      // A button in focus has its own use for the space bar, a choice for letters and arrows.
      const { target } = event
      const busy =
        target instanceof HTMLSelectElement || (target instanceof HTMLButtonElement && event.key === ' ')
      if (!wanted || busy) return
      event.preventDefault()
      command(wanted)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [command])

  const look = (wanted: Looking, icon: ReactNode, words: string) => (
    <button type="button" className="button" aria-pressed={looking === wanted} onClick={() => onLook(wanted)}>
      {icon}
      {words}
    </button>
  )
  return (
    <div
      className={`screen-controls ${shown ? '' : 'screen-controls-away'}`}
      role="toolbar"
      aria-label={t('screen.controls')}
    >
      {look('fit', <Expand aria-hidden size={22} />, t('screen.fit'))}
      {look(
        'follow',
        <Eye aria-hidden size={22} />,
        t(looking === 'follow' && !hasLeader ? 'screen.followWaiting' : 'screen.follow'),
      )}
      {look('tour', <Route aria-hidden size={22} />, t('screen.tour.start'))}
      {look('stay', <Pin aria-hidden size={22} />, t('screen.stay'))}
      {looking === 'tour' && <TourButtons tour={tour} />}
      <button
        type="button"
        className="button"
        aria-pressed={wall.on}
        onClick={() => (wall.on ? wall.turnOff() : void wall.turnOn())}
      >
        <PencilRuler aria-hidden size={22} />
        {t('screen.wall.mode')}
      </button>
      <button type="button" className="button" onClick={toggle}>
        {full ? <Shrink aria-hidden size={22} /> : <Maximize aria-hidden size={22} />}
        {t(full ? 'screen.leaveFull' : 'screen.full')}
      </button>
      {awake === 'no' && <p className="screen-hint">{t('screen.sleeps')}</p>}
      {wall.problem && (
        <p className="screen-hint" role="alert">
          {t(wall.problem)}
        </p>
      )}
    </div>
  )
}

function TourButtons({ tour }: { tour: Tour }) {
  const { t } = useTranslation()
  return (
    <div className="screen-tour-buttons">
      <button
        type="button"
        className="button button-icon"
        aria-label={t('screen.tour.previous')}
        onClick={() => tour.go(-1)}
      >
        <ChevronLeft aria-hidden size={26} />
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label={t(tour.paused ? 'screen.tour.goOn' : 'screen.tour.pause')}
        onClick={() => tour.setPaused(!tour.paused)}
      >
        {tour.paused ? <Play aria-hidden size={26} /> : <Pause aria-hidden size={26} />}
      </button>
      <button
        type="button"
        className="button button-icon"
        aria-label={t('screen.tour.next')}
        onClick={() => tour.go(1)}
      >
        <ChevronRight aria-hidden size={26} />
      </button>
      <select
        aria-label={t('screen.tour.pace')}
        value={tour.pace}
        onChange={(event) => tour.setPace(Number(event.target.value) as TourPace)}
      >
        {[...tourPaces]
          .sort((one, other) => one - other)
          .map((pace) => (
            <option key={pace} value={pace}>
              {t('screen.tour.seconds', { count: pace })}
            </option>
          ))}
      </select>
    </div>
  )
}

/** Who steers by keys or from afar needs no buttons, and they would cover what is shown. */
const isCommand = (event: Event): boolean => event instanceof KeyboardEvent && commandOf(event) !== null

const nothing = () => false

/** True for a while after somebody moved, touched or typed; `ignored` says what does not count. */
export function useMovement(ignored: (event: Event) => boolean = nothing): boolean {
  const [shown, setShown] = useState(true)
  useEffect(() => {
    let timer = setTimeout(() => setShown(false), shownFor)
    const onMovement = (event: Event) => {
      if (ignored(event)) return
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
  }, [ignored])
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
