import { type OidcEnd, OidcStart } from '@sheshi/records'
import { parse as parseCookies } from 'cookie'
import type { Request, Response } from 'express'
import { CityRefused, type CitySignIn, CityUnreachable, ticketMs } from '../oidc/CitySignIn.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Context, type Route, route, sendJson } from './route.ts'
import { cookieOptions, setCookie } from './session.ts'

/** What the browser carries to the city's sign-in and back. */
const ticketCookie = 'sheshi-city'

/** `/oidc`: facilitators come by the city's own sign-in, where that is set up. */
export function oidcRoutes(services: Services): Route[] {
  return [
    route({
      method: 'post',
      path: '/oidc/start',
      who: 'open',
      summary: 'Begin to sign in by the city’s OpenID Connect provider',
      body: OidcStart,
      answers: {
        200: { words: 'The address at the provider to send the browser to' },
        404: { words: 'not-found where it is not set up; unknown-welcome' },
        502: { words: 'oidc-unreachable' },
      },
      handle: (context) => start(services, requireSetUp(services), context),
    }),
    route({
      method: 'get',
      path: '/oidc/callback',
      who: 'open',
      summary: 'The provider sends the browser back here, with a code in the query',
      answers: { 303: { words: 'To the start page, or to the sign-in page with why not' } },
      handle: (context) => finish(services, requireSetUp(services), context),
    }),
  ]
}

function requireSetUp({ oidc }: Services): CitySignIn {
  if (!oidc) throw new Problem('not-found')
  return oidc
}

/** Where the provider sends people back to; it must know this address. */
const callbackOf = ({ addresses }: Services, req: Request): string =>
  `${addresses.of(req)}/api/v1/oidc/callback`

async function start(services: Services, city: CitySignIn, { req, res, body }: Context<OidcStart>) {
  const welcome = body.secret === undefined ? null : await services.facilitators.welcome(body.secret)
  try {
    const { url, ticket } = await city.begin(callbackOf(services, req), welcome?.id ?? null)
    const options = { ...cookieOptions(services, req), maxAge: ticketMs }
    res.cookie(ticketCookie, ticket, options)
    sendJson(res, { url })
  } catch (error) {
    throw error instanceof CityUnreachable ? new Problem('oidc-unreachable') : error
  }
}

async function finish(services: Services, city: CitySignIn, { req, res }: Context<unknown>) {
  const ticket = parseCookies(req.headers.cookie ?? '')[ticketCookie]
  res.clearCookie(ticketCookie, cookieOptions(services, req))
  const came = new URL(callbackOf(services, req))
  came.search = new URL(req.originalUrl, 'http://lab.invalid').search
  try {
    const { person, welcomeId } = await city.finish(ticket, came)
    const facilitator = await services.facilitators.ofCity(person)
    if (facilitator.disabledAt !== null) throw new CityRefused('disabled')
    if (welcomeId !== null) await services.facilitators.close(welcomeId)
    const { token, session } = await services.access.signIn(facilitator)
    setCookie(res, token, session.expiresAt, cookieOptions(services, req))
    goTo(res, `${services.addresses.of(req)}/`)
  } catch (error) {
    if (!(error instanceof CityRefused)) throw error
    goTo(res, `${services.addresses.of(req)}/signin#city=${error.end satisfies OidcEnd}`)
  }
}

/** Away from the address that has the code in it. */
const goTo = (res: Response, address: string): void => {
  res.set('cache-control', 'no-store').redirect(303, address)
}
