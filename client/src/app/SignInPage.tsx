import { KeyRound } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router-dom'
import { Problem } from './Problem.tsx'
import { usePerson } from './person.tsx'
import { useAction } from './useAction.ts'

/** The key of a facilitator's link: `#key=…`. It is in the fragment because browsers never send that. */
export function keyFromFragment(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('key') || null
}

/** Where somebody wanted to go before being asked to sign in; a page leaves it in the state of the navigation. */
const addressIn = (state: unknown): string =>
  typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string'
    ? state.from
    : '/'

/** `/signin`: takes the key from the link, or asks for it. */
export default function SignInPage() {
  const { t } = useTranslation()
  const { signIn } = usePerson()
  const { hash, state } = useLocation()
  const from = addressIn(state)
  const navigate = useNavigate()
  const { busy, error, run } = useAction()
  const [key, setKey] = useState('')

  useEffect(() => {
    const fromLink = keyFromFragment(hash)
    if (!fromLink) return
    // Out of the address bar and the history before anything else: somebody may be looking at this screen.
    navigate('/signin', { replace: true, state })
    void run(async () => {
      await signIn(fromLink)
      navigate(from, { replace: true })
    })
  }, [hash, state, from, navigate, run, signIn])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      await signIn(key.trim())
      navigate(from, { replace: true })
    })
  }

  return (
    <div className="page page-narrow">
      <title>{`${t('app.signIn.title')} · Sheshi`}</title>
      <form className="card panel stack" onSubmit={submit}>
        <h1>{t('app.signIn.title')}</h1>
        <p className="muted">{t('app.signIn.text')}</p>
        <label className="field">
          <span className="field-label">{t('app.signIn.key')}</span>
          <input
            className="input code"
            type="password"
            name="key"
            autoComplete="current-password"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            required
          />
        </label>
        <Problem error={error} />
        <div>
          <button type="submit" className="button button-primary" disabled={busy}>
            <KeyRound aria-hidden size={18} />
            {busy ? t('app.signIn.busy') : t('app.signIn.submit')}
          </button>
        </div>
      </form>
    </div>
  )
}
