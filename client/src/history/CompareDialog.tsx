import type { VersionChanges, VersionView } from '@sheshi/records'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../app/Dialog.tsx'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { ChangeList } from '../challenges/exports/ChangeList.tsx'
import { useVersionWords } from './useVersionWords.ts'

interface CompareDialogProps {
  boardId: string
  /** Oldest first. */
  versions: readonly VersionView[]
  version: VersionView
  onClose: () => void
}

/** What came, went and changed between the chosen version and now, or any other. */
export function CompareDialog({ boardId, versions, version, onClose }: CompareDialogProps) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const [other, setOther] = useState('now')
  const field = useId()
  const choices = [...versions].reverse().filter(({ id, readable }) => readable && id !== version.id)
  // From the earlier to the later, whichever was chosen first.
  const backwards = other !== 'now' && other < version.id
  const [since, until] = backwards ? [other, version.id] : [version.id, other]
  return (
    <Dialog title={t('history.compare.title', { moment: words.moment(version) })} onClose={onClose} wide>
      <div className="stack">
        <div className="field">
          <label htmlFor={field}>{t('history.compare.with')}</label>
          <select
            id={field}
            className="input"
            value={other}
            onChange={(event) => setOther(event.currentTarget.value)}
          >
            <option value="now">{t('history.compare.now')}</option>
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {[words.moment(choice), words.label(choice)].filter(Boolean).join(' · ')}
              </option>
            ))}
          </select>
        </div>
        <Changes path={`/boards/${boardId}/versions/${until}/changes?since=${since}`} />
      </div>
    </Dialog>
  )
}

function Changes({ path }: { path: string }) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const { value, problem, reload } = useResource<VersionChanges>(path)
  if (!value) return problem ? <Problem error={problem} onRetry={() => void reload()} /> : <Loading />
  const { added, changed, removed } = value.records
  const counts = { added: number(added), changed: number(changed), removed: number(removed) }
  return (
    <>
      <p data-testid="compared">{t('history.compare.counts', counts)}</p>
      <ChangeList changes={value} />
    </>
  )
}
