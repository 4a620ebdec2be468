import { type DecidimView, type DecidimWrite, locales } from '@sheshi/records'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useToast } from '../app/toast.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { TextField } from '../challenges/TextField.tsx'
import { Sure } from './Sure.tsx'

const languageNames = { en: 'English', it: 'Italiano', sq: 'Shqip' }

interface DecidimCardProps {
  value: DecidimView | null
  onChange: (decidim: DecidimView | null) => void
}

/** The city's participation platform, where challenges go as proposals. */
export function DecidimCard({ value, onChange }: DecidimCardProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const { busy, error, run } = useAction()
  const save = (write: DecidimWrite) =>
    run(async () => {
      onChange(await api.put<DecidimView>('/connections/decidim', write))
      toast({ text: t('connections.saved') })
    })
  const forget = () =>
    run(async () => {
      await api.delete('/connections/decidim')
      onChange(null)
    })
  return (
    <section className="card panel stack" aria-labelledby="decidim-title">
      <h2 id="decidim-title">{t('connections.decidim.title')}</h2>
      <p>{t('connections.decidim.text')}</p>
      <DecidimForm key={value === null ? 'new' : 'set'} from={value} busy={busy} onSave={save} />
      <Problem error={error} />
      {value && (
        <div className="row">
          <Sure
            danger
            label={t('connections.forget')}
            text={t('connections.decidim.forgetText')}
            disabled={busy}
            onSure={forget}
          />
        </div>
      )}
    </section>
  )
}

interface DecidimFormProps {
  from: DecidimView | null
  busy: boolean
  onSave: (write: DecidimWrite) => Promise<void>
}

function DecidimForm({ from, busy, onSave }: DecidimFormProps) {
  const { t } = useTranslation()
  const { locale: mine } = useLocale()
  const [view, setView] = useState<DecidimView>(
    from ?? { address: '', componentId: '', clientId: '', locale: mine },
  )
  const [token, setToken] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = token.trim()
    // A token does not stay in the page longer than it is needed.
    void onSave({ ...view, ...(given ? { token: given } : {}) }).then(() => setToken(''))
  }
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      <TextField
        label={t('connections.decidim.address')}
        hint={t('connections.decidim.addressHint')}
        value={view.address}
        onChange={(address) => setView({ ...view, address })}
        max={2000}
        placeholder="https://"
        required
      />
      <TextField
        label={t('connections.decidim.component')}
        hint={t('connections.decidim.componentHint')}
        value={view.componentId}
        onChange={(componentId) => setView({ ...view, componentId })}
        max={20}
        required
      />
      <label className="field">
        <span className="field-label">{t('connections.decidim.token')}</span>
        <input
          className="input"
          type="password"
          autoComplete="new-password"
          value={token}
          maxLength={8000}
          required={from === null}
          placeholder={from === null ? '' : t('connections.decidim.tokenKept')}
          onChange={({ currentTarget }) => setToken(currentTarget.value)}
        />
      </label>
      <TextField
        label={t('connections.decidim.client')}
        hint={t('connections.decidim.clientHint')}
        value={view.clientId}
        onChange={(clientId) => setView({ ...view, clientId })}
        max={200}
      />
      <label className="field">
        <span className="field-label">{t('connections.decidim.locale')}</span>
        <select
          className="input"
          value={view.locale}
          onChange={({ currentTarget }) =>
            setView({ ...view, locale: locales.find((one) => one === currentTarget.value) ?? view.locale })
          }
        >
          {locales.map((one) => (
            <option key={one} value={one}>
              {languageNames[one]}
            </option>
          ))}
        </select>
      </label>
      <div>
        <button type="submit" className="button button-primary" disabled={busy}>
          {t('app.save')}
        </button>
      </div>
    </form>
  )
}
