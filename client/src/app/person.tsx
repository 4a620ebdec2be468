import type { SessionView, SignIn } from '@sheshi/records'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { api } from './api.ts'
import { Loading } from './Loading.tsx'
import { Problem } from './Problem.tsx'
import { type Resource, useResource } from './useResource.ts'

interface Person {
  /** Who is signed in; null until the server has said. */
  session: SessionView | null
  problem: Resource<SessionView>['problem']
  facilitator: boolean
  /** Asks the server again; call after joining. */
  refresh: () => Promise<SessionView | null>
  /** Throws `ApiProblem` (`wrong-key`, `wrong-passphrase`). */
  signIn: (how: SignIn) => Promise<void>
  signOut: () => Promise<void>
}

const PersonContext = createContext<Person | null>(null)

/** Knows who is using this page, for everything inside it. */
export function PersonProvider({ children }: { children: ReactNode }) {
  const { value: session, problem, reload } = useResource<SessionView>('/session')
  const person = useMemo<Person>(
    () => ({
      session,
      problem,
      facilitator: session?.kind === 'facilitator',
      refresh: reload,
      signIn: async (how) => {
        await api.post('/session', how)
        await reload()
      },
      signOut: async () => {
        await api.delete('/session')
        await reload()
      },
    }),
    [session, problem, reload],
  )
  return <PersonContext value={person}>{children}</PersonContext>
}

/** Stands in for a page until the server has said who is using it, or says why it cannot. */
export function WhoAreYou() {
  const { problem, refresh } = usePerson()
  if (!problem) return <Loading />
  return (
    <div className="page page-narrow">
      <Problem error={problem} onRetry={() => void refresh()} />
    </div>
  )
}

/** Who is using this page. Only inside `PersonProvider`. */
export function usePerson(): Person {
  const person = useContext(PersonContext)
  if (!person) throw new Error('usePerson needs a PersonProvider')
  return person
}
