import type { Export } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { fileUrl } from './ExportPanel.tsx'
import { Hash } from './Hash.tsx'
import { shownPath } from './shownPath.ts'

/** An export's files, each to be downloaded, with its size and hash. */
export function ExportFiles({ item }: { item: Export }) {
  const { t } = useTranslation()
  const { bytes } = useLocale()
  return (
    <ul className="plain-list file-list">
      {item.files.map((file) => (
        <li key={file.path}>
          <a
            href={fileUrl(item, file.path)}
            download
            aria-label={t('challenges.exports.download', { file: file.path })}
          >
            {shownPath(file.path)}
          </a>
          <span className="small muted">{bytes(file.bytes)}</span>
          <Hash value={file.sha256} />
        </li>
      ))}
    </ul>
  )
}
