import type { Locale, ShowingView } from '@sheshi/records'
import { under } from '../app/base.ts'

/** What the board tells while it is followed. */
export interface Followed {
  /** False while nothing is heard of it. */
  connected: boolean
  /** True once it was connected. */
  heard: boolean
  /** Counts up when the drawing has changed. */
  change: number
  people: number
  showing: ShowingView | null
  /** False while the lab's server cannot save. */
  saving: boolean
}

export const unheard: Followed = {
  connected: false,
  heard: false,
  change: 0,
  people: 0,
  showing: null,
  saving: true,
}

interface FollowOptions {
  boardId: string
  locale: Locale
  onNews(news: Partial<Followed>): void
  /** The stream was refused or ended for good: whoever knows more should be asked. */
  onEnded(): void
}

/** Milliseconds before a stream that was refused or sent away is tried again, and as much again by chance. */
const pause = 2_000

/** Follows a board until stopped: opens its stream again whenever it breaks. */
export function followBoard({ boardId, locale, onNews, onEnded }: FollowOptions): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let rounds = 0
  const again = () => {
    source?.close()
    onNews({ connected: false })
    clearTimeout(timer)
    timer = setTimeout(open, pause + Math.random() * pause)
  }
  const open = () => {
    rounds += 1
    const base = rounds * 1e6
    source = new EventSource(under(`/api/v1/boards/${boardId}/events?locale=${locale}`))
    const on = <T>(event: string, take: (data: T) => void) =>
      source?.addEventListener(event, (message) => take(JSON.parse((message as MessageEvent).data) as T))
    source.onopen = () => onNews({ connected: true, heard: true })
    source.onerror = () => {
      onNews({ connected: false })
      // The browser itself tries again after a broken line; not after an answer that is no stream.
      if (source?.readyState !== EventSource.CLOSED) return
      onEnded()
      again()
    }
    // The server counts from its own start: what was heard before is always older.
    on<{ change: number }>('changed', ({ change }) => onNews({ change: base + change }))
    on<{ count: number }>('people', ({ count }) => onNews({ people: count }))
    on<ShowingView | null>('showing', (showing) => onNews({ showing }))
    on<{ ok: boolean }>('saving', ({ ok }) => onNews({ saving: ok }))
    on<{ code: number }>('ended', ({ code }) => {
      if (code < 4500) onEnded()
      again()
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
