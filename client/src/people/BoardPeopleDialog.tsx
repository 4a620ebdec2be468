import type { BoardPerson } from '@sheshi/records'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { under } from '../app/base.ts'
import { Dialog } from '../app/Dialog.tsx'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { Sure } from '../connections/Sure.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import './people.css'

/** Everybody who has joined a board, for a facilitator who is asked what is kept of them, or to let go of it. */
export default function BoardPeopleDialog({ boardId, onClose }: { boardId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const path = `/boards/${boardId}/people`
  const people = useResource<BoardPerson[]>(path)
  const [erasing, setErasing] = useState<BoardPerson | null>(null)
  const erase = async (person: BoardPerson, things: boolean) => {
    await api.delete(`${path}/${person.id}${things ? '?things=remove' : ''}`)
    setErasing(null)
    await people.reload()
  }
  return (
    <Dialog title={t('people.board.title')} onClose={onClose} wide>
      <div className="stack">
        <p className="muted">{t('people.board.text')}</p>
        <Problem error={people.problem} onRetry={() => void people.reload()} />
        {people.loading && <Loading />}
        {people.value?.length === 0 && <p>{t('people.board.nobody')}</p>}
        {people.value && people.value.length > 0 && (
          <ul className="plain-list board-people">
            {people.value.map((person) => (
              <li key={person.id} data-testid="board-person">
                <OnePerson person={person} path={path} onErase={() => setErasing(person)} />
              </li>
            ))}
          </ul>
        )}
        <section className="stack stack-tight">
          <h3>{t('people.board.history')}</h3>
          <p className="small muted">{t('people.board.historyText')}</p>
          <div className="row">
            <Sure
              label={t('people.board.beginAnew')}
              text={t('people.board.beginAnewText')}
              danger
              disabled={false}
              onSure={() => api.delete(`/boards/${boardId}/versions`)}
            />
          </div>
        </section>
      </div>
      {erasing && (
        <EraseDialog
          title={t('people.board.eraseTitle', { name: erasing.name || t('people.board.unnamed') })}
          text={t('people.board.eraseText')}
          things={t('people.board.things', { count: erasing.contributions })}
          onErase={(things) => erase(erasing, things)}
          onClose={() => setErasing(null)}
        />
      )}
    </Dialog>
  )
}

interface OnePersonProps {
  person: BoardPerson
  path: string
  onErase: () => void
}

function OnePerson({ person, path, onErase }: OnePersonProps) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  const { id, sector, city, joinedAt, contributions, present, live } = person
  const name = person.name || t('people.board.unnamed')
  const from = [sector && t(`challenges.sectors.${sector}`), city].filter(Boolean).join(', ')
  const facts = [from, moment(joinedAt), t('people.board.made', { count: contributions })].filter(Boolean)
  return (
    <div className="board-person">
      <div className="board-person-words">
        <strong>{name}</strong> {present && <span className="chip">{t('people.board.present')}</span>}
        {!live && <span className="chip">{t('people.board.over')}</span>}
        <p className="small muted">{facts.join(' · ')}</p>
      </div>
      <a
        className="button button-quiet"
        href={under(`/api/v1${path}/${id}`)}
        download="person.json"
        aria-label={t('people.board.exportOf', { name })}
      >
        <Download aria-hidden size={18} />
        {t('people.board.export')}
      </a>
      <button
        type="button"
        className="button button-quiet button-danger"
        aria-label={t('people.board.eraseTitle', { name })}
        onClick={onErase}
      >
        {t('people.board.erase')}
      </button>
    </div>
  )
}
