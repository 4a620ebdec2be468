import type * as Y from 'yjs'
import { under } from '../app/base.ts'

interface Wanted {
  boardId: string
  epoch: number
  /** About how large the document is. */
  documentBytes: number
}

/** Below this the socket brings it as fast. */
const worthFetching = 200_000
/** Milliseconds after which the socket is not kept waiting any more. */
const patience = 4_000

/**
 * A large board's document over HTTP, where it comes compressed. null where this browser has a copy, where the board is
 * small, and where anything at all goes wrong: then the socket brings it.
 */
export async function firstState(
  { boardId, epoch, documentBytes }: Wanted,
  doc: Y.Doc,
  loaded: Promise<boolean>,
  ask: typeof fetch = fetch,
): Promise<Uint8Array | null> {
  if (documentBytes < worthFetching) return null
  const signal = AbortSignal.timeout(patience)
  try {
    await Promise.race([loaded, aborted(signal)])
    if (signal.aborted || doc.store.clients.size > 0) return null
    const path = under(`/api/v1/boards/${encodeURIComponent(boardId)}/state`)
    const response = await ask(path, { credentials: 'same-origin', signal })
    // A page goes on in the epoch it has opened; what to do about a newer one, the socket says.
    if (!response.ok || response.headers.get('x-sheshi-epoch') !== String(epoch)) return null
    return new Uint8Array(await response.arrayBuffer())
  } catch {
    return null
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
