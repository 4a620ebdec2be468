import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Route, route } from './route.ts'

/** `/backup`: everything the lab has, as one archive. */
export function backupRoutes({ backups }: Pick<Services, 'backups'>): Route[] {
  return [
    route({
      method: 'post',
      path: '/backup',
      who: 'facilitator',
      summary: 'One archive of everything, as it is now; people may go on drawing',
      answers: {
        200: {
          words: 'A .tar.gz whose last entry lists every file with its SHA-256',
          types: ['application/gzip'],
        },
        429: { words: 'too-many-requests: one is being made' },
        503: { words: 'not-saving: the disk has no room for it' },
      },
      handle: async ({ res }) => {
        if (backups.busy)
          throw new Problem('too-many-requests', { detail: 'An archive is being made already' })
        res.set('cache-control', 'no-store')
        const begins = () => {
          const day = new Date().toISOString().slice(0, 10)
          res.attachment(`sheshi-${day}.tar.gz`).type('application/gzip')
        }
        try {
          await backups.write(res, begins)
        } catch (error) {
          // Once something has left, the connection is cut: an archive without its end must not look whole.
          if (res.headersSent || res.destroyed) res.destroy()
          else
            throw new Problem('not-saving', {
              detail: error instanceof Error ? error.message : String(error),
            })
        }
      },
    }),
  ]
}
