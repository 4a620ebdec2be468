import { lazy } from 'react'
import { Loading } from './Loading.tsx'
import { Problem } from './Problem.tsx'
import { usePerson } from './person.tsx'
import { WelcomePage } from './WelcomePage.tsx'

const ChallengesPage = lazy(() => import('../challenges/ChallengesPage.tsx'))

/** `/`: the lab's challenges for a facilitator, for everybody else what this is and the way in. */
export function HomePage() {
  const { session, problem, facilitator, refresh } = usePerson()
  if (!session && problem) {
    return (
      <div className="page page-narrow">
        <Problem error={problem} onRetry={() => void refresh()} />
      </div>
    )
  }
  if (!session) return <Loading />
  return facilitator ? <ChallengesPage /> : <WelcomePage />
}
