import { Copy, KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/toast.tsx'
import { copyText } from '../board/copyText.ts'

/** The webhook's new secret: shown until it is put away, and never again. */
export function SecretOnce({ secret, onSeen }: { secret: string; onSeen: () => void }) {
  const { t } = useTranslation()
  const toast = useToast()
  const copy = async () => {
    if (await copyText(secret)) toast({ text: t('connections.secret.copied') })
  }
  return (
    <div className="notice notice-warning" role="status">
      <KeyRound aria-hidden size={20} />
      <div className="stack stack-tight connections-secret">
        <p>{t('connections.secret.text')}</p>
        <code data-testid="webhook-secret">{secret}</code>
        <div className="row">
          <button type="button" className="button" onClick={() => void copy()}>
            <Copy aria-hidden size={18} />
            {t('connections.secret.copy')}
          </button>
          <button type="button" className="button" onClick={onSeen}>
            {t('connections.secret.seen')}
          </button>
        </div>
      </div>
    </div>
  )
}
