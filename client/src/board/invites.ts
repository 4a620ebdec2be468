import type { InviteRole, InviteView } from '@sheshi/records'

/** Less time than this left, and an invite is not shown any more: it would run out while people type it. */
const enoughLeft = 10 * 60_000

/** Of the open invites for a role, the one that lives longest; null where none lives long enough. */
export function newestInvite(invites: InviteView[], role: InviteRole, now = Date.now()): InviteView | null {
  const lasting = invites.filter(
    (invite) => invite.role === role && Date.parse(invite.expiresAt) - now > enoughLeft,
  )
  return lasting.reduce<InviteView | null>(
    (best, invite) => (best && best.expiresAt >= invite.expiresAt ? best : invite),
    null,
  )
}

/** The address to type by hand: no scheme, no code. */
export function joinAddress(invite: InviteView): string {
  const { host, pathname } = new URL(invite.shareUrl)
  return host + pathname
}
