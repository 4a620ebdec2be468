import type { LabStateView } from '@sheshi/records'
import { useTranslation } from 'react-i18next'

/** Boards that nobody is let into, and what to do about them. */
export function DamagedBoards({ state: { damaged, dataDir } }: { state: LabStateView }) {
  const { t } = useTranslation()
  if (damaged.length === 0) return null
  return (
    <section className="card panel stack" aria-labelledby="damaged-title">
      <h2 id="damaged-title">{t('lab.damaged.title')}</h2>
      <p>{t('lab.damaged.text')}</p>
      <pre className="lab-command">{`npm run doctor -- ${dataDir}`}</pre>
      <ul className="plain-list lab-damaged">
        {damaged.map((board) => (
          <li key={board.boardId}>
            <strong>{board.title ?? board.boardId}</strong>
            <span>{t(board.tooNew ? 'lab.damaged.tooNew' : 'lab.damaged.broken')}</span>
            <span className="small muted" lang="en">
              {board.detail}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
