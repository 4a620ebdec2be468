import type { ClientConfig } from '@sheshi/records'
import { api } from '../app/api.ts'

/** Milliseconds between two looks, and how long an answer may take. */
const every = 3_000
const patience = 2_500
/** So many looks in a row without an answer, and the line is taken for dead: one may be lost on a poor line. */
const lostAfter = 2

interface Watch {
  /** Asks for the build of the server's pages; rejects where there is no answer. */
  ask(): Promise<string | undefined>
  /** The server has not answered for a while, though the line may look open. */
  onLost(): void
  onBack(): void
  /** The server has other pages than it had. */
  onNewBuild(): void
}

/** One look after another; made apart from timers, so that it can be tested. */
export function createWatch({ ask, onLost, onBack, onNewBuild }: Watch): () => Promise<void> {
  let missed = 0
  let build: string | undefined
  return async () => {
    try {
      const found = await ask()
      if (missed > 0) onBack()
      missed = 0
      if (build !== undefined && found !== undefined && found !== build) onNewBuild()
      else build = found ?? build
    } catch {
      missed += 1
      if (missed === lostAfter) onLost()
    }
  }
}

/**
 * Nobody sits at a screen to press “reload”: it looks after the server itself. A line that died without a word is
 * given up, one that is back is used at once, and new pages are loaded as soon as `mayReload`. Returns the way to stop.
 */
export function watchServer(mayReload: () => boolean): () => void {
  const look = createWatch({
    ask: () =>
      Promise.race([
        api.get<ClientConfig>('/client-config').then(({ build }) => build),
        new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), patience)),
      ]),
    // What the browser would say if it knew: connection, board and invites listen to it.
    onLost: () => window.dispatchEvent(new Event('offline')),
    onBack: () => window.dispatchEvent(new Event('online')),
    onNewBuild: () => mayReload() && location.reload(),
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false
  const goOn = () =>
    void look().then(() => {
      if (!stopped) timer = setTimeout(goOn, every)
    })
  goOn()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
