import { lazy } from 'react'
import { usePerson, WhoAreYou } from './person.tsx'
import { WelcomePage } from './WelcomePage.tsx'

const ChallengesPage = lazy(() => import('../challenges/ChallengesPage.tsx'))

/** `/`: the lab's challenges for a facilitator, for everybody else what this is and the way in. */
export function HomePage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? <ChallengesPage /> : <WelcomePage />
}
