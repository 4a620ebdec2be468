import { randomInt } from 'node:crypto'
import { codeAlphabet, type Invite, InviteCreate, type InviteView } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import type { Request } from 'express'
import QRCode from 'qrcode'
import { isOpen } from '../access.ts'
import { type Act, may } from '../accessTable.ts'
import type { Services } from '../services.ts'
import { AlreadyThere } from '../storage/records.ts'
import { Problem } from './problem.ts'
import { boardRoute, type Route, sendJson } from './route.ts'

const defaultHours = 12

/** `/boards/:boardId/invites`: links, codes and QR codes that let people in, and taking them back. */
export function inviteRoutes(services: Services): Route[] {
  const { records } = services
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/invites',
      who: 'facilitator',
      summary: 'Make an invite; open for 12 hours where nothing else is asked',
      body: InviteCreate,
      answers: { 201: { words: 'Code and link' }, 422: { words: 'invalid-body' } },
      handle: async ({ req, res, board, body }) => {
        const invite = await createInvite(services, board.id, body)
        sendJson(res, inviteView(services, req, invite), 201)
      },
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/invites',
      who: 'reader',
      summary: 'The open invites; a big screen sees those for participants, to show their code',
      answers: { 200: { words: 'Invites, newest last' }, 403: { words: 'forbidden' } },
      handle: async ({ req, res, board, role }) => {
        if (!may({ role }, 'participants’ code')) throw new Problem('forbidden')
        const open = (await records.invites.list({ boardId: board.id })).filter((invite) => isOpen(invite))
        const shown = open.filter((invite) => may({ role }, actOf(invite)))
        sendJson(
          res,
          shown.map((invite) => inviteView(services, req, invite)),
        )
      },
    }),
    boardRoute({
      method: 'delete',
      path: '/boards/:boardId/invites/:code',
      who: 'facilitator',
      summary: 'Withdraw an invite: what it gave is taken back at once',
      answers: { 204: { words: 'Withdrawn; those it let in are sent out' }, 404: { words: 'not-found' } },
      handle: async ({ res, board, param }) => {
        const invite = await findInvite(services, board.id, param('code'))
        await withdraw(services, invite)
        res.status(204).end()
      },
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/invites/:code/qr.svg',
      who: 'reader',
      summary: 'The invite’s link as a QR code',
      answers: { 200: { words: 'The QR code', types: ['image/svg+xml'] } },
      handle: async ({ req, res, board, role, param }) => {
        const invite = await findInvite(services, board.id, param('code'))
        if (!may({ role }, actOf(invite))) throw new Problem('forbidden')
        const { shareUrl } = inviteView(services, req, invite)
        const svg = await QRCode.toString(shareUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
        res.set('cache-control', 'no-store').type('image/svg+xml').send(svg)
      },
    }),
  ]
}

/** What somebody must be allowed to see this invite. */
const actOf = (invite: Readonly<Invite>): Act =>
  invite.role === 'participant' ? 'participants’ code' : 'facilitator'

async function findInvite({ records }: Services, boardId: string, code: string): Promise<Readonly<Invite>> {
  const invite = await records.invites.get(code.toUpperCase())
  if (invite?.boardId !== boardId || invite.withdrawnAt !== null) throw new Problem('not-found')
  return invite
}

async function createInvite({ records }: Services, boardId: string, wanted: InviteCreate): Promise<Invite> {
  const now = Date.now()
  const expiresAt = now + (wanted.expiresInHours ?? defaultHours) * 3_600_000
  for (;;) {
    const invite: Invite = {
      code: newCode(),
      boardId,
      role: wanted.role,
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
      withdrawnAt: null,
    }
    try {
      await records.invites.insert(invite)
      return invite
    } catch (error) {
      if (!(error instanceof AlreadyThere)) throw error
    }
  }
}

const newCode = (): string =>
  Array.from({ length: 6 }, () => codeAlphabet[randomInt(codeAlphabet.length)] ?? '').join('')

async function withdraw({ records, rooms, access }: Services, invite: Readonly<Invite>): Promise<void> {
  const withdrawnAt = new Date().toISOString()
  await records.invites.update(invite.code, (known) => ({ ...known, withdrawnAt }))
  const guests = await access.sessionsOf(invite)
  rooms.endSessions(invite.boardId, CloseCode.InviteWithdrawn, 'invite withdrawn', ({ who }) =>
    guests.has(who.id),
  )
}

function inviteView({ addresses }: Services, req: Request, invite: Readonly<Invite>): InviteView {
  const { withdrawnAt: _withdrawnAt, ...shown } = invite
  const path = `/join#${invite.code}`
  return { ...shown, url: `${addresses.of(req)}${path}`, shareUrl: `${addresses.shareable(req)}${path}` }
}
