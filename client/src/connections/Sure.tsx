import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../app/FormDialog.tsx'

interface SureProps {
  label: string
  /** The same with whom it is about, for those who do not see what stands beside it. */
  labelWhom?: string
  /** What cannot be taken back. */
  text: string
  danger?: boolean
  disabled: boolean
  onSure: () => Promise<void>
}

/** A button that asks once more, because what it does cannot be taken back. */
export function Sure({ label, labelWhom, text, danger = false, disabled, onSure }: SureProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const act = async () => {
    await onSure()
    setAsking(false)
  }
  return (
    <>
      <button
        type="button"
        className={danger ? 'button button-danger' : 'button'}
        disabled={disabled}
        aria-label={labelWhom}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {asking && (
        <FormDialog
          title={t('connections.sure')}
          submitLabel={label}
          onSubmit={act}
          onClose={() => setAsking(false)}
        >
          <p>{text}</p>
        </FormDialog>
      )}
    </>
  )
}
