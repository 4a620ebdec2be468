import type { VersionView } from '@sheshi/records'
import { Bookmark, GitCompareArrows, History, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useVersionWords } from './useVersionWords.ts'

interface VersionDetailsProps {
  version: VersionView
  onOpen: (dialog: 'rename' | 'compare' | 'restore' | 'delete') => void
}

/** The chosen version, and what can be done with it. */
export function VersionDetails({ version, onOpen }: VersionDetailsProps) {
  const { t } = useTranslation()
  const words = useVersionWords()
  const named = version.kind === 'named'
  const Name = named ? Pencil : Bookmark
  return (
    <section className="version-details">
      <h2 className="visually-hidden">{words.moment(version)}</h2>
      {version.readable && (
        <>
          <button type="button" className="button" onClick={() => onOpen('restore')}>
            <History aria-hidden size={18} />
            <span>{t('history.restore.open')}</span>
          </button>
          <button type="button" className="button" onClick={() => onOpen('compare')}>
            <GitCompareArrows aria-hidden size={18} />
            <span>{t('history.compare.open')}</span>
          </button>
          <button type="button" className="button button-quiet" onClick={() => onOpen('rename')}>
            <Name aria-hidden size={18} />
            <span>{t(named ? 'history.name.rename' : 'history.name.this')}</span>
          </button>
        </>
      )}
      {(named || !version.readable) && (
        <button type="button" className="button button-quiet" onClick={() => onOpen('delete')}>
          <Trash2 aria-hidden size={18} />
          <span>{t('history.delete.open')}</span>
        </button>
      )}
    </section>
  )
}
