import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { usePerson } from '../app/person.tsx'
import { useToast } from '../app/toast.tsx'
import { useAction } from '../app/useAction.ts'
import { Sure } from '../connections/Sure.tsx'
import { NewPassphrase, useNewPassphrase } from './NewPassphrase.tsx'
import { PassphraseField } from './PassphraseField.tsx'

/** What somebody can do about their own way in: another passphrase, and signing out everywhere. */
export function OwnCard({ onChange }: { onChange: () => Promise<void> }) {
  const { t } = useTranslation()
  const { session } = usePerson()
  const everywhere = async () => {
    await api.delete('/session/everywhere')
    await onChange()
  }
  const how = session?.how ?? 'key'
  return (
    <section className="card panel stack" aria-labelledby="own-title">
      <h2 id="own-title">{t('facilitators.mine.title')}</h2>
      <p>{t(howKeys[how], { name: session?.name })}</p>
      {how === 'passphrase' && <ChangeForm name={session?.name ?? ''} onChange={onChange} />}
      <div>
        <Sure
          label={t('facilitators.mine.everywhere')}
          text={t(how === 'key' ? 'facilitators.mine.everywhereKey' : 'facilitators.mine.everywhereText')}
          disabled={false}
          onSure={everywhere}
        />
      </div>
    </section>
  )
}

const howKeys = {
  key: 'facilitators.mine.key',
  passphrase: 'facilitators.mine.passphrase',
  oidc: 'facilitators.mine.city',
} as const

function ChangeForm({ name, onChange }: { name: string; onChange: () => Promise<void> }) {
  const { t } = useTranslation()
  const toast = useToast()
  const { busy, error, run, setError } = useAction()
  const [current, setCurrent] = useState('')
  const chosen = useNewPassphrase(name, error)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!chosen.isGood()) return setError(null)
    void run(async () => {
      await api.post('/session/passphrase', { current, passphrase: chosen.value })
      setCurrent('')
      chosen.type('')
      toast({ text: t('facilitators.mine.changed') })
      await onChange()
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      {/* By it the browser knows whose passphrase it keeps. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <PassphraseField
        label={t('facilitators.mine.current')}
        name="current"
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
      />
      <NewPassphrase label={t('facilitators.mine.next')} chosen={chosen} />
      {!chosen.fault && <Problem error={error} />}
      <div>
        <button type="submit" className="button" disabled={busy}>
          {t('facilitators.mine.change')}
        </button>
      </div>
    </form>
  )
}
