import type { BoardPatch, BoardView, ChallengeView } from '@sheshi/records'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { Problem } from '../app/Problem.tsx'
import { useResource } from '../app/useResource.ts'
import { etagOf } from './etag.ts'
import { ChallengeSelect } from './NewBoardDialog.tsx'
import { TextField } from './TextField.tsx'

interface BoardDialogProps {
  board: BoardView
  onClose: () => void
  onDone: () => void
}

/** Gives a board another title. */
export function RenameBoardDialog({ board, onClose, onDone }: BoardDialogProps) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(board.title)
  return (
    <PatchDialog
      title={t('challenges.board.rename')}
      board={board}
      patch={{ title }}
      onClose={onClose}
      onDone={onDone}
    >
      <TextField label={t('challenges.fields.title')} value={title} onChange={setTitle} max={200} required />
    </PatchDialog>
  )
}

/** Puts a board into another challenge, or into none. */
export function MoveBoardDialog({ board, onClose, onDone }: BoardDialogProps) {
  const { t } = useTranslation()
  const { value: challenges, problem } = useResource<ChallengeView[]>('/challenges')
  const [challengeId, setChallengeId] = useState(board.challengeId ?? '')
  return (
    <PatchDialog
      title={t('challenges.board.move')}
      board={board}
      patch={{ challengeId: challengeId || null }}
      onClose={onClose}
      onDone={onDone}
    >
      <p>
        <strong>{board.title}</strong>
      </p>
      <Problem error={problem} />
      {challenges && (
        <ChallengeSelect value={challengeId} onChange={setChallengeId} challenges={challenges} />
      )}
    </PatchDialog>
  )
}

interface PatchDialogProps extends BoardDialogProps {
  title: string
  patch: BoardPatch
  children: ReactNode
}

function PatchDialog({ title, board, patch, onClose, onDone, children }: PatchDialogProps) {
  const { t } = useTranslation()
  const save = async () => {
    await api.patch(`/boards/${board.id}`, patch, etagOf(board))
    onDone()
  }
  return (
    <FormDialog title={title} submitLabel={t('app.save')} onSubmit={save} onClose={onClose}>
      {children}
    </FormDialog>
  )
}
