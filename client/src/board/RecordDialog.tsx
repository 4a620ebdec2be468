import type { Export } from '@sheshi/records'
import { BookCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { Editor } from 'tldraw'
import { api } from '../app/api.ts'
import { Dialog } from '../app/Dialog.tsx'
import { Problem } from '../app/Problem.tsx'
import type { BoardSession } from './boardSession.ts'
import { type BoardPictures, takePictures } from './pictures.ts'
import type { BoardFacts } from './remembered.ts'

type Progress =
  | { kind: 'idle' }
  | { kind: 'saving' | 'drawing' | 'sending' }
  | { kind: 'done'; made: Export }
  | { kind: 'failed'; why: 'unsaved' | 'drawing' }
  | { kind: 'failed'; why: 'refused'; error: unknown }

interface RecordDialogProps {
  facts: BoardFacts
  session: BoardSession
  editor: Editor
  onClose: () => void
}

/** Puts the board, in words and as pictures, into the record of its challenge. */
export function RecordDialog({ facts, session, editor, onClose }: RecordDialogProps) {
  const { t } = useTranslation()
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' })
  const working = progress.kind === 'saving' || progress.kind === 'drawing' || progress.kind === 'sending'
  const start = async () => setProgress(await addToRecord(facts.id, session, editor, setProgress))

  return (
    <Dialog title={t('board.record.title')} onClose={onClose}>
      <div className="stack">
        <p>{t('board.record.explain', { challenge: facts.challengeTitle })}</p>
        <div role="status">
          {working && <p className="record-progress">{t(progressKeys[progress.kind])}</p>}
          {progress.kind === 'done' && (
            <p className="notice">
              <BookCheck aria-hidden size={20} />
              {t('board.record.done', { number: progress.made.number })}
            </p>
          )}
        </div>
        <Failure progress={progress} />
        <div className="row">
          {progress.kind === 'done' && (
            <>
              <Link
                className="button button-primary"
                to={`/challenges/${progress.made.challengeId}?takeOver=${progress.made.id}`}
              >
                {t('board.record.takeOver')}
              </Link>
              <Link className="button" to={`/challenges/${progress.made.challengeId}`}>
                {t('board.record.show')}
              </Link>
            </>
          )}
          <button
            type="button"
            className={`button ${progress.kind === 'done' ? '' : 'button-primary'}`}
            disabled={working}
            onClick={start}
          >
            {t(progress.kind === 'idle' ? 'board.record.start' : 'board.record.again')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

const progressKeys = {
  saving: 'board.record.saving',
  drawing: 'board.record.drawing',
  sending: 'board.record.sending',
}

function Failure({ progress }: { progress: Progress }) {
  const { t } = useTranslation()
  if (progress.kind !== 'failed') return null
  if (progress.why !== 'refused') {
    const key = progress.why === 'drawing' ? 'board.record.problems.drawing' : 'board.record.problems.unsaved'
    return (
      <p className="notice notice-danger" role="alert">
        {t(key)}
      </p>
    )
  }
  return (
    <>
      <Problem error={progress.error} />
      <p>{t('board.record.problems.nothing')}</p>
    </>
  )
}

/** The server exports what it has, so first everything drawn here must be there. Answers how it ended. */
async function addToRecord(
  boardId: string,
  session: BoardSession,
  editor: Editor,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  tell({ kind: 'saving' })
  if (!(await session.settle())) return { kind: 'failed', why: 'unsaved' }
  tell({ kind: 'drawing' })
  const pictures = await takePictures(editor).catch(() => null)
  if (!pictures) return { kind: 'failed', why: 'drawing' }
  tell({ kind: 'sending' })
  try {
    return { kind: 'done', made: await api.post<Export>(`/boards/${boardId}/exports`, toForm(pictures)) }
  } catch (error) {
    return { kind: 'failed', why: 'refused', error }
  }
}

function toForm({ svg, png }: BoardPictures): FormData {
  const form = new FormData()
  if (svg) form.append('svg', svg, 'board.svg')
  if (png) form.append('png', png, 'board.png')
  return form
}
