import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../app/Loading.tsx'
import { useLocale } from '../app/useLocale.ts'
import { keepAwake } from '../screen/wakeLock.ts'
import { SlideView } from './SlideView.tsx'
import { slideAfter } from './slides.ts'
import { useWall } from './useWall.ts'
import { WallControls } from './WallControls.tsx'
import { WallEmpty } from './WallEmpty.tsx'
import '../screen/screen.css'
import './wall.css'

/** How long one slide is shown, in milliseconds. */
const shownFor = 20_000

/** `/showcase`: goes round through the public challenges and the cards of successes, on a screen that nobody minds. */
export default function WallPage() {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const page = useRef<HTMLDivElement>(null)
  const { slides, old, pictureAt } = useWall(locale)
  const [shownId, setShownId] = useState<string | null>(null)
  const [paused, setPaused] = useState(false)
  const shown = slides ? slideAfter(slides, shownId, 0) : null
  useEffect(keepAwake, [])

  const go = (by: number) =>
    setShownId((id) => slideAfter(slides ?? [], id ?? shown?.id ?? null, by)?.id ?? null)
  const current = shown?.id ?? null
  const count = slides?.length ?? 0
  useEffect(() => {
    if (paused || current === null || count < 2) return
    const timer = setTimeout(() => setShownId(slideAfter(slides ?? [], current, 1)?.id ?? null), shownFor)
    return () => clearTimeout(timer)
  }, [paused, current, count, slides])

  return (
    <div className="wall" ref={page} style={{ '--shown-for': `${shownFor}ms` } as CSSProperties}>
      <title>{[t('showcase.wall'), 'Sheshi'].join(' · ')}</title>
      {slides === null && !old && <Loading />}
      {shown === null && (old || slides !== null) && <WallEmpty unreachable={old} />}
      {shown && (
        <SlideView key={shown.id} slide={shown} picture={shown.picture && pictureAt(shown.picture.url)} />
      )}
      {shown && slides && (
        <footer className="wall-foot">
          <span aria-hidden className="wall-dots">
            {slides.slice(0, 24).map(({ id }) => (
              <i key={id} data-now={id === shown.id || undefined} />
            ))}
          </span>
          <span role="status">{old ? t('showcase.old') : paused ? t('showcase.paused') : ''}</span>
        </footer>
      )}
      {shown && <WallControls page={page} paused={paused} onPause={() => setPaused(!paused)} onGo={go} />}
    </div>
  )
}
