import { type ClientConfig, type OidcEnd, oidcEnds, type SignIn } from '@sheshi/records'
import { CircleAlert, KeyRound, LogIn } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router-dom'
import { CityButton } from '../facilitators/CityButton.tsx'
import { PassphraseField } from '../facilitators/PassphraseField.tsx'
import { Problem } from './Problem.tsx'
import { usePerson } from './person.tsx'
import { useAction } from './useAction.ts'
import { useResource } from './useResource.ts'
import '../facilitators/facilitators.css'

const inFragment = (fragment: string, name: string): string | null =>
  new URLSearchParams(fragment.replace(/^#/, '')).get(name) || null

/** The key of a facilitator's link: `#key=…`. It is in the fragment because browsers never send that. */
export const keyFromFragment = (fragment: string): string | null => inFragment(fragment, 'key')

/** Why the city's sign-in did not let somebody in: `#city=…`. */
export const cityEndFromFragment = (fragment: string): OidcEnd | null =>
  oidcEnds.find((end) => end === inFragment(fragment, 'city')) ?? null

/** Where somebody wanted to go before being asked to sign in; a page leaves it in the state of the navigation. */
const addressIn = (state: unknown): string =>
  typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string'
    ? state.from
    : '/'

/** `/signin`: by the key in the link, by name and passphrase, by the city's account, or by the key as it is typed. */
export default function SignInPage() {
  const { t } = useTranslation()
  const { signIn } = usePerson()
  const { hash, state } = useLocation()
  const from = addressIn(state)
  const navigate = useNavigate()
  const { error, run } = useAction()
  const [end, setEnd] = useState<OidcEnd | null>(null)
  const { value: config } = useResource<ClientConfig>('/client-config')

  useEffect(() => {
    const [key, cityEnd] = [keyFromFragment(hash), cityEndFromFragment(hash)]
    if (!key && !cityEnd) return
    // Out of the address bar and the history before anything else: somebody may be looking at this screen.
    navigate('/signin', { replace: true, state })
    setEnd(cityEnd)
    if (!key) return
    void run(async () => {
      await signIn({ key })
      navigate(from, { replace: true })
    })
  }, [hash, state, from, navigate, run, signIn])

  const enter = async (how: SignIn) => {
    await signIn(how)
    navigate(from, { replace: true })
  }

  return (
    <div className="page page-narrow">
      <title>{`${t('app.signIn.title')} · Sheshi`}</title>
      <h1>{t('app.signIn.title')}</h1>
      {end && (
        <div className="notice notice-warning" role="alert">
          <CircleAlert aria-hidden size={20} />
          <p>{t(endKeys[end])}</p>
        </div>
      )}
      <Problem error={error} />
      {config?.oidc && (
        <section className="card panel">
          <CityButton />
        </section>
      )}
      <NamedForm onEnter={enter} />
      <KeyForm onEnter={enter} />
    </div>
  )
}

const endKeys: Record<OidcEnd, string> = {
  refused: 'app.signIn.city.refused',
  disabled: 'app.signIn.city.disabled',
  expired: 'app.signIn.city.expired',
  denied: 'app.signIn.city.denied',
  failed: 'app.signIn.city.failed',
}

interface FormProps {
  onEnter: (how: SignIn) => Promise<void>
}

function NamedForm({ onEnter }: FormProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(() => onEnter({ name, passphrase }))
  }
  return (
    <form className="card panel stack" onSubmit={submit} aria-labelledby="named-title">
      <h2 id="named-title">{t('app.signIn.named')}</h2>
      <label className="field">
        <span className="field-label">{t('facilitators.name')}</span>
        <input
          className="input"
          name="name"
          autoComplete="username"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          required
        />
      </label>
      <PassphraseField
        label={t('facilitators.passphrase')}
        name="passphrase"
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
      />
      <Problem error={error} />
      <div>
        <button type="submit" className="button button-primary" disabled={busy}>
          <LogIn aria-hidden size={18} />
          {busy ? t('app.signIn.busy') : t('app.signIn.submit')}
        </button>
      </div>
    </form>
  )
}

function KeyForm({ onEnter }: FormProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  const [key, setKey] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(() => onEnter({ key: key.trim() }))
  }
  return (
    <form className="card panel stack" onSubmit={submit} aria-labelledby="key-title">
      <h2 id="key-title">{t('app.signIn.withKey')}</h2>
      <p className="muted">{t('app.signIn.text')}</p>
      <label className="field">
        <span className="field-label">{t('app.signIn.key')}</span>
        <input
          className="input code"
          type="password"
          name="key"
          autoComplete="off"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          required
        />
      </label>
      <Problem error={error} />
      <div>
        <button type="submit" className="button" disabled={busy}>
          <KeyRound aria-hidden size={18} />
          {busy ? t('app.signIn.busy') : t('app.signIn.submit')}
        </button>
      </div>
    </form>
  )
}
