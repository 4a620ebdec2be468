import { useTranslation } from 'react-i18next'
import { joinAddress } from '../board/invites.ts'
import { QrCode } from '../board/QrCode.tsx'
import { useJoinInvite } from './useJoinInvite.ts'

/** How to come in, readable from the back of the room: QR, address, code. */
export function JoinCard({ boardId, mayCreate }: { boardId: string; mayCreate: boolean }) {
  const { t } = useTranslation()
  const { invite, create } = useJoinInvite(boardId)
  if (!invite) {
    return (
      <section className="screen-join screen-join-empty">
        <p>{t(mayCreate ? 'screen.join.noneYet' : 'screen.join.none')}</p>
        {mayCreate && (
          <button type="button" className="button button-primary" onClick={create}>
            {t('screen.join.create')}
          </button>
        )}
      </section>
    )
  }
  return (
    <section className="screen-join" aria-label={t('screen.join.title')}>
      <h2>{t('screen.join.title')}</h2>
      <QrCode text={invite.shareUrl} label={t('screen.join.qr')} />
      <p className="screen-address">{joinAddress(invite)}</p>
      <p className="screen-code code" data-testid="join-code">
        {invite.code}
      </p>
    </section>
  )
}
