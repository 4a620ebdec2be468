import type { Imported } from '@sheshi/records'
import { useTranslation } from 'react-i18next'

const kinds = [
  'note',
  'text',
  'shape',
  'geo',
  'frame',
  'group',
  'arrow',
  'line',
  'draw',
  'highlight',
  'image',
  'file',
  'edge',
  'link',
  'embeddable',
  'iframe',
]

/** What came over from a file, and what did not, in plain words. */
export function ImportReport({ imported }: { imported: Imported }) {
  const { t } = useTranslation()
  // Kinds of other programs are shown by their own names.
  const nameOf = (kind: string): string => (kinds.includes(kind) ? t(`imports.kindNames.${kind}`) : kind)
  const reasonOf = (why: string): string =>
    t(`imports.reasons.${why}`, { defaultValue: t('imports.reasons.invalid') })
  const taken = Object.entries(imported.taken)
  return (
    <div className="stack" data-testid="import-report">
      <div>
        <h3>{t('imports.taken')}</h3>
        {taken.length === 0 && <p>{t('imports.nothing')}</p>}
        <ul className="import-list">
          {taken.map(([kind, count]) => (
            <li key={kind}>{`${nameOf(kind)}: ${count}`}</li>
          ))}
        </ul>
      </div>
      <div>
        <h3>{t('imports.left')}</h3>
        {imported.left.length === 0 && <p>{t('imports.allTaken')}</p>}
        <ul className="import-list">
          {imported.left.map(({ kind, why, count }) => (
            <li key={`${kind} ${why}`}>{`${nameOf(kind)}: ${count} – ${reasonOf(why)}`}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
