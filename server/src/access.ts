import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AuthSession, Board, Invite, JoinRequest, Role } from '@sheshi/records'
import { type Access as BoardAccess, CloseCode, SyncError } from '@sheshi/sync'
import { parse as parseCookies } from 'cookie'
import type { RecordStore } from './storage/records.ts'

/** The cookie that signing in or joining sets. */
export const cookieName = 'sheshi'

export const day = 24 * 60 * 60 * 1000
const facilitatorDays = 30
const guestDays = 30
/** How long a guest may come back after an invite has run out: the workshop's day is over, not its evening. */
const graceAfterInvite = day

/** Who sends a request, and how we know: a cookie comes along by itself, a bearer token is sent on purpose. */
export type Caller =
  | { kind: 'nobody' }
  | { kind: 'facilitator'; by: 'bearer' | 'cookie'; session: AuthSession | null }
  | { kind: 'guest'; by: 'bearer' | 'cookie'; session: AuthSession; token: string }

/** Who comes with the facilitator's key itself and has no session. */
export const keyHolder = 'facilitator'

/** Somebody who may be in a room. */
export interface Who {
  /** The session's id; several tabs share it. */
  id: string
  role: Role
  access: BoardAccess
  /** Comes with the key itself, as a program does: may have any number of sockets. */
  many?: boolean
}

interface AccessOptions {
  records: RecordStore
  facilitatorKey: string
  publicUrl: string | null
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Equal, without telling by the time it takes how much of it is. */
const sameSecret = (one: string, other: string): boolean => timingSafeEqual(sha256(one), sha256(other))

/** A session's id is the head of its token's hash, so that a token leads to its session without a search. */
const sessionIdOf = (tokenHash: string): string => tokenHash.slice(0, 32)

/**
 * What somebody's shapes carry on one board (`meta.who`): the same for all they make there, another on every other
 * board, and nothing that leads back to the session without the lab's records.
 */
export const authorTag = (sessionId: string, boardId: string): string =>
  createHash('sha256').update(`${sessionId} ${boardId}`).digest('base64url').slice(0, 12)

/** The tag of whoever calls; null for who has no session. */
export const authorOf = (caller: Caller, boardId: string): string | null =>
  caller.kind === 'nobody' || !caller.session ? null : authorTag(caller.session.id, boardId)

export const canWrite = (role: Role): boolean => role === 'facilitator' || role === 'participant'

/** Whoever calls, as the room that they come into knows them. */
export const whoIs = (caller: Caller, role: Role): Who => ({
  id: (caller.kind !== 'nobody' && caller.session?.id) || keyHolder,
  role,
  access: canWrite(role) ? 'write' : 'read',
})

/** An invite lets people in. */
export const isOpen = (invite: Readonly<Invite>, now = Date.now()): boolean =>
  invite.withdrawnAt === null && Date.parse(invite.expiresAt) > now

/** What an invite gave is still given: not withdrawn, and not longer over than a day. */
const stillGives = (invite: Readonly<Invite>): boolean =>
  invite.withdrawnAt === null && Date.parse(invite.expiresAt) + graceAfterInvite > Date.now()

/** The one place that decides who somebody is and what they may do. */
export class Access {
  private readonly records: RecordStore
  private readonly facilitatorKey: string
  private readonly publicHost: string | null

  constructor({ records, facilitatorKey, publicUrl }: AccessOptions) {
    this.records = records
    this.facilitatorKey = facilitatorKey
    this.publicHost = publicUrl === null ? null : new URL(publicUrl).host
  }

  isKey(key: string): boolean {
    return sameSecret(key, this.facilitatorKey)
  }

