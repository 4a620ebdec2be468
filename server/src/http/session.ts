import {
  type Facilitator,
  type Invite,
  JoinRequest,
  nameKey,
  PassphraseChange,
  type SessionView,
  SignIn,
} from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import type { CookieOptions, Request, Response } from 'express'
import { z } from 'zod'
import { type Caller, cookieName, isOpen } from '../access.ts'
import { sendOutSignedOut } from '../housekeeping.ts'
import type { Services } from '../services.ts'
import { countedAddress } from '../tries/clientAddress.ts'
import { requirePatience } from '../tries/MustWait.ts'
import { Problem } from './problem.ts'
import { type Context, parse, type Route, route, sendJson } from './route.ts'

/** A code as somebody typed it; what cannot be a code is an unknown one. */
const TypedJoin = JoinRequest.extend({ code: z.string().min(1).max(40) })

/** `/session` and `/join`: how people get in and out. */
export const sessionRoutes = (services: Services): Route[] => [
  ...signInRoutes(services),
  ...signOutRoutes(services),
  joinRoute(services),
]

function signInRoutes(services: Services): Route[] {
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
      summary: 'Sign in as facilitator, by the lab’s key or by name and passphrase',
      body: SignIn,
      answers: {
        200: answerSession,
        401: { words: 'wrong-key; wrong-passphrase, whichever of the two is wrong' },
        429: { words: 'too-many-requests' },
        503: { words: 'busy' },
      },
      handle: (context) => signIn(services, context),
    }),
    route({
      method: 'post',
      path: '/session/passphrase',
      who: 'facilitator',
      summary: 'Change one’s own passphrase; other browsers are signed out',
      body: PassphraseChange,
      answers: {
        204: { words: 'Changed' },
        401: { words: 'wrong-passphrase' },
        403: { words: 'forbidden: by the lab’s key, or by the city’s sign-in, there is none' },
        422: { words: 'weak-passphrase' },
        429: { words: 'too-many-requests' },
      },
      handle: (context) => changePassphrase(services, context),
    }),
  ]
}

function signOutRoutes(services: Services): Route[] {
  return [
    route({
      method: 'delete',
      path: '/session',
      who: 'open',
      summary: 'Sign out',
      answers: { 204: { words: 'Signed out; what is open on boards by this session is closed' } },
      handle: async ({ req, res, caller }) => {
        await sendOutSignedOut(services, await services.access.signOut(caller))
        res.clearCookie(cookieName, cookieOptions(services, req))
        res.status(204).end()
      },
    }),
    route({
      method: 'delete',
      path: '/session/everywhere',
      who: 'facilitator',
      summary: 'Sign out in every browser; who came by the lab’s key signs out all who did',
      answers: { 204: { words: 'Signed out everywhere' } },
      handle: async ({ req, res, caller }) => {
        await endSessionsOf(services, caller, null)
        res.clearCookie(cookieName, cookieOptions(services, req))
        res.status(204).end()
      },
    }),
  ]
}

const joinRoute = (services: Services): Route =>
  route({
    method: 'post',
    path: '/join',
    who: 'open',
    summary: 'Join a board by an invite’s code',
    body: TypedJoin,
    answers: {
      200: { words: 'A session token (also set as cookie), the board and the role the invite gives' },
      404: { words: 'unknown-code' },
      429: { words: 'too-many-requests' },
    },
    handle: (context) => join(services, context),
  })

/**
 * Runs what may fail because somebody guesses: it counts as failed from its beginning on, and `null` says that they
 * guessed wrong. What throws is no guess.
 */
export async function tried<T>(
  { tries, config }: Services,
  req: Request,
  name: string | null,
  run: () => Promise<T | null>,
): Promise<T | null> {
  const now = performance.now()
  const address = countedAddress(req, config.trustProxy)
  const key = name === null ? null : nameKey(name)
  requirePatience(tries.signIn.wait(address, key, now))
  const one = tries.signIn.begin(address, key, now)
  try {
    const found = await run()
    if (found !== null) one.succeeded()
    return found
  } catch (error) {
    one.undone()
    throw error
  }
}

async function signIn(services: Services, { req, res, body }: Context<SignIn>): Promise<void> {
  const { access, facilitators } = services
  if ('key' in body) {
    const right = await tried(services, req, null, async () => access.isKey(body.key) || null)
    if (!right) throw new Problem('wrong-key')
    return enter(services, { req, res }, null)
  }
  const { name, passphrase } = body
  const found = await tried(services, req, name, () => facilitators.find(name, passphrase))
  if (!found) throw new Problem('wrong-passphrase')
  return enter(services, { req, res }, found)
}

