import { MonitorPlay, StickyNote, UserRound, UserRoundCog, UsersRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { type Editor, useValue } from 'tldraw'
import { GroupsHere } from '../people/GroupsHere.tsx'
import { PresentCounts } from '../people/PresentCounts.tsx'
import { useObservable } from './observable.ts'
import { Popover } from './Popover.tsx'
import { initials, type Person } from './people.ts'
import type { Presence } from './presence.ts'
import type { BoardFacts } from './remembered.ts'
import '../people/people.css'

const BoardPeopleDialog = lazy(() => import('../people/BoardPeopleDialog.tsx'))

const roleKeys: Record<Person['role'], string> = {
  facilitator: 'board.people.roles.facilitator',
  participant: 'board.people.roles.participant',
  viewer: 'board.people.roles.viewer',
  screen: 'board.people.roles.screen',
}

/** So many faces fit into the bar. */
const facesShown = 4

interface PeopleMenuProps {
  facts: BoardFacts
  presence: Presence
  editor: Editor | null
}

/** Who is on the board: faces and number in the bar; in the panel following somebody, and who is missing. */
export function PeopleMenu({ facts, presence, editor }: PeopleMenuProps) {
  const { t } = useTranslation()
  const [listing, setListing] = useState(false)
  const everybody = useObservable(presence.people)
  const people = everybody.filter((person) => person.role !== 'screen')
  const label = t('board.people.count', { count: people.length })
  const face = (
    <span className="people-face" data-testid="people-count" data-count={people.length}>
      <span className="people-faces" aria-hidden>
        {people.slice(0, facesShown).map((person) => (
          <span key={person.id} className="person-face" style={{ background: person.colour }}>
            {initials(person.name) || <UserRound size={16} />}
          </span>
        ))}
      </span>
      <UsersRound aria-hidden size={18} />
      {people.length}
    </span>
  )
  const facilitates = facts.role === 'facilitator'
  return (
    <>
      <Popover className="people-menu" label={label} face={face}>
        {(close) => (
          <div className="stack people-panel">
            <h2>{t('board.people.title')}</h2>
            <ul className="plain-list people-list">
              {everybody.map((person) => (
                <li key={person.id}>
                  <PersonRow person={person} editor={editor} />
                </li>
              ))}
            </ul>
            {people.length > 1 && <p className="small muted">{t('board.people.hint')}</p>}
            <PresentCounts boardId={facts.id} people={people.length} />
            {facilitates && facts.challengeId && <GroupsHere challengeId={facts.challengeId} />}
            <div className="people-more">
              <Link className="button button-quiet" to={facilitates ? `/mine/${facts.id}` : '/mine'}>
                <StickyNote aria-hidden size={18} />
                {t('people.mine.link')}
              </Link>
              {facilitates && (
                <button
                  type="button"
                  className="button button-quiet"
                  onClick={() => {
                    close()
                    setListing(true)
                  }}
                >
                  <UserRoundCog aria-hidden size={18} />
                  {t('people.board.link')}
                </button>
              )}
            </div>
          </div>
        )}
      </Popover>
      {listing && (
        <Suspense>
          <BoardPeopleDialog boardId={facts.id} onClose={() => setListing(false)} />
        </Suspense>
      )}
    </>
  )
}

function PersonRow({ person, editor }: { person: Person; editor: Editor | null }) {
  const { t } = useTranslation()
  const followed = useValue('followed', () => editor?.getInstanceState().followingUserId, [editor])
  const name =
    person.name || t(person.role === 'participant' ? 'board.people.unnamed' : roleKeys[person.role])
  const following = followed === person.id
  const row = (
    <>
      <span className="person-face" style={{ background: person.colour }} aria-hidden>
        {person.role === 'screen' ? (
          <MonitorPlay size={16} />
        ) : (
          initials(person.name) || <UserRound size={16} />
        )}
      </span>
      <span className="person-name">
        {name}
        <span className="small muted">
          {person.self
            ? t('board.people.you')
            : following
              ? t('board.people.following')
              : t(roleKeys[person.role])}
        </span>
      </span>
    </>
  )
  if (person.self || person.role === 'screen' || !editor) return <div className="person-row">{row}</div>
  return (
    <button
      type="button"
      className="person-row person-button"
      aria-pressed={following}
      aria-label={t(following ? 'board.people.stop' : 'board.people.follow', { name })}
      onClick={() => (following ? editor.stopFollowingUser() : editor.startFollowingUser(person.id))}
    >
      {row}
    </button>
  )
}
