import type { LabStateView } from '@sheshi/records'
import { Send, UsersRound } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useResource } from '../app/useResource.ts'
import { DamagedBoards } from './DamagedBoards.tsx'
import { Figures } from './Figures.tsx'
import { RoomTable } from './RoomTable.tsx'
import { StateNotice } from './StateNotice.tsx'
import './lab.css'

/** Milliseconds between two looks at the server, while somebody looks at the page. */
const lookEvery = 4_000

/** `/lab/rooms`: how the server does, and every open board. */
export default function LabPage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? <LabState /> : <Navigate to="/signin" replace state={{ from: '/lab/rooms' }} />
}

function LabState() {
  const { t } = useTranslation()
  const { value: state, problem, loading, reload } = useResource<LabStateView>('/rooms')

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void reload()
    }
    const timer = setInterval(look, lookEvery)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [reload])

  return (
    <div className="page">
      <title>{`${t('lab.title')} · Sheshi`}</title>
      <div className="lab-head">
        <h1>{t('lab.title')}</h1>
        <div className="row">
          <Link to="/lab/facilitators" className="button">
            <UsersRound aria-hidden size={18} />
            {t('facilitators.title')}
          </Link>
          <Link to="/lab/connections" className="button">
            <Send aria-hidden size={18} />
            {t('connections.title')}
          </Link>
        </div>
      </div>
      <Problem error={problem} onRetry={() => void reload()} />
      {loading && <Loading />}
      {state && (
        // What was last known stays, paler, while the server does not answer.
        <div className={problem ? 'lab lab-old' : 'lab'}>
          <StateNotice state={state} />
          <DamagedBoards state={state} />
          <Figures state={state} />
          <RoomTable rooms={state.rooms} onReconnected={() => void reload()} />
        </div>
      )}
    </div>
  )
}
