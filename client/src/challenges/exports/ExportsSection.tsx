import type { Export } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import type { ShownChallenge } from '../useSectionDraft.ts'
import { byBoard } from './byBoard.ts'
import { ExportPanel } from './ExportPanel.tsx'
import './exports.css'

/** What the boards of a challenge put into its record. */
export function ExportsSection({ shown, facilitator }: { shown: ShownChallenge; facilitator: boolean }) {
  const { t } = useTranslation()
  const challenge = shown.value
  return (
    <section className="record-section" aria-labelledby="exports-title">
      <div className="section-head">
        <h2 id="exports-title">{t('challenges.exports.title')}</h2>
      </div>
      {challenge.exports.length === 0 ? (
        <div className="empty">
          <p className="muted">
            {t(facilitator ? 'challenges.none.exports' : 'challenges.none.exportsPublic')}
          </p>
        </div>
      ) : (
        byBoard(challenge.exports).map((versions) => (
          <BoardExports key={versions[0]?.boardId} versions={versions} shown={shown} />
        ))
      )}
    </section>
  )
}

/** One board's exports: the newest, or an older one that was chosen. */
function BoardExports({ versions, shown }: { versions: Export[]; shown: ShownChallenge }) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const newest = versions[0]
  const chosen = versions.find((version) => version.id === chosenId) ?? newest
  if (!chosen) return null
  return (
    <article className="card panel stack export">
      <div className="section-head">
        <h3>{chosen.boardTitle}</h3>
        <label className="row">
          <span className="small muted">{t('challenges.exports.version')}</span>
          <select
            className="input export-versions"
            value={chosen.id}
            onChange={(event) => setChosenId(event.currentTarget.value)}
          >
            {versions.map((version) => (
              <option key={version.id} value={version.id}>
                {t('challenges.exports.numbered', {
                  number: version.number,
                  moment: moment(version.createdAt),
                })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {chosen !== newest && <p className="notice notice-warning">{t('challenges.exports.older')}</p>}
      <ExportPanel
        key={chosen.id}
        summary={chosen}
        shown={shown}
        earlier={versions.filter((version) => version.number < chosen.number)}
      />
    </article>
  )
}
