import { WelcomeLook, type WelcomeLookView, WelcomeTake } from '@sheshi/records'
import { FacilitatorRefused } from '../facilitators/Facilitators.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Context, type Route, route, sendJson } from './route.ts'
import { enter, tried } from './session.ts'

/** `/welcome`: somebody comes by the link that a facilitator gave them, and becomes one. */
export function welcomeRoutes(services: Services): Route[] {
  const { facilitators } = services
  return [
    route({
      method: 'post',
      path: '/welcome/look',
      who: 'open',
      summary: 'Whom an invite for a facilitator is for',
      body: WelcomeLook,
      answers: {
        200: { words: 'The name that was given with it, and until when it is open' },
        404: { words: 'unknown-welcome' },
        429: { words: 'too-many-requests' },
      },
      handle: async ({ req, res, body }) => {
        const look = () => knownOrNull(facilitators.welcome(body.secret))
        const welcome = await tried(services, req, null, look)
        if (!welcome) throw new Problem('unknown-welcome')
        const { name, expiresAt } = welcome
        const view: WelcomeLookView = { name, expiresAt }
        sendJson(res, view)
      },
    }),
    route({
      method: 'post',
      path: '/welcome',
      who: 'open',
      summary: 'Become a facilitator by an invite, with a name and a passphrase',
      body: WelcomeTake,
      answers: {
        200: { words: 'Signed in; the invite is used up' },
        404: { words: 'unknown-welcome' },
        409: { words: 'name-taken' },
        422: { words: 'weak-passphrase, invalid-body' },
        429: { words: 'too-many-requests' },
        503: { words: 'busy' },
      },
      handle: (context) => take(services, context),
    }),
  ]
}

async function take(services: Services, context: Context<WelcomeTake>): Promise<void> {
  const { req, body } = context
  const taking = () => knownOrNull(services.facilitators.take(body.secret, body.name, body.passphrase))
  const facilitator = await tried(services, req, null, taking)
  if (!facilitator) throw new Problem('unknown-welcome')
  await enter(services, context, facilitator)
}

/** null where the secret is no open invite's: that counts as a guess. */
async function knownOrNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (error instanceof FacilitatorRefused && error.kind === 'unknown-welcome') return null
    throw error
  }
}
