import { addCard, renameCard, type Spot } from '@sheshi/methods'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../app/toast.tsx'
import { copyText } from '../board/copyText.ts'
import { CardForm } from './CardForm.tsx'
import type { OpenForm } from './OutlineTree.tsx'
import { cardKey, type Row } from './rows.ts'
import type { useOutlineEdits } from './useOutlineEdits.ts'

/** What somebody is writing in the tree. `key`: the row that the field stands on. */
type Writing =
  | { kind: 'rename'; key: string; id: string; was: string; text: string }
  | { kind: 'add'; key: string; to: Spot; title: string; text: string }

interface FormParts {
  rows: Row[]
  run: ReturnType<typeof useOutlineEdits>['run']
  /** Gives a row the focus, as soon as it is there. */
  focusRow: (key: string) => void
}

/** The one field of the tree: opening it, keeping what is typed whatever others do, saving. */
export function useForm({ rows, run, focusRow }: FormParts): {
  open: OpenForm | null
  rename: (row: Row) => void
  add: (row: Row) => void
} {
  const { t } = useTranslation()
  const [writing, setWriting] = useState<Writing | null>(null)
  useRescue(writing, rows, () => setWriting(null))
  const rename = useCallback((row: Row) => {
    if (row.kind === 'section' && !row.named) return
    setWriting({ kind: 'rename', key: row.key, id: row.id, was: row.title, text: row.title })
  }, [])
  const add = useCallback((row: Row) => setWriting({ kind: 'add', ...placeFor(row), text: '' }), [])

  const leave = (key: string) => {
    setWriting(null)
    focusRow(key)
  }
  const save = () => {
    if (!writing) return
    const { text } = writing
    if (writing.kind === 'rename') {
      const { id, was } = writing
      const made = text.trim() === was.trim() ? id : run((board) => renameCard(board, { id, text }))
      if (made !== null) leave(writing.key)
      return
    }
    const { to } = writing
    const made = run((board) => addCard(board, { to, text }))
    if (made !== null) leave(cardKey(made))
  }
  const form = writing && (
    <CardForm
      label={t(`outline.form.${writing.kind}`, {
        title: writing.kind === 'add' ? writing.title : writing.was,
      })}
      draft={writing.text}
      onDraft={(text) => setWriting({ ...writing, text })}
      onSave={save}
      onCancel={() => leave(writing.key)}
    />
  )
  return {
    open: writing && { key: writing.key, instead: writing.kind === 'rename', form },
    rename,
    add,
  }
}

/** A card of a tree gets what comes next under it; everywhere else it goes to the same section. */
function placeFor(row: Row): { key: string; to: Spot; title: string } {
  const { key, id, section, title, kind, inTree } = row
  const to = kind === 'card' && inTree ? { section, under: id } : { section }
  return { key, to, title }
}

/** Where somebody takes away what one is writing on, the words can still be had. */
function useRescue(writing: Writing | null, rows: Row[], close: () => void): void {
  const { t } = useTranslation()
  const toast = useToast()
  const isGone = writing !== null && !rows.some(({ key }) => key === writing.key)
  useEffect(() => {
    if (!isGone || !writing) return
    close()
    const { text } = writing
    if (text.trim() === '' || (writing.kind === 'rename' && text === writing.was)) return
    toast({
      text: t('outline.form.gone', { text }),
      action: { label: t('outline.form.copy'), run: () => void copyText(text) },
    })
  }, [isGone, writing, close, toast, t])
}
