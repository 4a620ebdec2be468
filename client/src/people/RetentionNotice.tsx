import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'

interface RetentionNoticeProps {
  boardId: string
  deletesAt: string
  onKept: () => void
}

/** Says on which day a board goes because nobody changes anything on it, and lets a facilitator keep it. */
export function RetentionNotice({ boardId, deletesAt, onKept }: RetentionNoticeProps) {
  const { t } = useTranslation()
  const { day } = useLocale()
  const { busy, error, run } = useAction()
  const keep = () =>
    run(async () => {
      await api.patch(`/boards/${boardId}`, { keep: true })
      onKept()
    })
  return (
    <div className="notice notice-warning retention" data-testid="retention">
      <CalendarClock aria-hidden size={20} />
      <p className="small">{t('people.retention.text', { day: day(deletesAt) })}</p>
      <button type="button" className="button" disabled={busy} onClick={() => void keep()}>
        {t('people.retention.keep')}
      </button>
      <Problem error={error} />
    </div>
  )
}
