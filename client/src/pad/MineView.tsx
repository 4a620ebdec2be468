import type { OwnNote, PadView } from '@sheshi/records'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { under } from '../app/base.ts'
import { OwnCard } from './OwnCard.tsx'
import type { Pending, Queue } from './queue.ts'
import { useText } from './text.ts'
import { useOwnNotes } from './usePad.ts'

interface MineViewProps {
  view: PadView
  queue: Queue
  waiting: readonly Pending[]
  /** Something else when one's notes may be other than they were. */
  change: string
  connected: boolean
  onRewrite(pending: Pending): void
  say(words: string): void
}

/** What one has put on the board, from here or on the canvas, and what waits to get there. */
export function MineView({ view, queue, waiting, change, connected, onRewrite, say }: MineViewProps) {
  const t = useText()
  const { notes, failed, ask } = useOwnNotes(view.id, change)
  const regionName = (id: string | null) => view.regions.find((region) => region.id === id)?.name
  const fillOf = (color: OwnNote['color']) => view.colors.find(({ id }) => id === color)?.fill
  const reword = async (note: OwnNote, text: string) => {
    await api.patch(`/boards/${view.id}/notes/${note.id}`, { text, before: note.text })
    await ask()
    say(t('pad.mine.saved'))
  }
  const withdraw = async (note: OwnNote) => {
    await api.delete(`/boards/${view.id}/notes/${note.id}`)
    await ask()
    say(t('pad.mine.withdrawn'))
  }
  return (
    <main className="pad-work pad-mine">
      <h2>{t('pad.mine.title')}</h2>
      {waiting.length > 0 && (
        <ul className="plain-list pad-cards">
          {[...waiting].reverse().map((pending) => (
            <li key={pending.id}>
              <PendingCard
                {...{ pending, connected, onRewrite }}
                onDrop={() => void queue.drop(pending.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {failed && (
        <div className="notice notice-warning">
          <p>{t('pad.mine.failed')}</p>
          <button type="button" className="button" onClick={() => void ask()}>
            {t('pad.mine.again')}
          </button>
        </div>
      )}
      {notes === null && !failed && <p>{t('pad.mine.loading')}</p>}
      {notes?.length === 0 && waiting.length === 0 && <p className="muted">{t('pad.mine.empty')}</p>}
      <ul className="plain-list pad-cards">
        {notes?.map((note) => (
          <li key={note.id}>
            <OwnCard
              note={note}
              fill={fillOf(note.color)}
              region={regionName(note.region)}
              onSave={(text) => reword(note, text)}
              onWithdraw={() => withdraw(note)}
            />
          </li>
        ))}
      </ul>
      <p className="small">
        <a href={under('/mine')}>{t('pad.mine.about')}</a>
      </p>
    </main>
  )
}

interface PendingCardProps {
  pending: Pending
  connected: boolean
  onRewrite(pending: Pending): void
  onDrop(): void
}

function PendingCard({ pending, connected, onRewrite, onDrop }: PendingCardProps) {
  const t = useText()
  const { refused, text, photo } = pending
  const [sure, setSure] = useState(false)
  const kind = photo ? 'picture' : pending.sketch ? 'sketch' : 'note'
  const state = refused
    ? t('pad.mine.refused', {
        reason: t(refused === 'invalid-body' ? 'pad.mine.problems.region' : 'pad.mine.problems.other'),
      })
    : t(connected ? 'pad.mine.sending' : 'pad.mine.waiting')
  return (
    <article className="pad-card pad-card-waiting">
      <p className="pad-card-text">{text || t(`pad.mine.kinds.${kind}`)}</p>
      <p className="pad-card-facts">{state}</p>
      <div className="pad-card-tools">
        {refused && (
          <button type="button" className="button" onClick={() => onRewrite(pending)}>
            {t('pad.mine.rewrite')}
          </button>
        )}
        <button
          type="button"
          className="button button-danger"
          onClick={() => (sure ? onDrop() : setSure(true))}
        >
          {t(sure ? 'pad.mine.yes' : 'pad.mine.forget')}
        </button>
      </div>
    </article>
  )
}
