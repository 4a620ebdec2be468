import type { ExportChanges as Changes, Export, OutlinePlace } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../app/Loading.tsx'
import { Problem } from '../../app/Problem.tsx'
import { useResource } from '../../app/useResource.ts'

/** What this export has that an earlier one had not, and the other way round; `earlier` newest first. */
export function ExportChanges({ item, earlier }: { item: Export; earlier: Export[] }) {
  const { t } = useTranslation()
  const [since, setSince] = useState('')
  return (
    <div className="stack stack-tight changes">
      <label className="row">
        <span>{t('challenges.changes.since')}</span>
        <select
          className="input export-versions"
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        >
          <option value="">{t('challenges.changes.choose')}</option>
          {earlier.map((version) => (
            <option key={version.id} value={version.id}>
              {t('challenges.changes.version', { number: version.number })}
            </option>
          ))}
        </select>
      </label>
      {since && <ChangesSince item={item} since={since} />}
    </div>
  )
}

function ChangesSince({ item, since }: { item: Export; since: string }) {
  const { t } = useTranslation()
  const path = `/challenges/${encodeURIComponent(item.challengeId)}/exports/${encodeURIComponent(item.id)}`
  const placeName = ({ section, under }: OutlinePlace): string =>
    under?.text || t(`challenges.outline.sections.${section}`)
  const { value, problem, reload } = useResource<Changes>(
    `${path}/changes?since=${encodeURIComponent(since)}`,
  )
  if (!value) return problem ? <Problem error={problem} onRetry={() => void reload()} /> : <Loading />
  const { added, removed, changed, moved } = value
  if (added.length + removed.length + changed.length + moved.length === 0) {
    return <p className="muted">{t('challenges.changes.none')}</p>
  }
  return (
    <ul className="plain-list stack stack-tight" aria-live="polite">
      {added.map((card) => (
        <li key={card.id} className="change" data-kind="added">
          <strong>{t('challenges.changes.added')}</strong> <ins>{card.text}</ins>{' '}
          <span className="small muted">{placeName(card.place)}</span>
        </li>
      ))}
      {removed.map((card) => (
        <li key={card.id} className="change" data-kind="removed">
          <strong>{t('challenges.changes.removed')}</strong> <del>{card.text}</del>
        </li>
      ))}
      {changed.map((card) => (
        <li key={card.id} className="change" data-kind="changed">
          <strong>{t('challenges.changes.changed')}</strong> <del>{card.before}</del> <ins>{card.after}</ins>
        </li>
      ))}
      {moved.map((card) => (
        <li key={card.id} className="change" data-kind="moved">
          <strong>{t('challenges.changes.moved')}</strong> {card.text}{' '}
          <span className="small muted">
            {t('challenges.changes.fromTo', { from: placeName(card.from), to: placeName(card.to) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
