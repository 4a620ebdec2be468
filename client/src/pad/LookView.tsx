import type { Locale, OutlineRow, PadView, ShowingView } from '@sheshi/records'
import { Maximize } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { under } from '../app/base.ts'
import type { Followed } from './follow.ts'
import { OutlineList } from './OutlineList.tsx'
import { useText } from './text.ts'

type Looking = 'shown' | 'picture' | 'list'

const views: { looking: Looking; key: string }[] = [
  { looking: 'shown', key: 'pad.board.shown' },
  { looking: 'picture', key: 'pad.board.picture' },
  { looking: 'list', key: 'pad.board.list' },
]

interface LookViewProps {
  view: PadView
  locale: Locale
  followed: Followed
  onWriteHere(region: string | null): void
}

/** The board to look at: what the facilitator shows, all of it as a small picture, or its words as a list. */
export function LookView({ view, locale, followed, onWriteHere }: LookViewProps) {
  const t = useText()
  const [looking, setLooking] = useState<Looking>(followed.showing ? 'shown' : 'picture')
  return (
    <main className="pad-work pad-board">
      <h2 className="visually-hidden">{t('pad.board.title')}</h2>
      <fieldset className="pad-views">
        <legend className="visually-hidden">{t('pad.board.views')}</legend>
        {views.map(({ looking: each, key }) => (
          <label key={each} className="pad-view">
            <input
              type="radio"
              name="looking"
              value={each}
              checked={looking === each}
              onChange={() => setLooking(each)}
            />
            {t(key)}
          </label>
        ))}
      </fieldset>
      {looking === 'shown' && <Shown {...{ view, followed, onWriteHere }} />}
      {looking === 'picture' && (
        <Picture
          boardId={view.id}
          change={followed.change}
          alt={t('pad.board.pictureOf', { board: view.title })}
        />
      )}
      {looking === 'list' && <List {...{ view, locale }} change={followed.change} />}
      {!view.mayWrite && <p className="muted">{t('pad.write.reading')}</p>}
      <a className="button" href={under(`/board/${view.id}`)}>
        <Maximize aria-hidden size={20} />
        {t('pad.bar.whole')}
      </a>
    </main>
  )
}

function Shown({ view, followed, onWriteHere }: Omit<LookViewProps, 'locale'>) {
  const t = useText()
  const { showing } = followed
  if (!showing) return <p className="muted">{t('pad.board.nothing')}</p>
  const part = showing.region?.name ?? t('pad.board.part')
  return (
    <section className="stack">
      <p className="pad-follows" aria-live="polite">
        {t('pad.board.follows')}
        <strong>{part}</strong>
      </p>
      <Picture
        boardId={view.id}
        change={followed.change}
        bounds={showing.bounds}
        alt={t('pad.board.pictureOfPart', { part })}
      />
      {view.mayWrite && (
        <button
          type="button"
          className="button button-primary"
          onClick={() => onWriteHere(showing.region?.id ?? null)}
        >
          {t('pad.board.writeHere')}
        </button>
      )}
    </section>
  )
}

/** Milliseconds between two fetches of one thing: thirty phones ask. */
const pause = 2_000

/** The newest of a value that changes often, at once and then no more than every `pause`. */
function useSeldom<T>(value: T): T {
  const [kept, setKept] = useState(value)
  const last = useRef(0)
  useEffect(() => {
    const rest = Math.max(0, last.current + pause - Date.now())
    const timer = setTimeout(() => {
      last.current = Date.now()
      setKept(value)
    }, rest)
    return () => clearTimeout(timer)
  }, [value])
  return kept
}

interface PictureProps {
  boardId: string
  change: number
  bounds?: ShowingView['bounds']
  alt: string
}

/** A small picture from the server; the last one stays until the next one is there. */
function Picture({ boardId, change, bounds, alt }: PictureProps) {
  const box = bounds ? `&box=${bounds.map(Math.round).join(',')}` : ''
  const wanted = useSeldom(under(`/api/v1/boards/${boardId}/preview.svg?v=${change}${box}`))
  const [shown, setShown] = useState('')
  useEffect(() => {
    const image = new Image()
    image.onload = () => setShown(wanted)
    image.src = wanted
    return () => {
      image.onload = null
    }
  }, [wanted])
  return <div className="pad-picture">{shown && <img src={shown} alt={alt} />}</div>
}

function List({ view, locale, change }: Pick<LookViewProps, 'view' | 'locale'> & { change: number }) {
  const t = useText()
  const [rows, setRows] = useState<OutlineRow[] | null>(null)
  const newest = useSeldom(change)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the board is the reason to ask again
  useEffect(() => {
    let gone = false
    api.get<OutlineRow[]>(`/boards/${view.id}/pad/outline?locale=${locale}`).then(
      (found) => !gone && setRows(found),
      // What is shown stays; the bar says that there is no network.
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [view.id, locale, newest])
  if (rows === null) return <p>{t('pad.mine.loading')}</p>
  return rows.some(({ kind }) => kind === 'card') ? (
    <OutlineList rows={rows} />
  ) : (
    <p className="muted">{t('pad.board.empty')}</p>
  )
}
