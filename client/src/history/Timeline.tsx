import type { VersionView } from '@sheshi/records'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { VersionSession } from './sessions.ts'
import { useVersionWords } from './useVersionWords.ts'

interface TimelineProps {
  sessions: readonly VersionSession[]
  chosen: VersionView
  onChoose: (version: VersionView) => void
}

/** One mark a version, by session; what has a name carries it. To keyboards and screen readers it is one slider. */
export function Timeline({ sessions, chosen, onChoose }: TimelineProps) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const strip = useRef<HTMLDivElement>(null)
  const ordered = sessions.flat()
  useEffect(() => {
    const mark = strip.current?.querySelector(`[data-version="${CSS.escape(chosen.id)}"]`)
    mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [chosen.id])
  return (
    <div ref={strip} className="timeline">
      <div
        className="timeline-slider"
        role="slider"
        tabIndex={0}
        aria-label={t('history.timeline')}
        aria-valuemin={1}
        aria-valuemax={ordered.length}
        aria-valuenow={ordered.indexOf(chosen) + 1}
        aria-valuetext={[words.moment(chosen), words.label(chosen)].filter(Boolean).join(', ')}
      />
      {sessions.map((session) => {
        const [first] = session
        return (
          first && (
            <div key={first.id} className="timeline-session">
              <div className="timeline-marks">
                {session.map((version) => (
                  <Mark
                    key={version.id}
                    version={version}
                    label={words.label(version)}
                    title={words.moment(version)}
                    chosen={version === chosen}
                    onChoose={onChoose}
                  />
                ))}
              </div>
              <span className="timeline-when">{words.moment(first)}</span>
            </div>
          )
        )
      })}
    </div>
  )
}

interface MarkProps {
  version: VersionView
  label: string
  title: string
  chosen: boolean
  onChoose: (version: VersionView) => void
}

function Mark({ version, label, title, chosen, onChoose }: MarkProps) {
  return (
    <button
      type="button"
      // The slider beside it is what keyboards use.
      tabIndex={-1}
      aria-hidden
      className="timeline-mark"
      data-version={version.id}
      data-kind={version.readable ? version.kind : 'damaged'}
      data-chosen={chosen}
      title={title}
      onClick={() => onChoose(version)}
    >
      {label && <span className="timeline-label">{label}</span>}
      <span className="timeline-bar" />
    </button>
  )
}
