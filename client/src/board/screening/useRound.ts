import type { BallotScores, ScreeningView } from '@sheshi/records'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Editor, useValue } from 'tldraw'
import { api } from '../../app/api.ts'
import { type Resource, useResource } from '../../app/useResource.ts'

const screeningPath = (boardId: string) => `/boards/${encodeURIComponent(boardId)}/screening`

/** The round of a board, asked anew whenever the server writes onto the board that it has changed. */
export function useRound(boardId: string, editor: Editor): Resource<ScreeningView> {
  const round = useResource<ScreeningView>(screeningPath(boardId))
  const mark = useValue('round', () => JSON.stringify(editor.getDocumentSettings().meta.screening ?? null), [
    editor,
  ])
  const { reload } = round
  const seen = useRef(mark)
  useEffect(() => {
    if (seen.current === mark) return
    seen.current = mark
    void reload()
  }, [mark, reload])
  return round
}

/** Opens or closes the round. */
export const changeRound = (boardId: string, to: 'open' | 'close'): Promise<ScreeningView> =>
  api.post<ScreeningView>(`${screeningPath(boardId)}/${to}`)

/** One's own ballot while one fills it in. */
export interface OwnBallot {
  scores: BallotScores
  /** Shows the score at once, and sends the ballot when the hand rests. */
  give: (scores: BallotScores) => void
  state: 'same' | 'sending' | 'kept' | 'failed'
  error: unknown
}

/** Long enough that a row of clicks is one ballot, short enough that nobody closes the page before. */
const rest = 400

/** Sends one ballot after the other, the newest last; what could not be sent goes with the next. */
export function useOwnBallot(boardId: string, { value, set }: Resource<ScreeningView>): OwnBallot {
  const [scores, setScores] = useState<BallotScores | null>(null)
  const [state, setState] = useState<OwnBallot['state']>('same')
  const [error, setError] = useState<unknown>(null)
  const waiting = useRef<BallotScores | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const sending = useRef(Promise.resolve())

  const send = useCallback(() => {
    clearTimeout(timer.current)
    sending.current = sending.current.then(async () => {
      const ballot = waiting.current
      if (ballot === null) return
      waiting.current = null
      try {
        set(await api.put<ScreeningView>(`${screeningPath(boardId)}/ballot`, { scores: ballot }))
        setError(null)
        setState(waiting.current === null ? 'kept' : 'sending')
      } catch (caught) {
        waiting.current ??= ballot
        setError(caught)
        setState('failed')
      }
    })
  }, [boardId, set])

  useEffect(() => () => send(), [send])

  const give = (ballot: BallotScores) => {
    setScores(ballot)
    setState('sending')
    waiting.current = ballot
    clearTimeout(timer.current)
    timer.current = setTimeout(send, rest)
  }
  return { scores: scores ?? value?.mine ?? {}, give, state, error }
}
