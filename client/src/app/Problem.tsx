import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemText } from './problems.ts'

/** Says what went wrong, and offers to try again where that makes sense. Nothing where nothing is wrong. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  if (!error) return null
  return (
    <div className="notice notice-danger" role="alert">
      <CircleAlert aria-hidden size={20} />
      <div className="stack stack-tight">
        <p>{problemText(t, error)}</p>
        {onRetry && (
          <div>
            <button type="button" className="button" onClick={onRetry}>
              {t('app.retry')}
            </button>
          </div>
        )}
      </div>
    </div>
  )
}
