import type { FacilitatorsView, FacilitatorView } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { Sure } from '../connections/Sure.tsx'
import { Entry } from './Entry.tsx'

/** What the cards of this page get: what is known, and how to say that it changed. */
export interface CardProps {
  view: FacilitatorsView
  onChange: () => Promise<void>
}

/** The facilitators with names: stop one, let them in again, remove one. */
export function PeopleCard({ view, onChange }: CardProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work()
      await onChange()
    })
  return (
    <section className="card panel stack" aria-labelledby="people-title">
      <h2 id="people-title">{t('facilitators.people.title')}</h2>
      <Problem error={error} />
      {view.facilitators.length === 0 ? (
        <p className="muted">{t('facilitators.people.none')}</p>
      ) : (
        <ul className="plain-list">
          {view.facilitators.map((one) => (
            <Person key={one.id} one={one} own={one.id === view.own} busy={busy} act={act} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface PersonProps {
  one: FacilitatorView
  own: boolean
  busy: boolean
  act: (work: () => Promise<unknown>) => Promise<void>
}

function Person({ one, own, busy, act }: PersonProps) {
  const { t } = useTranslation()
  const { recently } = useLocale()
  const { id, name, email, how, disabled, seenAt } = one
  const path = `/facilitators/${id}`
  const byCity = how === 'oidc'
  return (
    <Entry
      title={
        <>
          {name} {own && <span className="chip">{t('facilitators.own')}</span>}{' '}
          {disabled && <span className="chip facilitator-stopped">{t('facilitators.people.stopped')}</span>}
        </>
      }
      details={[
        byCity ? t('facilitators.people.byCity', { email }) : t('facilitators.people.byPassphrase'),
        seenAt ? t('facilitators.seen', { time: recently(seenAt) }) : t('facilitators.people.never'),
      ].join(' · ')}
    >
      <button
        type="button"
        className="button"
        disabled={busy}
        aria-label={t(disabled ? 'facilitators.people.allowWhom' : 'facilitators.people.stopWhom', { name })}
        onClick={() => void act(() => api.patch(path, { disabled: !disabled }))}
      >
        {t(disabled ? 'facilitators.people.allow' : 'facilitators.people.stop')}
      </button>
      <Sure
        danger
        label={t('facilitators.people.remove')}
        labelWhom={t('facilitators.people.removeWhom', { name })}
        text={
          byCity
            ? t('facilitators.people.removeCityText', { name })
            : t('facilitators.people.removeText', { name })
        }
        disabled={busy}
        onSure={() => act(() => api.delete(path))}
      />
    </Entry>
  )
}
