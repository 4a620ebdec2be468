import type { BoardContributions, Contribution } from '@sheshi/records'
import { ImageIcon, PenLine, StickyNote, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { Sure } from '../connections/Sure.tsx'

const icons = { note: StickyNote, picture: ImageIcon, sketch: PenLine }
const wordless = { note: 'people.mine.note', picture: 'people.mine.picture', sketch: 'people.mine.sketch' }

/** What somebody made on one board; each can be taken off it, and all at once. */
export function OwnBoard({ board, onChanged }: { board: BoardContributions; onChanged: () => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const { boardId, title, open, things, lines, unreadable } = board
  const path = `/me/contributions/${boardId}`
  const change = async (address: string) => {
    await api.delete(address)
    onChanged()
  }
  const count = things.length + lines
  return (
    <section className="card panel stack" aria-labelledby={`own-${boardId}`} data-testid="own-board">
      <h2 id={`own-${boardId}`}>{open ? <Link to={`/board/${boardId}`}>{title}</Link> : title}</h2>
      {!open && <p className="small muted">{t('people.mine.over')}</p>}
      {unreadable && <p>{t('people.mine.unreadable')}</p>}
      {!unreadable && count === 0 && <p className="muted">{t('people.mine.nothing')}</p>}
      <Problem error={error} />
      {things.length > 0 && (
        <ul className="plain-list own-things">
          {things.map((thing) => (
            <li key={thing.id}>
              <OwnThing
                thing={thing}
                disabled={busy}
                onDelete={() => void run(() => change(`${path}/things/${thing.id}`))}
              />
            </li>
          ))}
        </ul>
      )}
      {lines > 0 && <p className="small muted">{t('people.mine.lines', { count: lines })}</p>}
      {count > 0 && (
        <div className="row">
          <Sure
            label={t('people.mine.deleteAll')}
            text={t('people.mine.deleteAllText', { title })}
            danger
            disabled={busy}
            onSure={() => change(path)}
          />
          {things.some(({ signed }) => signed) && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => void run(() => change(`${path}/name`))}
            >
              {t('people.mine.unsign')}
            </button>
          )}
        </div>
      )}
    </section>
  )
}

interface OwnThingProps {
  thing: Contribution
  disabled: boolean
  onDelete: () => void
}

function OwnThing({ thing: { kind, text, signed }, disabled, onDelete }: OwnThingProps) {
  const { t } = useTranslation()
  const Icon = icons[kind]
  const words = text || t(wordless[kind])
  return (
    <div className="own-thing">
      <Icon aria-hidden size={20} />
      <span className={text ? 'own-words' : 'own-words muted'}>{words}</span>
      {signed && <span className="chip">{t('people.mine.signed')}</span>}
      <button
        type="button"
        className="button button-quiet button-icon"
        aria-label={t('people.mine.delete', { text: words })}
        title={t('people.mine.deleteOne')}
        disabled={disabled}
        onClick={onDelete}
      >
        <Trash2 aria-hidden size={18} />
      </button>
    </div>
  )
}
