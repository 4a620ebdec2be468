import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { problems } from '@sheshi/records'
import express, { type Request, Router } from 'express'
import helmet from 'helmet'
import type { Addresses } from '../addresses.ts'
import { Problem } from './problem.ts'

/**
 * Headers of every answer. Labs use plain http in their own network: nothing here may send a browser to https, or
 * warn in its console that a header needs it.
 */
export function securityHeaders(addresses: Addresses) {
  const secure = helmet(options(true))
  const plain = helmet(options(false))
  return (req: Request, res: express.Response, next: express.NextFunction): void => {
    res.set('permissions-policy', 'geolocation=(), microphone=(), payment=(), usb=()')
    const headers = addresses.isSecure(req) ? secure : plain
    headers(req, res, next)
  }
}

const options = (https: boolean): Parameters<typeof helmet>[0] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // tldraw writes style attributes and elements.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'", 'data:', 'blob:', 'ws:', 'wss:'],
      workerSrc: ["'self'", 'blob:'],
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
export function servePages(clientDir: string): Router {
  const router = Router()
  router.get('/problems/:kind', (req, res) => {
    const known = Object.entries(problems).find(([kind]) => kind === req.params.kind)
    if (!known) throw new Problem('not-found')
    res.json({ type: `/problems/${known[0]}`, ...known[1] })
  })
  router.use(
    express.static(clientDir, {
      index: false,
      setHeaders: (res, path) => {
        // Files in assets/ carry a hash of their content in their names; all others may change under theirs.
        res.setHeader('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : never)
      },
    }),
  )
  router.get('/{*path}', (req, res, next) => {
    if (!isPage(req)) return next()
    // The pad is a page of its own, so that phones load nothing of the canvas.
    const page = join(clientDir, req.path.startsWith('/pad/') ? 'pad.html' : 'index.html')
    if (!existsSync(page))
      throw new Problem('not-found', { detail: 'The client is not built: npm run build' })
    res.set('cache-control', never)
    res.sendFile(page, { cacheControl: false, dotfiles: 'allow' })
  })
  return router
}

/** An address of the client, not of a file or an interface: those that are missing must not look as if they were there. */
function isPage(req: Request): boolean {
  const last = req.path.split('/').at(-1) ?? ''
  return extname(last) === '' && !/^\/(api|sync|licences|assets|problems)(\/|$)/.test(req.path)
}
