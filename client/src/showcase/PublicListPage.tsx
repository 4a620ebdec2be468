import type { PublicChallengeHead } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import './public.css'

/** `/public`: the challenges that the city shows to everybody. */
export default function PublicListPage() {
  const { t } = useTranslation()
  const { locale, day } = useLocale()
  const { value, problem, loading, reload } = useResource<PublicChallengeHead[]>(
    `/public/challenges?locale=${locale}`,
  )
  return (
    <div className="page public-list">
      <title>{`${t('showcase.list')} · Sheshi`}</title>
      <h1>{t('showcase.list')}</h1>
      <p className="lead">{t('showcase.listLead')}</p>
      <Problem error={problem} onRetry={() => void reload()} />
      {loading && <Loading />}
      {value?.length === 0 && (
        <div className="empty">
          <p className="muted">{t('showcase.listEmpty')}</p>
        </div>
      )}
      <ul className="plain-list public-cards">
        {value?.map((head) => (
          <li key={head.id} className="card public-card" data-step={head.step}>
            {head.picture && <img src={head.picture.url} alt="" loading="lazy" />}
            <div className="public-card-words">
              <span className="public-card-step small">{t(`challenges.steps.${head.step}`)}</span>
              <h2>
                <Link to={`/public/challenges/${head.id}`}>{head.title}</Link>
              </h2>
              {head.summary && <p className="public-card-text">{head.summary}</p>}
              <p className="small muted">
                {[head.owner, head.place, day(head.updatedAt)].filter(Boolean).join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
