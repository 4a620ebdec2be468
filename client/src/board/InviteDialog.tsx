import { type InviteRole, type InviteView, inviteRoles } from '@sheshi/records'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../app/api.ts'
import { Dialog } from '../app/Dialog.tsx'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { useResource } from '../app/useResource.ts'
import { copyText } from './copyText.ts'
import { joinAddress, newestInvite } from './invites.ts'
import { QrCode } from './QrCode.tsx'

const roleKeys: Record<InviteRole, string> = {
  participant: 'board.invite.roles.participant',
  viewer: 'board.invite.roles.viewer',
  screen: 'board.invite.roles.screen',
}

const shortRoleKeys: Record<InviteRole, string> = {
  participant: 'board.people.roles.participant',
  viewer: 'board.people.roles.viewer',
  screen: 'board.people.roles.screen',
}

/** Lets a facilitator make, show, pass on and withdraw the invites of a board. */
export function InviteDialog({ boardId, onClose }: { boardId: string; onClose: () => void }) {
  const { t } = useTranslation()
  const path = `/boards/${boardId}/invites`
  const invites = useResource<InviteView[]>(path)
  const [role, setRole] = useState<InviteRole>('participant')
  const { busy, error, run } = useAction()
  const open = invites.value ?? []
  const shown = newestInvite(open, role)

  const create = () =>
    run(async () => {
      await api.post<InviteView>(path, { role })
      await invites.reload()
    })
  const withdraw = (code: string) =>
    run(async () => {
      await api.delete(`${path}/${code}`)
      await invites.reload()
    })

  return (
    <Dialog title={t('board.invite.title')} onClose={onClose}>
      <div className="stack">
        <fieldset className="invite-roles">
          <legend className="field-label">{t('board.invite.role')}</legend>
          {inviteRoles.map((choice) => (
            <label key={choice} className="invite-role">
              <input
                type="radio"
                name="invite-role"
                checked={role === choice}
                onChange={() => setRole(choice)}
              />
              {t(roleKeys[choice])}
            </label>
          ))}
        </fieldset>
        <Problem error={error ?? invites.problem} />
        {shown ? <InviteCard invite={shown} /> : <p className="muted">{t('board.invite.none')}</p>}
        <button
          type="button"
          className={`button ${shown ? '' : 'button-primary'}`}
          disabled={busy}
          onClick={create}
        >
          {t(shown ? 'board.invite.another' : 'board.invite.create')}
        </button>
        {open.length > 0 && <OpenInvites invites={open} busy={busy} onWithdraw={withdraw} />}
      </div>
    </Dialog>
  )
}

/** One invite as people in a room use it: QR, code in large letters, link. */
function InviteCard({ invite }: { invite: InviteView }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async () => setCopied(await copyText(invite.shareUrl))
  return (
    <div className="invite-card">
      <QrCode text={invite.shareUrl} label={t('board.invite.qr')} />
      <div className="stack">
        <p>{t('board.invite.scan', { address: joinAddress(invite) })}</p>
        <p className="invite-code code">{invite.code}</p>
        <label className="field">
          <span className="field-label">{t('board.invite.link')}</span>
          <input
            className="input"
            readOnly
            value={invite.shareUrl}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
        <div className="row">
          <button type="button" className="button button-primary" onClick={copy}>
            <Copy aria-hidden size={18} />
            {t('board.invite.copy')}
          </button>
          <span role="status">
            {copied !== null && t(copied ? 'board.invite.copied' : 'board.invite.copyFailed')}
          </span>
        </div>
      </div>
    </div>
  )
}

interface OpenInvitesProps {
  invites: InviteView[]
  busy: boolean
  onWithdraw: (code: string) => void
}

function OpenInvites({ invites, busy, onWithdraw }: OpenInvitesProps) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  return (
    <section className="stack">
      <h3>{t('board.invite.open')}</h3>
      <ul className="plain-list invite-list">
        {invites.map((invite) => (
          <li key={invite.code}>
            <strong className="code">{invite.code}</strong>
            <span className="small invite-terms">
              {t(shortRoleKeys[invite.role])}
              <span className="muted">{t('board.invite.expires', { time: moment(invite.expiresAt) })}</span>
            </span>
            <button
              type="button"
              className="button button-danger"
              disabled={busy}
              aria-label={t('board.invite.withdrawLabel', { code: invite.code })}
              onClick={() => onWithdraw(invite.code)}
            >
              <Trash2 aria-hidden size={18} />
              {t('board.invite.withdraw')}
            </button>
          </li>
        ))}
      </ul>
      <p className="small muted">{t('board.invite.withdrawHint')}</p>
    </section>
  )
}
