import type { VersionRecords, VersionView } from '@sheshi/records'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router-dom'
import type { Editor, TLDocument, TLRecord } from 'tldraw'
import { api } from '../app/api.ts'
import { problemText } from '../app/problems.ts'
import { useToast } from '../app/toast.tsx'
import { useLocale } from '../app/useLocale.ts'
import type { BoardSession } from '../board/boardSession.ts'
import { restoreBoard, restoredIn } from './restoreBoard.ts'

/** What the history page hands to the board's page: the version to be brought back there. */
export interface RestoreWanted {
  restore: { version: string; at: string }
}

const isWanted = (state: unknown): state is RestoreWanted =>
  typeof state === 'object' && state !== null && 'restore' in state

/** Brings back the version that the history page has asked for, once the canvas is there; then that is forgotten. */
export function useRestore(session: BoardSession, editor: Editor | null): void {
  const { state, pathname } = useLocation()
  const navigate = useNavigate()
  const tell = useRestoreWords()
  const begun = useRef<unknown>(null)
  useEffect(() => {
    if (!editor || !isWanted(state) || begun.current === state) return
    begun.current = state
    // A reload must not do it again.
    navigate(pathname, { replace: true, state: null })
    tell.begun()
    bringBack(session, editor, state.restore).then(
      (done) => (done ? tell.done(state.restore.at, () => editor.undo()) : tell.unsaved()),
      (error: unknown) => tell.failed(error),
    )
  }, [editor, session, state, pathname, navigate, tell])
}

/** Says to everybody on the board that somebody has taken it back, or has undone that. */
export function useRestoredNews(editor: Editor | null): void {
  const tell = useRestoreWords()
  useEffect(() => {
    if (!editor) return
    return editor.store.listen(
      ({ changes }) => {
        for (const [from, to] of Object.values<[TLRecord, TLRecord]>(changes.updated)) {
          if (from.typeName === 'document' && to.typeName === 'document') hear(from, to)
        }
      },
      { source: 'remote', scope: 'document' },
    )
    function hear(from: TLDocument, to: TLDocument) {
      const [before, after] = [restoredIn(from), restoredIn(to)]
      if (before?.at === after?.at) return
      if (after && after.at > (before?.at ?? '')) tell.byOther(after.to)
      else tell.undone()
    }
  }, [editor, tell])
}

/** First the state before is kept as a version of its own; false where what was drawn here is not on the server. */
async function bringBack(
  session: BoardSession,
  editor: Editor,
  { version, at }: RestoreWanted['restore'],
): Promise<boolean> {
  const path = `/boards/${session.boardId}/versions`
  if (!(await session.settle())) return false
  const { records } = await api.get<VersionRecords>(`${path}/${version}/records`)
  await api.post<VersionView>(path, { kind: 'restore', backTo: version })
  restoreBoard(editor, records as unknown as TLRecord[], { to: at, at: new Date().toISOString() })
  session.flush()
  return true
}

/** What is said about it, in the reader's language. */
function useRestoreWords() {
  const { t } = useTranslation()
  const toast = useToast()
  const { moment } = useLocale()
  return useMemo(
    () => ({
      begun: () => toast({ text: t('history.restore.begun') }),
      done: (at: string, undo: () => void) =>
        toast({
          text: t('history.restore.done', { moment: moment(at) }),
          action: { label: t('app.undo'), run: undo },
        }),
      unsaved: () => toast({ text: t('history.restore.unsaved') }),
      failed: (error: unknown) => toast({ text: problemText(t, error) }),
      byOther: (at: string) => toast({ text: t('history.restore.byOther', { moment: moment(at) }) }),
      undone: () => toast({ text: t('history.restore.undone') }),
    }),
    [t, toast, moment],
  )
}
