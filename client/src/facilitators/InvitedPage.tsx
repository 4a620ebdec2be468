import type { ClientConfig, WelcomeLookView } from '@sheshi/records'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate } from 'react-router-dom'
import { ApiProblem, api } from '../app/api.ts'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson } from '../app/person.tsx'
import { problemText } from '../app/problems.ts'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { CityButton } from './CityButton.tsx'
import { NewPassphrase, useNewPassphrase } from './NewPassphrase.tsx'
import './facilitators.css'

/** `/welcome#<secret>`: somebody who was invited chooses a name and a passphrase, and is a facilitator. */
export default function InvitedPage() {
  const { t } = useTranslation()
  const { hash } = useLocation()
  const navigate = useNavigate()
  const [secret, setSecret] = useState<string | null>(null)
  const [invite, setInvite] = useState<WelcomeLookView | null>(null)
  const { error, run } = useAction()

  useEffect(() => {
    const fromLink = hash.slice(1)
    if (!fromLink) return
    // Out of the address bar and the history before anything else, as the key on the sign-in page.
    navigate('/welcome', { replace: true })
    setSecret(fromLink)
    setInvite(null)
    void run(async () => setInvite(await api.post<WelcomeLookView>('/welcome/look', { secret: fromLink })))
  }, [hash, navigate, run])

  const gone = secret === null && !hash
  return (
    <div className="page page-narrow">
      <title>{`${t('facilitators.invited.title')} · Sheshi`}</title>
      {secret && invite ? (
        <InvitedForm key={secret} secret={secret} invite={invite} />
      ) : (
        <section className="card panel stack">
          <h1>{t('facilitators.invited.title')}</h1>
          {gone && <p>{t('facilitators.invited.again')}</p>}
          <Problem error={error} />
          {!gone && !error && <Loading />}
          <p>
            <Link to="/signin">{t('facilitators.invited.signIn')}</Link>
          </p>
        </section>
      )}
    </div>
  )
}

function InvitedForm({ secret, invite }: { secret: string; invite: WelcomeLookView }) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  const navigate = useNavigate()
  const { refresh } = usePerson()
  const { value: config } = useResource<ClientConfig>('/client-config')
  const { busy, error, run, setError } = useAction()
  const [name, setName] = useState(invite.name)
  const chosen = useNewPassphrase(name, error)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!chosen.isGood()) return setError(null)
    void run(async () => {
      await api.post('/welcome', { secret, name: name.trim(), passphrase: chosen.value })
      await refresh()
      navigate('/', { replace: true })
    })
  }

  const taken = error instanceof ApiProblem && error.kind === 'name-taken'
  return (
    <form className="card panel stack" onSubmit={submit}>
      <h1>{t('facilitators.invited.title')}</h1>
      <p className="muted">{t('facilitators.invited.text', { time: moment(invite.expiresAt) })}</p>
      {config?.oidc && (
        <>
          <CityButton secret={secret} />
          <p className="or">{t('facilitators.or')}</p>
        </>
      )}
      <label className="field">
        <span className="field-label">{t('facilitators.name')}</span>
        <input
          className="input"
          name="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={40}
          autoComplete="username"
          required
          aria-invalid={taken}
          aria-describedby={taken ? 'name-taken' : undefined}
        />
        {taken && (
          <span id="name-taken" className="field-error" role="alert">
            {problemText(t, error)}
          </span>
        )}
      </label>
      <NewPassphrase label={t('facilitators.passphrase')} chosen={chosen} />
      {!taken && !chosen.fault && <Problem error={error} />}
      <div>
        <button type="submit" className="button button-primary" disabled={busy || name.trim() === ''}>
          {busy ? t('app.signIn.busy') : t('facilitators.invited.submit')}
        </button>
      </div>
    </form>
  )
}
