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

/** Shows one short message at a time at the foot of the page; ten seconds, longer while pointed at or focused. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [message, setMessage] = useState<ToastMessage | null>(null)
  const [held, setHeld] = useState(false)
  const show = useCallback((next: ToastMessage) => setMessage(next), [])

  useEffect(() => {
    if (!message || held) return
    const timer = setTimeout(() => setMessage(null), shownFor)
    return () => clearTimeout(timer)
  }, [message, held])

  const dismiss = () => {
    setMessage(null)
    setHeld(false)
  }

  return (
    <ToastContext value={show}>
      {children}
      <div className="toast-place" role="status">
        {message && (
          <div
            className="toast"
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
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
