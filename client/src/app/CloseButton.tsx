import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** The cross in the head of what can be closed. */
export function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="button button-quiet button-icon"
      aria-label={t('app.close')}
      onClick={onClose}
    >
      <X aria-hidden size={20} />
    </button>
  )
}
