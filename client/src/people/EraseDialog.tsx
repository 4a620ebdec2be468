import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../app/FormDialog.tsx'

interface EraseDialogProps {
  title: string
  text: string
  /** What the choice says by which all they made goes too. */
  things: string
  onErase: (things: boolean) => Promise<void>
  onClose: () => void
}

/** Asks once more before everything about a person goes, and whether what they made goes with it. */
export function EraseDialog({ title, text, things, onErase, onClose }: EraseDialogProps) {
  const { t } = useTranslation()
  const [withThings, setWithThings] = useState(false)
  return (
    <FormDialog
      title={title}
      submitLabel={t('people.erase.submit')}
      onSubmit={() => onErase(withThings)}
      onClose={onClose}
    >
      <p>{text}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={withThings}
          onChange={(event) => setWithThings(event.currentTarget.checked)}
        />
        <span>{things}</span>
      </label>
      <p className="small muted">{t('people.erase.rest')}</p>
    </FormDialog>
  )
}
