import type { Outline } from '@sheshi/methods'
import type { Export } from '@sheshi/records'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { under } from '../../app/base.ts'
import { Loading } from '../../app/Loading.tsx'
import { Problem } from '../../app/Problem.tsx'
import { useLocale } from '../../app/useLocale.ts'
import { useResource } from '../../app/useResource.ts'
import { TakeOver } from '../takeOver/TakeOver.tsx'
import type { ShownChallenge } from '../useSectionDraft.ts'
import { ExportChanges } from './ExportChanges.tsx'
import { ExportFacts } from './ExportFacts.tsx'
import { ExportFiles } from './ExportFiles.tsx'
import { OutlineView } from './OutlineView.tsx'

/** Where an export and its files are, as links and pictures need it. */
export const exportUrl = (item: Export): string =>
  under(`/api/v1/challenges/${encodeURIComponent(item.challengeId)}/exports/${encodeURIComponent(item.id)}`)

/** The address of one of an export's files. */
export const fileUrl = (item: Export, path: string): string =>
  `${exportUrl(item)}/files/${path.split('/').map(encodeURIComponent).join('/')}`

/** The PNG made in the browser, else another drawing of the board; photos that lie on it are in a folder. */
function pictureOf({ files }: Export) {
  const drawn = files.filter(({ path, type }) => type.startsWith('image/') && !path.includes('/'))
  return drawn.find(({ type }) => type === 'image/png') ?? drawn[0]
}

interface ExportPanelProps {
  summary: Export
  shown: ShownChallenge
  /** Newest first. */
  earlier: Export[]
}

/** One export: its content in words, its picture, where it comes from, what changed, its files. */
export function ExportPanel({ summary, shown, earlier }: ExportPanelProps) {
  const { t } = useTranslation()
  const { bytes } = useLocale()
  const path = `/challenges/${encodeURIComponent(summary.challengeId)}/exports/${encodeURIComponent(summary.id)}`
  const { value, problem, reload } = useResource<Export & { outline: Outline }>(path)
  const picture = pictureOf(summary)
  const size = summary.files.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <>
      <ExportFacts item={summary} />
      <Problem error={problem} onRetry={() => void reload()} />
      {value && <TakeOver shown={shown} item={summary} outline={value.outline} />}
      {value ? <OutlineView outline={value.outline} /> : !problem && <Loading />}
      {picture && (
        <a className="export-picture" href={fileUrl(summary, picture.path)} target="_blank" rel="noreferrer">
          <img
            src={fileUrl(summary, picture.path)}
            alt={t('challenges.exports.picture', { title: summary.boardTitle })}
            loading="lazy"
          />
        </a>
      )}
      {earlier.length > 0 && <ExportChanges item={summary} earlier={earlier} />}
      <details className="export-files">
        <summary>{t('challenges.exports.files', { count: summary.files.length })}</summary>
        <ExportFiles item={summary} />
      </details>
      <div>
        <a className="button" href={`${exportUrl(summary)}/bundle.zip`} download>
          <Download aria-hidden size={18} />
          {t('challenges.exports.bundle', { size: bytes(size) })}
        </a>
      </div>
    </>
  )
}
