import type { Coding } from '../firstStates.ts'
import type { Services } from '../services.ts'
import { type BoardContext, boardRoute, type Route } from './route.ts'

const binary = 'application/octet-stream'

/** The document as a page needs it first, before the socket brings what is newer. */
export function stateRoutes(services: Pick<Services, 'firstStates'>): Route[] {
  return [
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/state',
      who: 'reader',
      summary: 'The whole document as one Yjs update (v1), perhaps some edits old: the socket has the rest',
      answers: {
        200: { words: 'The update; its epoch is in the header `x-sheshi-epoch`', types: [binary] },
        304: { words: 'The same as `If-None-Match` names', types: [] },
      },
      handle: (context) => sendState(services, context),
    }),
  ]
}

async function sendState(
  { firstStates }: Pick<Services, 'firstStates'>,
  { req, res, board }: BoardContext<undefined>,
): Promise<void> {
  const coding = codingFor((name) => req.acceptsEncodings(name) === name)
  const { epoch, etag, body } = await firstStates.of(board.id, coding)
  res.vary('accept-encoding').set('x-sheshi-epoch', String(epoch))
  res.set('cache-control', etag ? 'private, no-cache' : 'no-store')
  if (etag) res.set('etag', etag)
  if (etag && named(req.get('if-none-match')).includes(etag)) {
    res.status(304).end()
    return
  }
  const bytes = await body()
  if (coding !== 'identity') res.set('content-encoding', coding)
  res.set('content-type', binary).set('content-length', String(bytes.length))
  // Not by Express's `send`, which would make an ETag where there must be none.
  res.end(req.method === 'HEAD' ? undefined : bytes)
}

/** Not by Express's `fresh`, for which a request without caches has nothing. */
const named = (ifNoneMatch = ''): string[] =>
  ifNoneMatch.split(',').map((etag) => etag.trim().replace(/^W\//, ''))

const codingFor = (accepts: (coding: Coding) => boolean): Coding =>
  accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : 'identity'
