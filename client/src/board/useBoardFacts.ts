import { allowEmbeds } from '@sheshi/board'
import type { BoardView, ClientConfig, SessionView } from '@sheshi/records'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem, api } from '../app/api.ts'
import { type BoardEnd, endOfProblem } from './endings.ts'
import { type BoardFacts, forgetFacts, joinFacts, recallFacts, rememberFacts } from './remembered.ts'

/** `remembered`: from an earlier visit, because the server gave no answer. */
export type FactsState =
  | { kind: 'asking' }
  | { kind: 'known'; facts: BoardFacts; remembered: boolean }
  | { kind: 'ended'; end: BoardEnd }

/** With something remembered to show, a network that hangs is not waited for longer than this. */
const patience = 5_000

/** Asks the server about a board, and falls back to what this browser remembers where there is no answer. */
export function useBoardFacts(boardId: string): { state: FactsState; ask: () => Promise<void> } {
  const [state, setState] = useState<FactsState>({ kind: 'asking' })
  const turn = useRef(0)
  const ask = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    return learn(boardId).then((learned) => {
      if (mine !== turn.current) return
      // Before the board is opened: its records are judged by it.
      if (learned.kind === 'known') allowEmbeds(learned.facts.embedHosts)
      setState(learned)
    })
  }, [boardId])
  useEffect(() => {
    setState({ kind: 'asking' })
    void ask()
    return () => {
      turn.current += 1
    }
  }, [ask])
  return { state, ask }
}

async function learn(boardId: string): Promise<FactsState> {
  const remembered = recallFacts(boardId)
  try {
    const facts = await askServer(boardId, remembered === null ? {} : { patience })
    rememberFacts(facts)
    return { kind: 'known', facts, remembered: false }
  } catch (error) {
    const end = error instanceof ApiProblem ? endOfProblem(error.kind) : null
    if (end) {
      forgetFacts(boardId)
      return { kind: 'ended', end }
    }
    return remembered
      ? { kind: 'known', facts: remembered, remembered: true }
      : { kind: 'ended', end: 'offline' }
  }
}

async function askServer(boardId: string, options: { patience?: number }): Promise<BoardFacts> {
  const [board, session, config] = await Promise.all([
    api.get<BoardView>(`/boards/${encodeURIComponent(boardId)}`, options),
    api.get<SessionView>('/session', options),
    api.get<ClientConfig>('/client-config', options),
  ])
  return joinFacts(board, session, config)
}
