import {
  type AuthSession,
  type Facilitator,
  FacilitatorPatch,
  type FacilitatorSessionView,
  type FacilitatorsView,
  type FacilitatorView,
  type Welcome,
  WelcomeCreate,
  type WelcomeView,
} from '@sheshi/records'
import type { Caller } from '../access.ts'
import { sendOutSignedOut } from '../housekeeping.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Route, route, sendJson } from './route.ts'
import { howOf } from './session.ts'

/** `/facilitators`: who facilitates beside the holder of the lab's key, their invites and their sessions. */
export function facilitatorRoutes(services: Services): Route[] {
  return [...peopleRoutes(services), ...inviteRoutes(services), sessionRoute(services)]
}

function peopleRoutes(services: Services): Route[] {
  const { records } = services
  return [
    route({
      method: 'get',
      path: '/facilitators',
      who: 'facilitator',
      summary: 'The facilitators, the open invites for more, and who is signed in as one',
      answers: { 200: { words: 'Facilitators by name; sessions, those last seen first' } },
      handle: async ({ res, caller }) => sendJson(res, await overview(services, caller)),
    }),
    route({
      method: 'patch',
      path: '/facilitators/:facilitatorId',
      who: 'facilitator',
      summary: 'Stop a facilitator, who is signed out at once; or let them in again',
      body: FacilitatorPatch,
      answers: { 200: { words: 'The facilitator' }, 404: { words: 'not-found' } },
      handle: async ({ res, body, param }) => {
        const disabledAt = body.disabled ? new Date().toISOString() : null
        const changed = await records.facilitators.update(param('facilitatorId'), (known) => ({
          ...known,
          disabledAt: disabledAt && (known.disabledAt ?? disabledAt),
        }))
        if (body.disabled) await endSessionsOf(services, changed.id)
        sendJson(res, facilitatorView(changed))
      },
    }),
    route({
      method: 'delete',
      path: '/facilitators/:facilitatorId',
      who: 'facilitator',
      summary: 'Remove a facilitator, who is signed out at once',
      answers: { 204: { words: 'Removed' }, 404: { words: 'not-found' } },
      handle: async ({ res, param }) => {
        const id = param('facilitatorId')
        if (!(await records.facilitators.get(id))) throw new Problem('not-found')
        await records.facilitators.remove(id)
        await endSessionsOf(services, id)
        res.status(204).end()
      },
    }),
  ]
}

function inviteRoutes(services: Services): Route[] {
  const { records, facilitators, addresses } = services
  return [
    route({
      method: 'post',
      path: '/facilitators/invites',
      who: 'facilitator',
      summary: 'Invite a facilitator: a link for one person, once, within seven days',
      body: WelcomeCreate,
      answers: { 201: { words: 'The invite; its link is told now and never again' } },
      handle: async ({ req, res, body }) => {
        const { welcome, secret } = await facilitators.invite(body.name ?? '')
        const url = `${addresses.shareable(req)}/welcome#${secret}`
        sendJson(res, { ...welcomeView(welcome), url }, 201)
      },
    }),
    route({
      method: 'delete',
      path: '/facilitators/invites/:inviteId',
      who: 'facilitator',
      summary: 'Withdraw an invite for a facilitator',
      answers: { 204: { words: 'Its link leads nowhere any more' } },
      handle: async ({ res, param }) => {
        await records.welcomes.remove(param('inviteId'))
        res.status(204).end()
      },
    }),
  ]
}

const sessionRoute = (services: Services): Route =>
  route({
    method: 'delete',
    path: '/facilitators/sessions/:sessionId',
    who: 'facilitator',
    summary: 'Sign a facilitator out in one browser, at once',
    answers: { 204: { words: 'Signed out' }, 404: { words: 'not-found' } },
    handle: async ({ res, param }) => {
      const ended = await services.access.endFacilitatorSessions(({ id }) => id === param('sessionId'))
      if (ended.size === 0) throw new Problem('not-found')
      await sendOutSignedOut(services, ended)
      res.status(204).end()
    },
  })

async function endSessionsOf(services: Services, id: string): Promise<void> {
  const ended = await services.access.endFacilitatorSessions(({ facilitatorId }) => facilitatorId === id)
  await sendOutSignedOut(services, ended)
}

async function overview({ records, config }: Services, caller: Caller): Promise<FacilitatorsView> {
  const now = Date.now()
  const [facilitators, welcomes, sessions] = await Promise.all([
    records.facilitators.list(),
    records.welcomes.list(),
    records.sessions.list({ kind: 'facilitator' }),
  ])
  const own = caller.kind === 'facilitator' ? caller.session : null
  return {
    facilitators: facilitators.map(facilitatorView).sort((a, b) => a.name.localeCompare(b.name)),
    invites: welcomes.filter(({ expiresAt }) => Date.parse(expiresAt) > now).map(welcomeView),
    sessions: sessions
      .filter(({ expiresAt }) => Date.parse(expiresAt) > now)
      .map((session) => sessionView(session, own?.id ?? null))
      .sort((a, b) => b.seenAt.localeCompare(a.seenAt)),
    own: own?.facilitatorId ?? null,
    oidc: config.oidc !== null,
  }
}

const facilitatorView = (facilitator: Readonly<Facilitator>): FacilitatorView => ({
  id: facilitator.id,
  name: facilitator.name,
  how: howOf(facilitator),
  email: facilitator.oidc?.email ?? null,
  createdAt: facilitator.createdAt,
  disabled: facilitator.disabledAt !== null,
  seenAt: facilitator.seenAt,
})

const welcomeView = ({ id, name, createdAt, expiresAt }: Readonly<Welcome>): WelcomeView => ({
  id,
  name,
  createdAt,
  expiresAt,
})

const sessionView = (session: Readonly<AuthSession>, own: string | null): FacilitatorSessionView => ({
  id: session.id,
  facilitatorId: session.facilitatorId ?? null,
  name: session.name,
  createdAt: session.createdAt,
  expiresAt: session.expiresAt,
  seenAt: session.seenAt ?? session.createdAt,
  own: session.id === own,
})
