import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AuthSession, Board, Facilitator, Invite, JoinRequest, Role } from '@sheshi/records'
import { type Access as BoardAccess, CloseCode, SyncError } from '@sheshi/sync'
import { parse as parseCookies } from 'cookie'
import { may, type Standing } from './accessTable.ts'
import type { Config } from './config.ts'
import type { RecordStore } from './storage/records.ts'
import { countedAddress } from './tries/clientAddress.ts'
import { Lately } from './tries/Lately.ts'
import { MustWait, requirePatience } from './tries/MustWait.ts'
import { type SignInTries, signInLimits } from './tries/SignInTries.ts'

/** The cookie that signing in or joining sets. */
export const cookieName = 'sheshi'

export const day = 24 * 60 * 60 * 1000
const facilitatorDays = 30
const guestDays = 30
/** How long a guest may come back after an invite has run out: the workshop's day is over, not its evening. */
const graceAfterInvite = day
/** When somebody was last seen is kept to so many milliseconds: it is no diary, and each note of it is a write. */
const seenToMs = 5 * 60_000

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
  config: Pick<Config, 'publicUrl' | 'trustProxy'>
  /** Who sends wrong keys as bearer tokens. */
  bearers: SignInTries
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

/** What somebody is where no board is concerned. */
export const standingOf = (caller: Caller): Standing =>
  caller.kind === 'facilitator' ? 'facilitator' : 'anyone'

export const canWrite = (role: Role): boolean => may({ role }, 'writer')

/** Whoever calls, as the room that they come into knows them. */
export function whoIs(caller: Caller, role: Role): Who {
  const id = (caller.kind !== 'nobody' && caller.session?.id) || keyHolder
  return { id, role, access: canWrite(role) ? 'write' : 'read', many: id === keyHolder }
}

/** An invite lets people in. */
export const isOpen = (invite: Readonly<Invite>, now = Date.now()): boolean =>
  invite.withdrawnAt === null && Date.parse(invite.expiresAt) > now

/** What an invite gave is still given: not withdrawn, and not longer over than a day. */
const stillGives = (invite: Readonly<Invite>): boolean =>
  invite.withdrawnAt === null && Date.parse(invite.expiresAt) + graceAfterInvite > Date.now()

/** Nobody can come by it any more. */
export const isOver = (session: Readonly<AuthSession>): boolean =>
  session.tokenHash === '' || Date.parse(session.expiresAt) <= Date.now()

const signedOut = () => new SyncError(CloseCode.Unauthorized, 'not signed in')
const withdrawn = () => new SyncError(CloseCode.InviteWithdrawn, 'invite withdrawn')
const runOut = () => new SyncError(CloseCode.InviteOver, 'invite has run out')

/** Decides who somebody is, and what they are on a board; what each may do is in `accessTable.ts`. */
export class Access {
  private readonly records: RecordStore
  private readonly facilitatorKey: string
  private readonly bearers: SignInTries
  /** Addresses from which the key itself came: the lab's own programs must not wait for what others there guess. */
  private readonly keyCameFrom = new Lately(signInLimits.knownMs)
  private readonly trustProxy: number
  private readonly publicHost: string | null

  constructor({ records, facilitatorKey, config, bearers }: AccessOptions) {
    const { publicUrl, trustProxy } = config
    this.records = records
    this.facilitatorKey = facilitatorKey
    this.bearers = bearers
    this.trustProxy = trustProxy
    this.publicHost = publicUrl === null ? null : new URL(publicUrl).host
  }

  isKey(key: string): boolean {
    return sameSecret(key, this.facilitatorKey)
  }

