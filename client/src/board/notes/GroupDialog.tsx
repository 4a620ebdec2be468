import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLShapeId } from 'tldraw'
import { FormDialog } from '../../app/FormDialog.tsx'
import { makeGroups } from './groups.ts'

/** Asks for the name of a group of the notes that were selected, and makes it. */
export function GroupDialog({
  editor,
  ids,
  onClose,
}: {
  editor: Editor
  ids: TLShapeId[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <FormDialog
      title={t('notes.group.title', { count: ids.length })}
      submitLabel={t('notes.group.make')}
      incomplete={name.trim() === ''}
      onSubmit={async () => {
        makeGroups(editor, [{ name: name.trim(), ids }])
        onClose()
      }}
      onClose={onClose}
    >
      <label className="field">
        <span className="field-label">{t('notes.group.name')}</span>
        <input
          className="input"
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
    </FormDialog>
  )
}
