import type { VersionView } from '@sheshi/records'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { useVersionWords } from './useVersionWords.ts'

interface VersionDialogProps {
  boardId: string
  version: VersionView
  onClose: () => void
  onDone: (version?: VersionView) => Promise<void>
}

/** Names the board's present moment, or a version that is there. */
export function NameDialog({
  boardId,
  version,
  onClose,
  onDone,
}: Omit<VersionDialogProps, 'version'> & { version?: VersionView }) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const [name, setName] = useState(version?.name ?? '')
  const field = useId()
  const path = `/boards/${boardId}/versions`
  const submit = async () => {
    const body = { name: name.trim() }
    await onDone(
      version
        ? await api.patch<VersionView>(`${path}/${version.id}`, body)
        : await api.post<VersionView>(path, body),
    )
  }
  return (
    <FormDialog
      title={version ? t('history.name.titleOf', { moment: words.moment(version) }) : t('history.name.title')}
      submitLabel={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      incomplete={name.trim() === ''}
    >
      <p>{t('history.name.explain')}</p>
      <div className="field">
        <label htmlFor={field}>{t('history.name.label')}</label>
        <input
          id={field}
          name="name"
          className="input"
          value={name}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  )
}

/** Asks before a moment is let go of. */
export function DeleteDialog({ boardId, version, onClose, onDone }: VersionDialogProps) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const submit = async () => {
    await api.delete(`/boards/${boardId}/versions/${version.id}`)
    await onDone()
  }
  return (
    <FormDialog
      title={t('history.delete.title')}
      submitLabel={t('history.delete.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t('history.delete.explain', {
          name: words.label(version) || words.moment(version),
          moment: words.moment(version),
        })}
      </p>
    </FormDialog>
  )
}

interface RestoreDialogProps {
  version: VersionView
  onClose: () => void
  onRestore: () => void
}

/** Says what will happen before a board is taken back. */
export function RestoreDialog({ version, onClose, onRestore }: RestoreDialogProps) {
  const { t } = useTranslation()
  const words = useVersionWords()
  return (
    <FormDialog
      title={t('history.restore.title', { moment: words.moment(version) })}
      submitLabel={t('history.restore.submit')}
      onSubmit={async () => onRestore()}
      onClose={onClose}
    >
      <p>{t('history.restore.everybody')}</p>
      <p>{t('history.restore.kept')}</p>
      <p>{t('history.restore.undoable')}</p>
    </FormDialog>
  )
}
