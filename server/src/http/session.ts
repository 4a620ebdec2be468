import { type Invite, JoinRequest, type SessionView, SignIn } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import type { CookieOptions, Request, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { z } from 'zod'
import { type Caller, cookieName, isOpen } from '../access.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Context, parse, type Route, route, sendJson } from './route.ts'

/**
 * Only failures of one kind count: a hundred people join from behind one address in a minute, but nobody there
 * mistypes a hundred and fifty times.
 */
const limitFailures = (limit: number, minutes: number, failure: number) =>
  rateLimit({
    limit,
    windowMs: minutes * 60_000,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== failure,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Where a proxy is in front but not trusted, the header is ignored: that is a setting, not an error.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => next(new Problem('too-many-requests')),
  })

/** A code as somebody typed it; what cannot be a code is an unknown one. */
const TypedJoin = JoinRequest.extend({ code: z.string().min(1).max(40) })

/** `/session` and `/join`: how people get in and out. */
export function sessionRoutes(services: Services): Route[] {
  const { access } = services
  const answerSession = { words: 'Who you are; `kind` is null where nobody is signed in' }
  return [
    route({
      method: 'get',
      path: '/session',
      who: 'open',
      summary: 'Who am I',
      answers: { 200: answerSession },
      handle: async ({ res, caller }) => sendJson(res, await viewOf(services, caller)),
    }),
    route({
      method: 'post',
      path: '/session',
      who: 'open',
      summary: 'Sign in as facilitator',
      body: SignIn,
      before: [limitFailures(60, 10, 401)],
      answers: { 200: answerSession, 401: { words: 'wrong-key' }, 429: { words: 'too-many-requests' } },
      handle: async ({ req, res, body }) => {
        if (!access.isKey(body.key)) throw new Problem('wrong-key')
        const { token, session } = await access.signIn()
        setCookie(res, token, session.expiresAt, cookieOptions(services, req))
        sendJson(res, await viewOf(services, { kind: 'facilitator', by: 'cookie', session }))
      },
    }),
    route({
      method: 'delete',
      path: '/session',
      who: 'open',
      summary: 'Sign out',
      answers: { 204: { words: 'Signed out' } },
      handle: async ({ req, res, caller }) => {
        await access.signOut(caller)
        res.clearCookie(cookieName, cookieOptions(services, req))
        res.status(204).end()
      },
    }),
    route({
      method: 'post',
      path: '/join',
      who: 'open',
      summary: 'Join a board by an invite’s code',
      body: TypedJoin,
      before: [limitFailures(150, 10, 404)],
      answers: {
        200: { words: 'A session token (also set as cookie), the board and the role the invite gives' },
        404: { words: 'unknown-code' },
        429: { words: 'too-many-requests' },
      },
      handle: (context) => join(services, context),
    }),
  ]
}

async function join(services: Services, { req, res, caller, body }: Context<z.infer<typeof TypedJoin>>) {
  const { access, records } = services
  const code = JoinRequest.shape.code.safeParse(body.code)
  if (!code.success) throw new Problem('unknown-code')
  const invite = await records.invites.get(code.data)
  if (!invite || !isOpen(invite) || !(await access.liveBoard(invite.boardId))) {
    throw new Problem('unknown-code')
  }
  const { token, session } = await access.join(caller, invite, parse(JoinRequest, body))
  if (caller.kind === 'guest') comeBackAs(services, session.id, invite)
  // A facilitator who tries an invite stays facilitator.
  if (caller.kind !== 'facilitator') {
    setCookie(res, token, session.expiresAt, cookieOptions(services, req))
  }
  sendJson(res, { token, boardId: invite.boardId, role: invite.role })
}

/** Tabs that are open with another role come in again with the one that the newer invite gives. */
function comeBackAs({ rooms }: Services, sessionId: string, { boardId, role }: Readonly<Invite>): void {
  rooms.endSessions(
    boardId,
    CloseCode.GoingAway,
    'role changed',
    ({ who }) => who.id === sessionId && who.role !== role,
  )
}

async function viewOf({ access }: Services, caller: Caller): Promise<SessionView> {
  if (caller.kind === 'nobody') return { kind: null, name: '', sector: null, boards: {} }
  const view: SessionView = {
    kind: caller.kind,
    name: caller.session?.name ?? '',
    sector: caller.session?.sector ?? null,
    city: caller.session?.city ?? null,
    boards: {},
  }
  if (caller.kind === 'facilitator') return view
  for (const boardId of Object.keys(caller.session.grants)) {
    const role = await access.roleOn(caller, boardId)
    if (role && (await access.liveBoard(boardId))) view.boards[boardId] = role
  }
  return view
}

export const cookieOptions = ({ addresses }: Services, req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: addresses.isSecure(req),
  path: addresses.prefix || '/',
})

function setCookie(res: Response, token: string, expiresAt: string, options: CookieOptions): void {
  res.cookie(cookieName, token, { ...options, expires: new Date(expiresAt) })
}
