import type { BoardView, ChallengeView } from '@sheshi/records'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Dialog } from '../app/Dialog.tsx'
import { FormDialog } from '../app/FormDialog.tsx'
import { useLocale } from '../app/useLocale.ts'
import { ChallengeSelect } from '../challenges/NewBoardDialog.tsx'
import { ImportReport } from './ImportReport.tsx'
import '../verify/verify.css'
import './imports.css'

interface ImportDialogProps {
  /** The challenge that the board is for, or null for none. */
  challengeId: string | null
  /** Challenges to choose from instead. */
  challenges?: ChallengeView[]
  onClose: () => void
}

/** Makes a board from a file, then says what came over and what did not. */
export function ImportDialog({ challengeId, challenges, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const [file, setFile] = useState<File | null>(null)
  const [challenge, setChallenge] = useState(challengeId ?? '')
  const [board, setBoard] = useState<BoardView | null>(null)

  const send = async () => {
    if (!file) return
    const form = new FormData()
    form.set('challengeId', challenge)
    form.set('locale', locale)
    form.set('file', file, file.name)
    setBoard(await api.post<BoardView>('/boards/import', form))
  }
  if (board) return <Done board={board} onClose={onClose} />
  return (
    <FormDialog
      title={t('imports.title')}
      submitLabel={t('imports.submit')}
      onSubmit={send}
      onClose={onClose}
      incomplete={!file}
    >
      <p>{t('imports.what')}</p>
      <label className="verify-choice">
        <FileUp aria-hidden size={28} />
        <span className="verify-choice-text">
          <span className="field-label">{t('imports.choose')}</span>
          <span className="small muted">{file?.name ?? t('imports.kinds')}</span>
        </span>
        <input
          type="file"
          className="verify-file"
          accept=".zip,.canvas,.excalidraw,.json,application/zip,application/json"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      {challenges && <ChallengeSelect value={challenge} onChange={setChallenge} challenges={challenges} />}
    </FormDialog>
  )
}

function Done({ board, onClose }: { board: BoardView; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('imports.done')} onClose={onClose}>
      <div className="stack">
        <p>
          <strong>{board.title}</strong>
        </p>
        {board.imported && <ImportReport imported={board.imported} />}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.close')}
          </button>
          <Link className="button button-primary" to={`/board/${board.id}`}>
            {t('imports.open')}
          </Link>
        </div>
      </div>
    </Dialog>
  )
}