  /**
   * By the `Authorization` header, else by the cookie; an unknown or expired token is nobody's. Throws `MustWait`
   * where a bearer token is no session's and too many from the same address were not.
   */
  async identify(request: IncomingMessage): Promise<Caller> {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) {
      const known = await this.identifyToken(bearer, 'bearer')
      return known.kind === 'nobody' ? this.identifyKey(bearer, request) : known
    }
    const token = parseCookies(request.headers.cookie ?? '')[cookieName]
    return token ? this.identifyToken(token, 'cookie') : { kind: 'nobody' }
  }

  private identifyKey(bearer: string, request: IncomingMessage): Caller {
    const [address, now] = [countedAddress(request, this.trustProxy), performance.now()]
    if (!this.keyCameFrom.has(address, now)) requirePatience(this.bearers.wait(address, null, now))
    const one = this.bearers.begin(address, null, now)
    if (!this.isKey(bearer)) return { kind: 'nobody' }
    one.succeeded()
    this.keyCameFrom.note(address, now)
    return { kind: 'facilitator', by: 'bearer', session: null }
  }

  private async identifyToken(token: string, by: 'bearer' | 'cookie'): Promise<Caller> {
    const tokenHash = sha256(token).toString('hex')
    const session = await this.records.sessions.get(sessionIdOf(tokenHash))
    if (!session || isOver(session)) return { kind: 'nobody' }
    if (!sameSecret(session.tokenHash, tokenHash)) return { kind: 'nobody' }
    if (session.kind === 'guest') return { kind: 'guest', by, session, token }
    if (!(await this.isAllowed(session))) return { kind: 'nobody' }
    this.noteSeen(session)
    return { kind: 'facilitator', by, session }
  }

  /** Whose session it is may still facilitate: they have the key, or are neither removed nor stopped. */
  private async isAllowed({ facilitatorId }: Readonly<AuthSession>): Promise<boolean> {
    if (facilitatorId === undefined) return true
    return (await this.records.facilitators.get(facilitatorId))?.disabledAt === null
  }

  /** Nobody waits for it, and nothing depends on it. */
  private noteSeen(session: Readonly<AuthSession>): void {
    const now = Date.now()
    if (Math.abs(now - Date.parse(session.seenAt ?? session.createdAt)) < seenToMs) return
    const seenAt = new Date(now).toISOString()
    const note = <T extends object>(known: Readonly<T>) => ({ ...known, seenAt })
    void this.records.sessions.update(session.id, note).catch(() => undefined)
    if (session.facilitatorId === undefined) return
    void this.records.facilitators.update(session.facilitatorId, note).catch(() => undefined)
  }

  /** What the caller is on a board, null where they have no business there. */
  async roleOn(caller: Caller, boardId: string): Promise<Role | null> {
    if (caller.kind === 'facilitator') return 'facilitator'
    if (caller.kind === 'nobody') return null
    const grant = caller.session.grants[boardId]
    const invite = grant ? await this.records.invites.get(grant.code) : null
    return grant && invite && stillGives(invite) ? grant.role : null
  }

  /** Why a guest has no role on a board that they once had one on: what became of their invite. */
  async inviteEnd(caller: Caller, boardId: string): Promise<'withdrawn' | 'over' | null> {
    const grant = caller.kind === 'guest' ? caller.session.grants[boardId] : undefined
    if (!grant) return null
    const invite = await this.records.invites.get(grant.code)
    if (invite && stillGives(invite)) return null
    // Invites are forgotten a month after their end.
    return invite && invite.withdrawnAt !== null ? 'withdrawn' : 'over'
  }

  /**
   * A screen that the people standing at it write on (wall mode). Only while the room may write: who stands there
   * can read the room's code off the same screen.
   */
  async isWall(caller: Caller, boardId: string): Promise<boolean> {
    if (caller.kind !== 'guest' || caller.session.grants[boardId]?.writes !== true) return false
    return this.roomMayWrite(boardId)
  }

  /** An invite for participants is open on a board. */
  async roomMayWrite(boardId: string): Promise<boolean> {
    const invites = await this.records.invites.list({ boardId })
    return invites.some((invite) => invite.role === 'participant' && isOpen(invite))
  }

  /** Lets a screen write on a board, or takes that back. */
  async setWall(session: Readonly<AuthSession>, boardId: string, writes: boolean): Promise<void> {
    await this.records.sessions.update(session.id, (known) => {
      const grant = known.grants[boardId]
      if (!grant) return known
      const { writes: _before, ...rest } = grant
      return { ...known, grants: { ...known.grants, [boardId]: writes ? { ...rest, writes } : rest } }
    })
  }

  /** A board's record where it is there and not deleted. */
  async liveBoard(boardId: string): Promise<Readonly<Board> | null> {
    const board = await this.records.boards.get(boardId)
    return board?.deletedAt === null ? board : null
  }

  /**
   * Starts a facilitator's session; the token is told once and only its hash kept. null: somebody with the lab's key.
   */
  async signIn(facilitator: Readonly<Facilitator> | null): Promise<{ token: string; session: AuthSession }> {
    const expiresAt = Date.now() + facilitatorDays * day
    const person = { kind: 'facilitator', sector: null, city: null, grants: {} } as const
    if (!facilitator) return this.startSession({ ...person, name: '' }, expiresAt)
    const { id, name } = facilitator
    const started = await this.startSession({ ...person, name, facilitatorId: id }, expiresAt)
    const seenAt = started.session.createdAt
    await this.records.facilitators.update(id, (known) => ({ ...known, seenAt }))
    return started
  }

  /** Ends the sessions of facilitators for which `which` says so, and answers their ids. */
  async endFacilitatorSessions(which: (session: Readonly<AuthSession>) => boolean): Promise<Set<string>> {
    const ended = (await this.records.sessions.list({ kind: 'facilitator' })).filter(which)
    await Promise.all(ended.map(({ id }) => this.records.sessions.remove(id)))
    return new Set(ended.map(({ id }) => id))
  }

  /** Forgets the caller's session, and answers its id. */
  async signOut(caller: Caller): Promise<Set<string>> {
    if (caller.kind === 'nobody' || !caller.session) return new Set()
    await this.records.sessions.remove(caller.session.id)
    return new Set([caller.session.id])
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
    person: Pick<AuthSession, 'kind' | 'name' | 'sector' | 'city' | 'grants' | 'facilitatorId'>,
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
    const caller = await this.identify(request).catch((error: unknown) => {
      throw error instanceof MustWait ? new SyncError(CloseCode.RateLimited, 'too many tries') : error
    })
    if (caller.kind === 'nobody') throw signedOut()
    const role = await this.roleOn(caller, boardId)
    if (role === null || !may({ role }, 'reader')) throw await this.refusal(caller, boardId)
    if (!(await this.liveBoard(boardId))) throw new SyncError(CloseCode.RoomNotFound, 'no such board')
    const who = whoIs(caller, role)
    const writes = await this.isWall(caller, boardId)
    return may({ role, writes }, 'writer') ? { ...who, access: 'write' } : who
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

  private async refusal(caller: Caller, boardId: string): Promise<SyncError> {
    const end = await this.inviteEnd(caller, boardId)
    if (end === null) return new SyncError(CloseCode.Forbidden, 'not invited to this board')
    return end === 'withdrawn' ? withdrawn() : runOut()
  }

  /** Why somebody who came in has to go by now: signed out, expired, withdrawn. null: they may stay. */
  async reasonToLeave(
    who: { id: string; role: string; access?: BoardAccess },
    boardId: string,
  ): Promise<SyncError | null> {
    if (who.id === keyHolder) return null
    const session = await this.records.sessions.get(who.id)
    if (!session) return signedOut()
    if (session.kind === 'facilitator') {
      return isOver(session) || !(await this.isAllowed(session)) ? signedOut() : null
    }
    // A guest's session lasts as long as what their invites give.
    if (isOver(session)) return runOut()
    const caller: Caller = { kind: 'guest', by: 'cookie', session, token: '' }
    const role = await this.roleOn(caller, boardId)
    if (role === null) return this.refusal(caller, boardId)
    const writes = await this.isWall(caller, boardId)
    if (who.access !== 'write' || may({ role, writes }, 'writer')) return null
    // A wall that may not write any more comes back as a screen that reads.
    return new SyncError(CloseCode.Unauthorized, 'no longer invited')
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
