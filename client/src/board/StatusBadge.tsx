import {
  CircleCheck,
  CloudAlert,
  CloudOff,
  Eye,
  LoaderCircle,
  type LucideIcon,
  RefreshCw,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardSession } from './boardSession.ts'
import { useObservable } from './observable.ts'
import { type BadgeState, badgeState, spokenState } from './status.ts'

/** How each state looks and is said; `short` is what stands in the bar, `text` what explains it. */
const faces: Record<BadgeState, { icon: LucideIcon; tone: string; short: string; text: string }> = {
  connecting: {
    icon: LoaderCircle,
    tone: 'busy',
    short: 'board.status.connecting',
    text: 'board.status.connecting',
  },
  saved: { icon: CircleCheck, tone: 'good', short: 'board.status.saved', text: 'board.status.saved' },
  saving: { icon: RefreshCw, tone: 'busy', short: 'board.status.saving', text: 'board.status.saving' },
  'offline-kept': {
    icon: CloudOff,
    tone: 'warning',
    short: 'board.status.offlineKeptShort',
    text: 'board.status.offlineKept',
  },
  'offline-unkept': {
    icon: CloudOff,
    tone: 'danger',
    short: 'board.status.offlineUnkeptShort',
    text: 'board.status.offlineUnkept',
  },
  'offline-reading': {
    icon: CloudOff,
    tone: 'warning',
    short: 'board.status.offlineReadingShort',
    text: 'board.status.offlineReading',
  },
  failing: {
    icon: CloudAlert,
    tone: 'danger',
    short: 'board.status.failingShort',
    text: 'board.status.failing',
  },
  reading: { icon: Eye, tone: 'quiet', short: 'board.status.readingShort', text: 'board.status.reading' },
}

/** Shorter stays in saving are not shown: a stroke is saved in a few milliseconds, and the badge would flicker. */
const patience = 400

/** The one place that says whether the board is connected and whether the work is saved. */
export function StatusBadge({ session, readOnly }: { session: BoardSession; readOnly: boolean }) {
  const { t } = useTranslation()
  const save = useObservable(session.connection)
  const keptHere = useObservable(session.keptHere)
  const state = useSettled(badgeState({ save, readOnly, keptHere }))
  const { icon: Icon, tone, short, text } = faces[state]
  return (
    <>
      <div className={`badge badge-${tone}`} data-testid="save-badge" data-state={state} title={t(text)}>
        <Icon aria-hidden size={18} />
        <span>{t(short)}</span>
      </div>
      <span className="visually-hidden" role="status" aria-live="polite">
        {t(faces[spokenState(state)].text)}
      </span>
    </>
  )
}

/** The state, but `saving` only once it has lasted. */
function useSettled(state: BadgeState): BadgeState {
  const [shown, setShown] = useState(state)
  useEffect(() => {
    if (state !== 'saving') {
      setShown(state)
      return
    }
    const timer = setTimeout(() => setShown('saving'), patience)
    return () => clearTimeout(timer)
  }, [state])
  return shown
}
