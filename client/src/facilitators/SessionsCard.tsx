import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { Entry } from './Entry.tsx'
import type { CardProps } from './PeopleCard.tsx'

/** Every browser in which somebody is signed in as facilitator; each can be signed out from here. */
export function SessionsCard({ view, onChange }: CardProps) {
  const { t } = useTranslation()
  const { moment, recently } = useLocale()
  const { busy, error, run } = useAction()
  const end = (id: string) =>
    run(async () => {
      await api.delete(`/facilitators/sessions/${id}`)
      await onChange()
    })
  return (
    <section className="card panel stack" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t('facilitators.sessions.title')}</h2>
      <p>{t('facilitators.sessions.text')}</p>
      <Problem error={error} />
      <ul className="plain-list">
        {view.sessions.map(({ id, facilitatorId, name, own, seenAt, createdAt }) => {
          const who = facilitatorId === null ? t('facilitators.sessions.key') : name
          return (
            <Entry
              key={id}
              title={
                <>
                  {who} {own && <span className="chip">{t('facilitators.sessions.own')}</span>}
                </>
              }
              details={[
                t('facilitators.sessions.since', { time: moment(createdAt) }),
                t('facilitators.seen', { time: recently(seenAt) }),
              ].join(' · ')}
            >
              <button
                type="button"
                className="button"
                disabled={busy}
                aria-label={t('facilitators.sessions.endWhom', { name: who, time: moment(createdAt) })}
                onClick={() => void end(id)}
              >
                {t('facilitators.sessions.end')}
              </button>
            </Entry>
          )
        })}
      </ul>
    </section>
  )
}
