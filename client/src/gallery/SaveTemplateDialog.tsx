import { type OwnTemplateView, steps, type TemplateView } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { useToast } from '../app/toast.tsx'
import { useResource } from '../app/useResource.ts'
import { TemplateFields, type TemplateWords } from './TemplateFields.tsx'
import './gallery.css'

interface SaveTemplateDialogProps {
  board: { id: string; title: string; template: string }
  onClose: () => void
}

/** Saves the open board as one of the lab's own templates, with or without what people put on it. */
export function SaveTemplateDialog({ board, onClose }: SaveTemplateDialogProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const { value: templates } = useResource<TemplateView[]>('/templates')
  const base = templates?.find(({ id }) => id === board.template)
  const [changed, setChanged] = useState<TemplateWords | null>(null)
  const [keepWritten, setKeepWritten] = useState(false)
  const words = changed ?? {
    name: board.title.slice(0, 100),
    description: '',
    step: steps.find((step) => step === base?.step) ?? null,
  }
  const save = async () => {
    await api.post<OwnTemplateView>('/templates/own', { boardId: board.id, ...words, keepWritten })
    toast({ text: t('gallery.save.done', { name: words.name }) })
    onClose()
  }
  return (
    <FormDialog
      title={t('gallery.save.title')}
      submitLabel={t('gallery.save.submit')}
      onSubmit={save}
      onClose={onClose}
      incomplete={words.name.trim() === ''}
    >
      <TemplateFields value={words} onChange={setChanged} />
      <fieldset className="keep-choice">
        <legend className="field-label">{t('gallery.save.content')}</legend>
        {[false, true].map((keep) => (
          <label key={String(keep)} className="keep-option">
            <input
              type="radio"
              name="keep"
              checked={keepWritten === keep}
              onChange={() => setKeepWritten(keep)}
            />
            <span>
              <strong>{t(keep ? 'gallery.save.keep' : 'gallery.save.empty')}</strong>
              <span className="small muted">
                {t(keep ? 'gallery.save.keepHint' : 'gallery.save.emptyHint')}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="small muted">{t('gallery.save.never')}</p>
    </FormDialog>
  )
}
