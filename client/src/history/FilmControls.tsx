import type { VersionView } from '@sheshi/records'
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../app/useLocale.ts'
import { type Film, type FilmSpeed, filmSpeeds } from './useFilm.ts'
import { useVersionWords } from './useVersionWords.ts'

interface FilmControlsProps {
  versions: readonly VersionView[]
  chosen: VersionView
  film: Film
  onChoose: (version: VersionView) => void
}

/** Back, play, forward, how fast; and which moment is shown. */
export function FilmControls({ versions, chosen, film, onChoose }: FilmControlsProps) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const words = useVersionWords()
  const at = versions.indexOf(chosen)
  const step = (by: -1 | 1) => {
    const wanted = versions[at + by]
    if (wanted) onChoose(wanted)
  }
  const Face = film.playing ? Pause : Play
  return (
    <div className="film">
      <div className="film-buttons">
        <StepButton label={t('history.film.previous')} disabled={at <= 0} onClick={() => step(-1)}>
          <ChevronLeft aria-hidden size={22} />
        </StepButton>
        <button type="button" className="button film-play" onClick={film.playing ? film.stop : film.play}>
          <Face aria-hidden size={20} />
          <span>{t(film.playing ? 'history.film.pause' : 'history.film.play')}</span>
        </button>
        <StepButton
          label={t('history.film.next')}
          disabled={at >= versions.length - 1}
          onClick={() => step(1)}
        >
          <ChevronRight aria-hidden size={22} />
        </StepButton>
      </div>
      <p className="film-moment">
        <strong>{words.moment(chosen)}</strong> <span className="muted">{words.label(chosen)}</span>
      </p>
      <label className="film-speed">
        <span className="small muted">{t('history.film.speed')}</span>
        <select
          className="input"
          value={film.speed}
          onChange={(event) => film.setSpeed(Number(event.currentTarget.value) as FilmSpeed)}
        >
          {filmSpeeds.map((speed) => (
            <option key={speed} value={speed}>
              {number(speed)}×
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

interface StepButtonProps {
  label: string
  disabled: boolean
  onClick: () => void
  children: React.ReactNode
}

function StepButton({ label, disabled, onClick, children }: StepButtonProps) {
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  )
}
