import { X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ToastMessage {
  text: string
  /** A button in the message, e.g. to take back what was done. */
  action?: { label: string; run: () => void }
}

const ToastContext = createContext<((message: ToastMessage) => void) | null>(null)

const shownFor = 10_000

/** Shows one short message at a time at the foot of the page; for ten seconds. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [message, setMessage] = useState<ToastMessage | null>(null)
  const show = useCallback((next: ToastMessage) => setMessage(next), [])

  useEffect(() => {
    if (!message) return
    const timer = setTimeout(() => setMessage(null), shownFor)
    return () => clearTimeout(timer)
  }, [message])

  const dismiss = () => setMessage(null)

  return (
    <ToastContext value={show}>
      {children}
      <div className="toast-place" role="status">
        {message && (
          <div className="toast">
            <span>{message.text}</span>
            {message.action && (
              <button
                type="button"
                className="toast-action"
                onClick={() => {
                  message.action?.run()
                  dismiss()
                }}
              >
                {message.action.label}
              </button>
            )}
            <button type="button" className="toast-close" aria-label={t('app.close')} onClick={dismiss}>
              <X aria-hidden size={18} />
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  )
}

/** How to show a message. Only inside `ToastProvider`. */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider')
  return show
}
