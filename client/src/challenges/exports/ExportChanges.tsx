import type { ExportChanges as Changes, Export } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '../../app/Loading.tsx'
import { Problem } from '../../app/Problem.tsx'
import { useResource } from '../../app/useResource.ts'
import { ChangeList } from './ChangeList.tsx'

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
  const path = `/challenges/${encodeURIComponent(item.challengeId)}/exports/${encodeURIComponent(item.id)}`
  const { value, problem, reload } = useResource<Changes>(
    `${path}/changes?since=${encodeURIComponent(since)}`,
  )
  if (!value) return problem ? <Problem error={problem} onRetry={() => void reload()} /> : <Loading />
  return <ChangeList changes={value} />
}