  /** By the `Authorization` header, else by the cookie; an unknown or expired token is nobody's. */
  async identify(request: IncomingMessage): Promise<Caller> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      if (this.isKey(bearer)) return { kind: 'facilitator', by: 'bearer', session: null }
      return this.identifyToken(bearer, 'bearer')
    }
    const token = parseCookies(request.headers.cookie ?? '')[cookieName]
    return token ? this.identifyToken(token, 'cookie') : { kind: 'nobody' }
  }

  private async identifyToken(token: string, by: 'bearer' | 'cookie'): Promise<Caller> {
    const tokenHash = sha256(token).toString('hex')
    const session = await this.records.sessions.get(sessionIdOf(tokenHash))
    if (!session || Date.parse(session.expiresAt) <= Date.now()) return { kind: 'nobody' }
    if (!sameSecret(session.tokenHash, tokenHash)) return { kind: 'nobody' }
    if (session.kind === 'facilitator') return { kind: 'facilitator', by, session }
    return { kind: 'guest', by, session, token }
  }

  /** What the caller is on a board, null where they have no business there. */
  async roleOn(caller: Caller, boardId: string): Promise<Role | null> {
    if (caller.kind === 'facilitator') return 'facilitator'
    if (caller.kind === 'nobody') return null
    const grant = caller.session.grants[boardId]
    const invite = grant ? await this.records.invites.get(grant.code) : null
    return grant && invite && stillGives(invite) ? grant.role : null
  }

  /** A board's record where it is there and not deleted. */
  async liveBoard(boardId: string): Promise<Readonly<Board> | null> {
    const board = await this.records.boards.get(boardId)
    return board?.deletedAt === null ? board : null
  }

  /** Starts a facilitator's session; the token is told once and only its hash kept. */
  async signIn(): Promise<{ token: string; session: AuthSession }> {
    const expiresAt = Date.now() + facilitatorDays * day
    return this.startSession(
      { kind: 'facilitator', name: '', sector: null, city: null, grants: {} },
      expiresAt,
    )
  }

  async signOut(caller: Caller): Promise<void> {
    if (caller.kind === 'nobody' || !caller.session) return
    await this.records.sessions.remove(caller.session.id)
  }

  /** Gives a guest what an invite gives; a guest already known keeps their session and gains a board. */
  async join(
    caller: Caller,
    invite: Readonly<Invite>,
    { name, sector, city }: JoinRequest,
  ): Promise<{ token: string; session: Readonly<AuthSession> }> {
    const now = Date.now()
    const expiresAt = Math.min(now + guestDays * day, Date.parse(invite.expiresAt) + graceAfterInvite)
    const grant = { role: invite.role, code: invite.code, at: new Date(now).toISOString() }
    if (caller.kind !== 'guest') {
      const grants = { [invite.boardId]: grant }
      const person = { name: name ?? '', sector: sector ?? null, city: city || null }
      return this.startSession({ kind: 'guest', ...person, grants }, expiresAt)
    }
    const session = await this.records.sessions.update(caller.session.id, (known) => ({
      ...known,
      name: name || known.name,
      sector: sector ?? known.sector,
      city: city || known.city,
      grants: { ...known.grants, [invite.boardId]: grant },
      expiresAt: new Date(Math.max(expiresAt, Date.parse(known.expiresAt))).toISOString(),
    }))
    return { token: caller.token, session }
  }

  private async startSession(
    person: Pick<AuthSession, 'kind' | 'name' | 'sector' | 'city' | 'grants'>,
    expiresAt: number,
  ): Promise<{ token: string; session: AuthSession }> {
    const token = randomBytes(32).toString('base64url')
    const tokenHash = sha256(token).toString('hex')
    const session: AuthSession = {
      ...person,
      id: sessionIdOf(tokenHash),
      tokenHash,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(expiresAt).toISOString(),
    }
    await this.records.sessions.insert(session)
    return { token, session }
  }

  /** Who stands behind an upgrade to `/sync/<boardId>`. Throws `SyncError` where they may not come in. */
  async authorizeSocket(request: IncomingMessage, boardId: string): Promise<Who> {
    const caller = await this.identify(request)
    if (caller.kind === 'nobody') throw new SyncError(CloseCode.Unauthorized, 'not signed in')
    const role = await this.roleOn(caller, boardId)
    if (role === null) throw new SyncError(CloseCode.Forbidden, 'not invited to this board')
    if (!(await this.liveBoard(boardId))) throw new SyncError(CloseCode.RoomNotFound, 'no such board')
    const who = whoIs(caller, role)
    return { ...who, many: who.id === keyHolder }
  }

  /**
   * A browser's `Origin` is ours: it names the host that the request was sent to, or the public address. Programs
   * send none. Only hosts are compared, because behind a proxy that ends TLS the scheme is the proxy's.
   */
  originAllowed(request: IncomingMessage): boolean {
    const { origin } = request.headers
    if (origin === undefined) return true
    if (!URL.canParse(origin)) return false
    const { host } = new URL(origin)
    return host === request.headers.host?.toLowerCase() || host === this.publicHost
  }

  /** A write may go on: nobody can make a browser send it from another site (cookies come along by themselves). */
  writeAllowed(request: IncomingMessage, caller: Caller): boolean {
    if (caller.kind !== 'nobody' && caller.by === 'bearer') return true
    const needsOrigin = caller.kind !== 'nobody'
    if (needsOrigin && request.headers.origin === undefined) return false
    return this.originAllowed(request)
  }

  /** Somebody who came in may still be there: not signed out, not expired, nothing withdrawn. */
  async mayStay(who: { id: string; role: string }, boardId: string): Promise<boolean> {
    if (who.id === keyHolder) return true
    const session = await this.records.sessions.get(who.id)
    if (!session || session.tokenHash === '' || Date.parse(session.expiresAt) <= Date.now()) return false
    if (session.kind === 'facilitator') return true
    return (await this.roleOn({ kind: 'guest', by: 'cookie', session, token: '' }, boardId)) !== null
  }

  /** The sessions that an invite let in. */
  async sessionsOf(invite: Readonly<Invite>): Promise<Set<string>> {
    const sessions = await this.records.sessions.list({ kind: 'guest' })
    return new Set(
      sessions
        .filter((session) => session.grants[invite.boardId]?.code === invite.code)
        .map((session) => session.id),
    )
  }
}
