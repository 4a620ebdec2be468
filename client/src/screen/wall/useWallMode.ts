import { useCallback, useEffect, useState } from 'react'
import { ApiProblem, api } from '../../app/api.ts'

/** Whether the people who stand at this screen write on it. */
export interface WallMode {
  on: boolean
  /** Why it could not be switched on, or was switched off: a key of the words to show. */
  problem: string | null
  turnOn(): Promise<void>
  turnOff(): void
  /** The room may not write any more. */
  lose(): void
}

const key = 'sheshi.wall'

const isRemembered = (): boolean => {
  try {
    return localStorage.getItem(key) === 'on'
  } catch {
    return false
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.setItem(key, 'on')
    else localStorage.removeItem(key)
  } catch {
    // Without a storage the mode lives as long as the page.
  }
}

/** Switches wall mode, with the server and in this browser, which comes up again as it was. */
export function useWallMode(boardId: string): WallMode {
  const [on, setOn] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const path = `/boards/${encodeURIComponent(boardId)}/wall`
  const turnOn = useCallback(async () => {
    setProblem(null)
    try {
      await api.post(path)
      remember(true)
      setOn(true)
    } catch (error) {
      const refused = error instanceof ApiProblem && error.kind === 'forbidden'
      setProblem(refused ? 'screen.wall.noCode' : 'screen.wall.failed')
    }
  }, [path])
  const turnOff = useCallback(() => {
    setProblem(null)
    remember(false)
    setOn(false)
    // Without an answer it stays allowed to write, and this page reads all the same.
    void api.delete(path).catch(() => null)
  }, [path])
  const lose = useCallback(() => {
    remember(false)
    setOn(false)
    setProblem('screen.wall.noCode')
  }, [])
  useEffect(() => {
    const comeBack = () => void (isRemembered() && !on && turnOn())
    comeBack()
    // A screen that was switched on while the server was away.
    window.addEventListener('online', comeBack)
    return () => window.removeEventListener('online', comeBack)
  }, [on, turnOn])
  return { on, problem, turnOn, turnOff, lose }
}