/** Starts a facilitator's session in this browser, and tells the page who it is. */
export async function enter(
  services: Services,
  { req, res }: Pick<Context<unknown>, 'req' | 'res'>,
  facilitator: Readonly<Facilitator> | null,
): Promise<void> {
  const { token, session } = await services.access.signIn(facilitator)
  setCookie(res, token, session.expiresAt, cookieOptions(services, req))
  sendJson(res, await viewOf(services, { kind: 'facilitator', by: 'cookie', session }))
}

async function changePassphrase(
  services: Services,
  { req, res, caller, body }: Context<PassphraseChange>,
): Promise<void> {
  const id = caller.kind === 'facilitator' ? caller.session?.facilitatorId : undefined
  const known = id === undefined ? null : await services.records.facilitators.get(id)
  if (id === undefined || !known) throw new Problem('forbidden')
  const changed = await tried(services, req, known.name, () =>
    services.facilitators.changePassphrase(id, body.current, body.passphrase),
  )
  if (!changed) throw new Problem('wrong-passphrase')
  await endSessionsOf(services, caller, caller.kind === 'facilitator' ? (caller.session?.id ?? null) : null)
  res.status(204).end()
}

/** Ends the sessions of the facilitator who calls, but for the one with the id `but`, and what is open by them. */
async function endSessionsOf(services: Services, caller: Caller, but: string | null): Promise<void> {
  const own = caller.kind === 'facilitator' ? caller.session?.facilitatorId : undefined
  const ended = await services.access.endFacilitatorSessions(
    ({ id, facilitatorId }) => facilitatorId === own && id !== but,
  )
  await sendOutSignedOut(services, ended)
}

async function join(services: Services, { req, res, caller, body }: Context<z.infer<typeof TypedJoin>>) {
  const { access, tries } = services
  const [address, now] = [countedAddress(req, services.config.trustProxy), performance.now()]
  requirePatience(tries.codes.wait(address, now))
  const invite = await openInvite(services, body.code)
  if (!invite) {
    codeFailed(services, address, now)
    throw new Problem('unknown-code')
  }
  tries.codes.joined(address, now)
  const { token, session } = await access.join(caller, invite, parse(JoinRequest, body))
  if (caller.kind === 'guest') comeBackAs(services, session.id, invite)
  // A facilitator who tries an invite stays facilitator.
  if (caller.kind !== 'facilitator') {
    setCookie(res, token, session.expiresAt, cookieOptions(services, req))
  }
  sendJson(res, { token, boardId: invite.boardId, role: invite.role })
}

/** The invite with a code as typed, where it lets people in. */
async function openInvite({ access, records }: Services, typed: string): Promise<Readonly<Invite> | null> {
  const code = JoinRequest.shape.code.safeParse(typed)
  const invite = code.success ? await records.invites.get(code.data) : null
  return invite && isOpen(invite) && (await access.liveBoard(invite.boardId)) ? invite : null
}

function codeFailed({ tries, logger }: Services, address: string, now: number): void {
  const before = tries.codes.alarm(now)
  tries.codes.failed(address, now)
  if (!before && tries.codes.alarm(now)) logger.warn('codes are being guessed from many addresses')
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

async function viewOf({ access, records }: Services, caller: Caller): Promise<SessionView> {
  if (caller.kind === 'nobody') return { kind: null, name: '', how: null, sector: null, boards: {} }
  const named = caller.session?.facilitatorId
  const facilitator = named === undefined ? null : await records.facilitators.get(named)
  const view: SessionView = {
    kind: caller.kind,
    name: caller.session?.name ?? '',
    how: caller.kind === 'guest' ? null : facilitator ? howOf(facilitator) : 'key',
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

/** How a facilitator with a name signs in. */
export const howOf = ({ passphrase }: Readonly<Facilitator>): 'passphrase' | 'oidc' =>
  passphrase ? 'passphrase' : 'oidc'

export const cookieOptions = ({ addresses }: Services, req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: addresses.isSecure(req),
  path: addresses.prefix || '/',
})

export function setCookie(res: Response, token: string, expiresAt: string, options: CookieOptions): void {
  res.cookie(cookieName, token, { ...options, expires: new Date(expiresAt) })
}
