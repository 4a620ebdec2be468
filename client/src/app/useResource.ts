import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem, call } from './api.ts'

/** What a page knows of one address of the API. `value` stays while a newer one is fetched. */
export interface Resource<T> {
  value: T | null
  etag: string | null
  problem: ApiProblem | null
  loading: boolean
  /** Fetches again; resolves with the new value, or null where that failed (`problem` then says why). */
  reload: () => Promise<T | null>
  /** Puts in what a write answered, so that it need not be fetched. */
  set: (value: T, etag?: string | null) => void
}

interface Known<T> {
  path: string | null
  value: T | null
  etag: string | null
  problem: ApiProblem | null
}

const toProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem('internal', null)

/** GETs `path` now, whenever it changes, and when the window is looked at or the network comes again; `null` fetches nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const [known, setKnown] = useState<Known<T>>({ path: null, value: null, etag: null, problem: null })
  // Only the newest fetch may speak: an answer that comes late must not undo what was set since.
  const turn = useRef(0)

  const reload = useCallback(async () => {
    if (path === null) return null
    turn.current += 1
    const mine = turn.current
    try {
      const { value, etag } = await call<T>(path)
      if (mine === turn.current) setKnown({ path, value, etag, problem: null })
      return value
    } catch (error) {
      const problem = toProblem(error)
      if (mine === turn.current) {
        setKnown((before) =>
          before.path === path ? { ...before, problem } : { path, value: null, etag: null, problem },
        )
      }
      return null
    }
  }, [path])

  const set = useCallback(
    (value: T, etag: string | null = null) => {
      turn.current += 1
      setKnown({ path, value, etag, problem: null })
    },
    [path],
  )

  useEffect(() => {
    void reload()
    const again = () => void reload()
    window.addEventListener('focus', again)
    window.addEventListener('online', again)
    return () => {
      turn.current += 1
      window.removeEventListener('focus', again)
      window.removeEventListener('online', again)
    }
  }, [reload])

  const mine = known.path === path
  return {
    value: mine ? known.value : null,
    etag: mine ? known.etag : null,
    problem: mine ? known.problem : null,
    loading: path !== null && !mine,
    reload,
    set,
  }
}
