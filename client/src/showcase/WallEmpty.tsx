import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { Sign } from '../app/Sign.tsx'

/** What the wall says while it has nothing to show, and how that is changed. */
export function WallEmpty({ unreachable }: { unreachable: boolean }) {
  const { t } = useTranslation()
  return (
    <main className="wall-empty">
      <Sign size={96} />
      <h1>{t(unreachable ? 'showcase.unreachable' : 'showcase.emptyTitle')}</h1>
      <p>{t(unreachable ? 'showcase.unreachableText' : 'showcase.emptyText')}</p>
      {!unreachable && (
        <p>
          <Link className="button button-primary" to="/showcase/settings">
            {t('showcase.choose')}
          </Link>
        </p>
      )}
    </main>
  )
}
