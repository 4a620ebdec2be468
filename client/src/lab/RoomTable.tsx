import type { Role, RoomView } from '@sheshi/records'
import { RefreshCw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useToast } from '../app/toast.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'

const roles: readonly Role[] = ['facilitator', 'participant', 'viewer', 'screen']
/** Bytes that wait for a connection from which it counts as slow. */
const slowBytes = 64_000

const peopleIn = ({ people }: RoomView) => Object.values(people).reduce((sum, count) => sum + count, 0)

/** Every open board; on a phone each row becomes a card. */
export function RoomTable({ rooms, onReconnected }: { rooms: RoomView[]; onReconnected: () => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const toast = useToast()

  const reconnect = (room: RoomView) =>
    run(async () => {
      await api.post(`/boards/${room.boardId}/reconnect`)
      toast({ text: t('lab.rooms.reconnected', { title: room.title ?? room.boardId }) })
      onReconnected()
    })

  const columns = ['board', 'people', 'changes', 'size', 'saved', 'waiting', 'changed'] as const
  return (
    <section className="stack" aria-labelledby="rooms-title">
      <h2 id="rooms-title">{t('lab.rooms.title')}</h2>
      <Problem error={error} />
      {rooms.length === 0 ? (
        <p className="muted">{t('lab.rooms.none')}</p>
      ) : (
        <table className="card lab-rooms" aria-labelledby="rooms-title">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`lab.rooms.${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('lab.rooms.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <RoomRow key={room.boardId} room={room} busy={busy} onReconnect={() => void reconnect(room)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface RoomRowProps {
  room: RoomView
  busy: boolean
  onReconnect: () => void
}

function RoomRow({ room, busy, onReconnect }: RoomRowProps) {
  const { t } = useTranslation()
  const { bytes, number, recently } = useLocale()
  const title = room.title ?? room.boardId
  const present = roles.filter((role) => room.people[role])
  return (
    <tr>
      <th scope="row">
        <Link to={`/board/${room.boardId}`}>{title}</Link>
      </th>
      <td data-label={t('lab.rooms.people')}>
        {present.length === 0 && t('lab.rooms.nobody')}
        {present.length > 0 && (
          <ul className="plain-list">
            {present.map((role) => (
              <li key={role}>{t(`lab.people.${role}`, { count: room.people[role] ?? 0 })}</li>
            ))}
          </ul>
        )}
      </td>
      <td data-label={t('lab.rooms.changes')}>{number(room.changesPerMinute)}</td>
      <td data-label={t('lab.rooms.size')}>{bytes(room.bytes)}</td>
      <td data-label={t('lab.rooms.saved')}>
        {room.unsavedSince === null ? (
          t('lab.rooms.allSaved')
        ) : (
          <Worrying text={t('lab.rooms.unsavedSince', { time: recently(room.unsavedSince) })} />
        )}
      </td>
      <td data-label={t('lab.rooms.waiting')}>
        {room.backlogBytes > slowBytes ? (
          <Worrying text={bytes(room.backlogBytes)} />
        ) : (
          t('lab.rooms.nothingWaits')
        )}
      </td>
      <td data-label={t('lab.rooms.changed')}>{room.changedAt ? recently(room.changedAt) : '–'}</td>
      <td>
        {peopleIn(room) > 0 && (
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label={t('lab.rooms.reconnectWhom', { title })}
            onClick={onReconnect}
          >
            <RefreshCw aria-hidden size={18} />
            {t('lab.rooms.reconnect')}
          </button>
        )}
      </td>
    </tr>
  )
}

function Worrying({ text }: { text: string }) {
  return (
    <span className="lab-worrying">
      <TriangleAlert aria-hidden size={16} />
      {text}
    </span>
  )
}
