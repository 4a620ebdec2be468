import { notesOfText } from '@sheshi/methods'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor } from 'tldraw'
import { Dialog } from '../../app/Dialog.tsx'
import { useToast } from '../../app/toast.tsx'
import { type PastedText, putText, takeTexts } from '../externalContent.ts'
import { putNotes } from './paste.ts'

/** So many notes are made without asking. */
const unasked = 20
/** More are surely a document, and would bury the board. */
const most = 500

interface Asked {
  texts: string[]
  pasted: PastedText
}

/** Makes many notes of a pasted text of many lines; `editor` is null where that is not wanted. Returns what it asks. */
export function usePaste(editor: Editor | null, template: string): ReactNode {
  const { t } = useTranslation()
  const toast = useToast()
  const [asked, setAsked] = useState<Asked | null>(null)

  const make = (on: Editor, { texts, pasted }: Asked) => {
    const ids = putNotes(on, template, texts.slice(0, most), pasted.point)
    const asOne = () => {
      on.markHistoryStoppingPoint('as one text')
      on.deleteShapes(ids)
      void putText(on, pasted)
    }
    toast({
      text: t('notes.paste.made', { count: ids.length }),
      action: { label: t('notes.paste.asOne'), run: asOne },
    })
  }
  useEffect(() => {
    if (!editor) return
    return takeTexts(editor, (pasted) => {
      const texts = notesOfText(pasted.text)
      if (texts.length < 2) return false
      if (texts.length > unasked) setAsked({ texts, pasted })
      else make(editor, { texts, pasted })
      return true
    })
  })
  if (!asked || !editor) return null
  const close = () => setAsked(null)
  const count = Math.min(asked.texts.length, most)
  return (
    <Dialog title={t('notes.paste.title', { count: asked.texts.length })} onClose={close}>
      <p>{t(asked.texts.length > most ? 'notes.paste.tooMany' : 'notes.paste.explain', { count, most })}</p>
      <div className="dialog-foot">
        <button
          type="button"
          className="button"
          onClick={() => {
            close()
            void putText(editor, asked.pasted)
          }}
        >
          {t('notes.paste.asOne')}
        </button>
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            close()
            make(editor, asked)
          }}
        >
          {t('notes.paste.make', { count })}
        </button>
      </div>
    </Dialog>
  )
}
