import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { Problem } from './Problem.tsx'
import { useAction } from './useAction.ts'

interface FormDialogProps {
  title: string
  /** What the button that sends says. */
  submitLabel: string
  /** Sends the form; what it throws is shown above the buttons, and the form stays as it is. */
  onSubmit: () => Promise<void>
  onClose: () => void
  wide?: boolean
  /** Something the form needs is missing: it cannot be sent yet. */
  incomplete?: boolean
  /** What else went wrong, e.g. while choices were loaded. */
  problem?: unknown
  children: ReactNode
}

/** A dialog that is a form: fields, what went wrong, cancel and send. */
export function FormDialog(props: FormDialogProps) {
  const { title, submitLabel, onSubmit, onClose, wide = false, incomplete = false, problem, children } = props
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(onSubmit)
  }
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form className="stack" onSubmit={submit}>
        {children}
        <Problem error={error ?? problem} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={busy || incomplete}>
            {submitLabel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
