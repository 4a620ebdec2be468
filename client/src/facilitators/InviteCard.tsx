import type { WelcomeView } from '@sheshi/records'
import { Copy, UserPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { copyText } from '../board/copyText.ts'
import { TextField } from '../challenges/TextField.tsx'
import { Entry } from './Entry.tsx'
import type { CardProps } from './PeopleCard.tsx'

/** Makes links for new facilitators, and takes back those that nobody has used. */
export function InviteCard({ view, onChange }: CardProps) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  const { busy, error, run } = useAction()
  const [name, setName] = useState('')
  const [made, setMade] = useState<WelcomeView | null>(null)

  const nameOf = (invite: WelcomeView) => invite.name || t('facilitators.invite.unnamed')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      setMade(await api.post<WelcomeView>('/facilitators/invites', { name: name.trim() }))
      setName('')
      await onChange()
    })
  }
  const withdraw = (id: string) =>
    run(async () => {
      await api.delete(`/facilitators/invites/${id}`)
      if (made?.id === id) setMade(null)
      await onChange()
    })

  return (
    <section className="card panel stack" aria-labelledby="invite-title">
      <h2 id="invite-title">{t('facilitators.invite.title')}</h2>
      <p>{t('facilitators.invite.text')}</p>
      <form className="stack" onSubmit={submit}>
        <TextField label={t('facilitators.invite.name')} value={name} onChange={setName} max={40} />
        <div>
          <button type="submit" className="button button-primary" disabled={busy}>
            <UserPlus aria-hidden size={18} />
            {t('facilitators.invite.make')}
          </button>
        </div>
      </form>
      <Problem error={error} />
      {made?.url && <LinkOnce url={made.url} />}
      {view.invites.length > 0 && (
        <ul className="plain-list" aria-label={t('facilitators.invite.open')}>
          {view.invites.map((invite) => (
            <Entry
              key={invite.id}
              title={nameOf(invite)}
              details={t('facilitators.invite.until', { time: moment(invite.expiresAt) })}
            >
              <button
                type="button"
                className="button"
                disabled={busy}
                aria-label={t('facilitators.invite.withdrawWhom', { name: nameOf(invite) })}
                onClick={() => void withdraw(invite.id)}
              >
                {t('facilitators.invite.withdraw')}
              </button>
            </Entry>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The link, which nobody can be shown a second time. */
function LinkOnce({ url }: { url: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<boolean | null>(null)
  return (
    <div className="notice" role="status">
      <div className="stack stack-tight facilitators-link">
        <p>{t('facilitators.invite.once')}</p>
        <input
          className="input"
          readOnly
          aria-label={t('facilitators.invite.link')}
          data-testid="welcome-link"
          value={url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className="row">
          <button type="button" className="button" onClick={() => void copyText(url).then(setCopied)}>
            <Copy aria-hidden size={18} />
            {t('board.invite.copy')}
          </button>
          {copied !== null && <span>{t(copied ? 'board.invite.copied' : 'board.invite.copyFailed')}</span>}
        </div>
      </div>
    </div>
  )
}
