import { randomUUID } from 'node:crypto'
import type { ClientConfig } from '@sheshi/records'
import express, { type Express, type RequestHandler, Router } from 'express'
import type { Logger } from 'pino'
import { buildOf, ClientPages } from '../clientPages.ts'
import { loggedPath } from '../logging.ts'
import type { Services } from '../services.ts'
import { version } from '../version.ts'

import { assetRoutes } from './assets.ts'
import { backupRoutes } from './backup.ts'
import { boardRoutes } from './boards.ts'
import { challengeRoutes } from './challenges.ts'
import { contentRoutes } from './content.ts'
import { exportRoutes } from './exports.ts'
import { facilitatorRoutes } from './facilitators.ts'
import { importRoutes } from './imports.ts'
import { inviteRoutes } from './invites.ts'
import { Metrics } from './metrics.ts'
import { noteRoutes } from './notes.ts'
import { oidcRoutes } from './oidc.ts'
import { challengeRecordSchema, openApi } from './openapi.ts'
import { outRoutes } from './out.ts'
import { padRoutes } from './pad.ts'
import { securityHeaders, servePages } from './pages.ts'
import { peopleRoutes } from './people.ts'
import { handleErrors, Problem } from './problem.ts'
import { publicRoutes } from './public.ts'
import { publicPages } from './publicPages.ts'
import { roomRoutes } from './rooms.ts'
import { type Route, route, sendJson, serveRoutes } from './route.ts'
import { screeningRoutes } from './screening.ts'
import { sessionRoutes } from './session.ts'
import { stateRoutes } from './state.ts'
import { templateRoutes } from './templates.ts'
import { verifyRoutes } from './verify.ts'
import { versionRoutes } from './versions.ts'
import { wallRoutes } from './wall.ts'
import { welcomeRoutes } from './welcome.ts'

/** The table of all calls below `/api/v1`. */
export function apiRoutes(services: Services, build: string): Route[] {
  return [
    ...sessionRoutes(services),
    ...facilitatorRoutes(services),
    ...welcomeRoutes(services),
    ...oidcRoutes(services),
    ...challengeRoutes(services),
    ...boardRoutes(services),
    ...templateRoutes(services),
    ...publicRoutes(services),
    ...inviteRoutes(services),
    ...wallRoutes(services),
    ...contentRoutes(services),
    ...noteRoutes(services),
    ...padRoutes(services),
    ...stateRoutes(services),
    ...assetRoutes(services),
    ...exportRoutes(services),
    ...importRoutes(services),
    ...verifyRoutes(services),
    ...screeningRoutes(services),
    ...roomRoutes(services),
    ...backupRoutes(services),
    ...versionRoutes(services),
    ...peopleRoutes(services),
    ...outRoutes(services),
    route({
      method: 'get',
      path: '/client-config',
      who: 'open',
      summary: 'What the page needs to know before it starts',
      answers: {
        200: {
          words: 'The canvas’s licence key, if there is one, our version, and whose pages may be embedded',
        },
      },
      handle: ({ res }) => {
        const { tldrawLicenseKey, oidc, embedHosts } = services.config
        const config: ClientConfig = {
          ...{ tldrawLicenseKey, version, build, oidc: oidc !== null },
          embedHosts: [...embedHosts],
        }
        sendJson(res, config)
      },
    }),
  ]
}

/** The whole HTTP side: API, health, metrics, pages. */
export function createApp(services: Services, clientDir: string): Express {
  const app = express()
  const metrics = new Metrics(services)
  app.disable('x-powered-by')
  app.set('trust proxy', services.config.trustProxy)
  app.use(logRequests(services.logger, metrics))
  app.use(securityHeaders(services.addresses, services.config.embedHosts))
  app.use('/api/v1', api(services, buildOf(clientDir, services.config.embedHosts)))
  app.use('/api', () => {
    throw new Problem('not-found')
  })
  app.get('/healthz', async (_req, res) => {
    const failure = await services.saveFailure()
    const answer = failure === null ? { status: 'ok' } : { status: 'failing', reason: failure }
    sendJson(res, answer, failure === null ? 200 : 503)
  })
  app.get('/metrics', metrics.handler)
  const clientPages = new ClientPages(clientDir, services.addresses.prefix, services.config.embedHosts)
  app.use(publicPages(services, clientPages))
  app.use(servePages(clientPages))
  app.use(() => {
    throw new Problem('not-found')
  })
  app.use(handleErrors(services.logger))
  return app
}

function api(services: Services, build: string): Router {
  const router = Router()
  const routes = apiRoutes(services, build)
  const description = openApi(routes, services.addresses.under('/api/v1'))
  const recordSchema = challengeRecordSchema()
  router.get('/openapi.json', (_req, res) => void res.json(description))
  router.get('/schemas/challenge-record.json', (_req, res) => {
    res.type('application/schema+json').send(JSON.stringify(recordSchema))
  })
  serveRoutes(router, routes, services.access)
  return router
}

/** One line a request, when it is answered: no content, no token, no query. */
function logRequests(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const id = randomUUID()
    const began = performance.now()
    res.locals.requestId = id
    res.set('x-request-id', id)
    const { method } = req
    res.once('close', () => {
      const ms = Math.round(performance.now() - began)
      metrics.observe(req, res, ms / 1000)
      const path = loggedPath(req, res)
      const level = res.statusCode >= 500 ? 'warn' : path.startsWith('/api/') ? 'info' : 'debug'
      logger[level]({ id, method, path, status: res.statusCode, ms }, 'request')
    })
    next()
  }
}
