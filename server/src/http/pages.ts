import { extname } from 'node:path'
import { problems } from '@sheshi/records'
import express, { type Request, Router } from 'express'
import helmet from 'helmet'
import type { Addresses } from '../addresses.ts'
import type { ClientPages } from '../clientPages.ts'
import { Problem } from './problem.ts'

/**
 * Headers of every answer. Labs use plain http in their own network: nothing here may send a browser to https, or
 * warn in its console that a header needs it.
 */
export function securityHeaders(addresses: Addresses, embedHosts: readonly string[]) {
  const secure = helmet(options(true, embedHosts))
  const plain = helmet(options(false, embedHosts))
  return (req: Request, res: express.Response, next: express.NextFunction): void => {
    res.set('permissions-policy', unused.map((feature) => `${feature}=()`).join(', '))
    res.locals.sockets = socketSources(addresses.hostsOf(req))
    const headers = addresses.isSecure(req) ? secure : plain
    headers(req, res, next)
  }
}

/** What no page of ours asks a browser for; all of them names that browsers know. */
const unused = [
  'accelerometer',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/** Our own sockets by name: to Safari before 15.4, `'self'` does not mean them. */
const socketSources = (hosts: readonly string[]): string =>
  hosts.flatMap((host) => [`ws://${host}`, `wss://${host}`]).join(' ')

const options = (https: boolean, embedHosts: readonly string[]): Parameters<typeof helmet>[0] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // tldraw writes style attributes and elements.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", 'data:', 'blob:', (_req, res) => (res as express.Response).locals.sockets],
      workerSrc: ["'self'", 'blob:'],
      // Also where a frame goes from there: what leaves the list is not shown.
      frameSrc: embedHosts.length > 0 ? embedHosts.map((host) => `https://${host}`) : ["'none'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: https,
  originAgentCluster: https,
})

const hashed = /[\\/]assets[\\/]/
const never = 'no-cache'

/** The client's files, its page for every address of its own, and words on each kind of problem. */
export function servePages(client: ClientPages): Router {
  const router = Router()
  router.get('/problems/:kind', (req, res) => {
    const known = Object.entries(problems).find(([kind]) => kind === req.params.kind)
    if (!known) throw new Problem('not-found')
    res.json({ type: `/problems/${known[0]}`, ...known[1] })
  })
  router.get('/sw.js', async (_req, res, next) => {
    const worker = await client.worker()
    if (worker === null) return next()
    res.set('cache-control', never).type('js').send(worker)
  })
  // The service worker keeps the page as it is sent, not as it was built.
  router.get(/^\/[\w-]+\.html$/, (req, res) => sendPage(res, client, req.path.slice(1)))
  router.use(
    express.static(client.dir, {
      index: false,
      setHeaders: (res, path) => {
        // Files in assets/ carry a hash of their content in their names; all others may change under theirs.
        res.setHeader('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : never)
      },
    }),
  )
  router.get('/{*path}', async (req, res, next) => {
    if (!isPage(req)) return next()
    // The pad is a page of its own, so that phones load nothing of the canvas.
    await sendPage(res, client, req.path.startsWith('/pad/') ? 'pad.html' : 'index.html')
  })
  return router
}

async function sendPage(res: express.Response, client: ClientPages, name: string): Promise<void> {
  const html = await client.read(name)
  if (html === null) throw new Problem('not-found', { detail: 'The client is not built: npm run build' })
  res.set('cache-control', never).type('html').send(html)
}

/** An address of the client, not of a file or an interface: those that are missing must not look as if they were there. */
function isPage(req: Request): boolean {
  const last = req.path.split('/').at(-1) ?? ''
  return extname(last) === '' && !/^\/(api|sync|licences|assets|problems)(\/|$)/.test(req.path)
}
