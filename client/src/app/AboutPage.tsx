import { useTranslation } from 'react-i18next'
import { under } from './base.ts'

/** What of others' work is in here, and under which licence; the texts lie under `/licences/`. */
const others = [
  { name: 'tldraw 3', licence: 'tldraw license', file: 'tldraw-LICENSE.md' },
  { name: 'Inter', licence: 'SIL Open Font License 1.1', file: 'inter-LICENSE.txt' },
  { name: 'Lucide', licence: 'ISC', file: 'lucide-LICENSE.txt' },
]

/** `/about`: what Sheshi is, and the licences of what it is made of. */
export default function AboutPage() {
  const { t } = useTranslation()
  return (
    <div className="page page-narrow stack">
      <title>{`${t('app.about.title')} · Sheshi`}</title>
      <h1>{t('app.about.title')}</h1>
      <p>{t('app.home.what')}</p>
      <p>{t('app.about.privacy')}</p>
      <h2>{t('app.about.licences')}</h2>
      <p>{t('app.about.licencesText')}</p>
      <ul className="plain-list licence-list">
        {others.map(({ name, licence, file }) => (
          <li key={name}>
            <strong>{name}</strong>
            <a href={under(`/licences/${file}`)}>{licence}</a>
          </li>
        ))}
        <li>
          <strong>{t('app.about.rest')}</strong>
          <a href={under('/licences/bundled.md')}>{t('app.about.restLink')}</a>
        </li>
      </ul>
    </div>
  )
}
