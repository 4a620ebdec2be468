import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <div className="page page-narrow stack">
      <title>{`${t('app.notFound.title')} · Sheshi`}</title>
      <h1>{t('app.notFound.title')}</h1>
      <p>{t('app.notFound.text')}</p>
      <div className="row">
        <Link className="button button-primary" to="/">
          {t('app.notFound.home')}
        </Link>
        <Link className="button" to="/join">
          {t('app.nav.join')}
        </Link>
      </div>
    </div>
  )
}
