import type { AssetAnswer, Locale, OwnNote, PadView } from '@sheshi/records'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { ApiProblem, api } from '../app/api.ts'
import type { PadEnd } from './EndCard.tsx'
import { forgetView, recallView, rememberView } from './facts.ts'
import { type Followed, followBoard, unheard } from './follow.ts'
import { BrowserStore } from './pendingStore.ts'
import { type Pending, Queue } from './queue.ts'
import { packSketch } from './sketch.ts'

export type PadState = { kind: 'asking' } | { kind: 'known'; view: PadView } | { kind: 'ended'; end: PadEnd }

const store = new BrowserStore()

/** With something remembered to show, a network that hangs is not waited for longer than this. */
const patience = 5_000

const ends: Partial<Record<ApiProblem['kind'], PadEnd>> = {
  'not-signed-in': 'signedOut',
  forbidden: 'signedOut',
  'invite-withdrawn': 'signedOut',
  'invite-over': 'signedOut',
  'not-found': 'notFound',
  'invalid-id': 'notFound',
}

/** What the server says of the board, else what this phone remembers of it. */
export function usePadView(boardId: string, locale: Locale): { state: PadState; ask(): Promise<void> } {
  const [state, setState] = useState<PadState>(() => {
    const view = recallView(boardId)
    return view ? { kind: 'known', view } : { kind: 'asking' }
  })
  const ask = useCallback(async () => {
    const remembered = recallView(boardId)
    try {
      const asked = api.get<PadView>(`/boards/${boardId}/pad?locale=${locale}`)
      const view = await (remembered ? Promise.race([asked, tooLate()]) : asked)
      rememberView(view)
      setState({ kind: 'known', view })
    } catch (error) {
      const end = error instanceof ApiProblem ? ends[error.kind] : undefined
      if (end) forgetView(boardId)
      if (end || !remembered) setState({ kind: 'ended', end: end ?? 'offline' })
    }
  }, [boardId, locale])
  useEffect(() => {
    void ask()
    window.addEventListener('online', ask)
    return () => window.removeEventListener('online', ask)
  }, [ask])
  return { state, ask }
}

const tooLate = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new ApiProblem('offline', null)), patience)
  })

/** What happens on the board, as long as `wanted`. `onUnsure` asks whether one may still be here. */
export function useFollowed(
  boardId: string,
  locale: Locale,
  { wanted, onUnsure }: { wanted: boolean; onUnsure(): void },
): Followed {
  const [followed, setFollowed] = useState(unheard)
  useEffect(() => {
    if (!wanted) return
    return followBoard({
      boardId,
      locale,
      onNews: (news) => setFollowed((before) => ({ ...before, ...news })),
      onEnded: onUnsure,
    })
  }, [boardId, locale, wanted, onUnsure])
  return followed
}

/** The notes on their way from this phone, and how they are told of. */
export function useQueue(
  boardId: string,
  told: { onSent(): void; onRefused(): void },
): { queue: Queue; waiting: readonly Pending[] } {
  const { onSent, onRefused } = told
  const queue = useMemo(
    () => new Queue({ boardId, store, send: sendNote, onSent, onRefused }),
    [boardId, onSent, onRefused],
  )
  useEffect(() => {
    void queue.load()
    const kick = () => queue.kick()
    window.addEventListener('online', kick)
    return () => {
      window.removeEventListener('online', kick)
      queue.stop()
    }
  }, [queue])
  return { queue, waiting: useSyncExternalStore(queue.subscribe, queue.getSnapshot) }
}

/** The picture first; its name is kept, so that it is not sent twice when the note does not get through. */
async function sendNote(pending: Pending, learnt: (asset: string) => Promise<void>): Promise<void> {
  const { boardId, id, text, region, color, signed, sketch, photo } = pending
  let { asset } = pending
  if (photo && asset === null) {
    const { url } = await api.post<AssetAnswer>(`/boards/${boardId}/assets`, photo.blob)
    asset = url.split('/').at(-1) ?? ''
    await learnt(asset)
  }
  await api.post(`/boards/${boardId}/notes`, {
    id,
    text,
    signed,
    ...(region && { region }),
    ...(color && { color }),
    ...(photo && asset && { picture: { asset, width: photo.width, height: photo.height } }),
    ...(sketch && { sketch: { strokes: packSketch(sketch) } }),
  })
}

/** What one has on the board, fetched anew whenever `change` says that it may be something else. */
export function useOwnNotes(boardId: string, change: string) {
  const [notes, setNotes] = useState<OwnNote[] | null>(null)
  const [failed, setFailed] = useState(false)
  const ask = useCallback(async () => {
    try {
      setNotes(await api.get<OwnNote[]>(`/boards/${boardId}/notes/mine`))
      setFailed(false)
    } catch {
      setFailed(true)
    }
  }, [boardId])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the board is the reason to ask again
  useEffect(() => {
    void ask()
  }, [ask, change])
  return { notes, failed, ask }
}
