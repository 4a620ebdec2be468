import {
  type DeliveryView,
  type WebhookEvent,
  type WebhookView,
  type WebhookWrite,
  webhookContents,
  webhookEvents,
} from '@sheshi/records'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useToast } from '../app/toast.tsx'
import { useAction } from '../app/useAction.ts'
import { TextField } from '../challenges/TextField.tsx'
import { deliveriesChanged } from './deliveriesChanged.ts'
import { SecretOnce } from './SecretOnce.tsx'
import { Sure } from './Sure.tsx'

const empty: WebhookWrite = { address: '', events: [...webhookEvents], content: 'public', on: true }

interface WebhookCardProps {
  value: WebhookView | null
  onChange: (webhook: WebhookView | null) => void
}

/** Where other programs are told of exports and steps. */
export function WebhookCard({ value, onChange }: WebhookCardProps) {
  const { t } = useTranslation()
  const toast = useToast()
  const { busy, error, run } = useAction()
  const [secret, setSecret] = useState<string | null>(null)

  const take = ({ secret: made, ...webhook }: WebhookView) => {
    onChange(webhook)
    if (made) setSecret(made)
  }
  const save = (write: WebhookWrite) =>
    run(async () => {
      take(await api.put<WebhookView>('/connections/webhook', write))
      toast({ text: t('connections.saved') })
    })
  const test = () =>
    run(async () => {
      const { state } = await api.post<DeliveryView>('/connections/webhook/test')
      deliveriesChanged()
      toast({ text: t(state === 'delivered' ? 'connections.webhook.arrived' : 'connections.webhook.failed') })
    })
  const renew = () => run(async () => take(await api.post<WebhookView>('/connections/webhook/secret')))
  const forget = () =>
    run(async () => {
      await api.delete('/connections/webhook')
      setSecret(null)
      onChange(null)
    })

  return (
    <section className="card panel stack" aria-labelledby="webhook-title">
      <h2 id="webhook-title">{t('connections.webhook.title')}</h2>
      <p>{t('connections.webhook.text')}</p>
      {secret && <SecretOnce secret={secret} onSeen={() => setSecret(null)} />}
      <WebhookForm key={value?.secretMadeAt ?? 'new'} from={value ?? empty} busy={busy} onSave={save} />
      <Problem error={error} />
      {value && (
        <div className="row">
          <button type="button" className="button" disabled={busy} onClick={() => void test()}>
            {t('connections.webhook.test')}
          </button>
          <Sure
            label={t('connections.webhook.renew')}
            text={t('connections.webhook.renewText')}
            disabled={busy}
            onSure={renew}
          />
          <Sure
            danger
            label={t('connections.forget')}
            text={t('connections.webhook.forgetText')}
            disabled={busy}
            onSure={forget}
          />
        </div>
      )}
    </section>
  )
}

interface WebhookFormProps {
  from: WebhookWrite
  busy: boolean
  onSave: (write: WebhookWrite) => Promise<void>
}

function WebhookForm({ from, busy, onSave }: WebhookFormProps) {
  const { t } = useTranslation()
  const [write, setWrite] = useState<WebhookWrite>({
    address: from.address,
    events: from.events,
    content: from.content,
    on: from.on,
  })
  const toggle = (event: WebhookEvent, wanted: boolean) =>
    setWrite({
      ...write,
      events: webhookEvents.filter((one) => (one === event ? wanted : write.events.includes(one))),
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void onSave(write)
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('connections.address')}
        value={write.address}
        onChange={(address) => setWrite({ ...write, address })}
        max={2000}
        placeholder="https://"
        required
      />
      <fieldset className="connections-choice">
        <legend className="field-label">{t('connections.webhook.events')}</legend>
        {webhookEvents.map((event) => (
          <label key={event} className="connections-check">
            <input
              type="checkbox"
              checked={write.events.includes(event)}
              onChange={({ currentTarget }) => toggle(event, currentTarget.checked)}
            />
            {t(event === 'export.created' ? 'connections.webhook.exports' : 'connections.webhook.steps')}
          </label>
        ))}
      </fieldset>
      <fieldset className="connections-choice">
        <legend className="field-label">{t('connections.webhook.content')}</legend>
        {webhookContents.map((content) => (
          <label key={content} className="connections-check">
            <input
              type="radio"
              name="content"
              checked={write.content === content}
              onChange={() => setWrite({ ...write, content })}
            />
            {t(content === 'public' ? 'connections.webhook.public' : 'connections.webhook.record')}
          </label>
        ))}
      </fieldset>
      <label className="connections-check">
        <input
          type="checkbox"
          checked={write.on}
          onChange={({ currentTarget }) => setWrite({ ...write, on: currentTarget.checked })}
        />
        {t('connections.webhook.on')}
      </label>
      <div>
        <button
          type="submit"
          className="button button-primary"
          disabled={busy || write.address.trim() === ''}
        >
          {t('app.save')}
        </button>
      </div>
    </form>
  )
}
