import type { BoardState, Edited, Refusal } from '@sheshi/methods'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor } from 'tldraw'
import { useToast } from '../app/toast.tsx'
import { applyEdit } from './applyEdit.ts'
import { recordsOf } from './useLiveOutline.ts'

/** Tries an edit on the board as it is now: the card's id where it was made, else why not. */
export type TryEdit = (edit: (board: BoardState) => Edited) => { id: string } | { refused: Refusal }

interface Board {
  /** null on a page without a canvas, where nothing is edited. */
  editor: Editor | null
  template: string
  refresh: () => void
}

/** Makes edits of the outline on the board. `attempt` answers quietly; `run` says in a message why one was not made. */
export function useOutlineEdits({ editor, template, refresh }: Board): {
  attempt: TryEdit
  run: (edit: (board: BoardState) => Edited) => string | null
} {
  const { t } = useTranslation()
  const toast = useToast()
  const attempt = useCallback<TryEdit>(
    (edit) => {
      if (!editor || editor.getIsReadonly()) return { refused: 'locked' }
      const edited = edit({ records: recordsOf(editor.store), template })
      if ('refused' in edited) return edited
      applyEdit(editor, edited)
      refresh()
      return { id: edited.id }
    },
    [editor, template, refresh],
  )
  const run = useCallback(
    (edit: (board: BoardState) => Edited) => {
      const made = attempt(edit)
      if (!('refused' in made)) return made.id
      toast({ text: t(`outline.refused.${made.refused}`) })
      return null
    },
    [attempt, toast, t],
  )
  return { attempt, run }
}
