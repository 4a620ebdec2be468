import type { OwnTemplateView } from '@sheshi/records'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { etagOf } from '../challenges/etag.ts'
import { TemplateFields, type TemplateWords } from './TemplateFields.tsx'

interface OwnTemplateToolsProps {
  template: OwnTemplateView
  onChanged: () => void
}

type Doing = 'nothing' | 'renaming' | 'deleting'

/** Renames or deletes one of the lab's own templates; deleting is asked for twice, for it cannot be taken back. */
export function OwnTemplateTools({ template, onChanged }: OwnTemplateToolsProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const [doing, setDoing] = useState<Doing>('nothing')
  const { name, description, step } = template
  const [words, setWords] = useState<TemplateWords>({ name, description, step })
  const path = `/templates/own/${template.id}`

  const done = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work()
      setDoing('nothing')
      onChanged()
    })
  const save = () => done(() => api.patch(path, words, etagOf(template)))
  const cancel = (
    <button type="button" className="button" onClick={() => setDoing('nothing')}>
      {t('app.cancel')}
    </button>
  )
  return (
    <div className="stack stack-tight own-tools">
      <Problem error={error} />
      {doing === 'nothing' && (
        <div className="row">
          {template.problem === null && (
            <button type="button" className="button" onClick={() => setDoing('renaming')}>
              <Pencil aria-hidden size={18} />
              {t('gallery.rename')}
            </button>
          )}
          <button type="button" className="button button-danger" onClick={() => setDoing('deleting')}>
            <Trash2 aria-hidden size={18} />
            {t('gallery.delete')}
          </button>
        </div>
      )}
      {doing === 'renaming' && (
        <>
          <TemplateFields value={words} onChange={setWords} onEnter={save} />
          <div className="row">
            <button
              type="button"
              className="button button-primary"
              disabled={busy || words.name.trim() === ''}
              onClick={save}
            >
              {t('app.save')}
            </button>
            {cancel}
          </div>
        </>
      )}
      {doing === 'deleting' && (
        <>
          <p>{t('gallery.deleteSure')}</p>
          <div className="row">
            <button
              type="button"
              className="button button-danger"
              disabled={busy}
              onClick={() => done(() => api.delete(path))}
            >
              {t('gallery.deleteNow')}
            </button>
            {cancel}
          </div>
        </>
      )}
    </div>
  )
}
