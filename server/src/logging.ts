import type { Request, Response } from 'express'
import { type DestinationStream, type Logger, pino } from 'pino'
import { pathOf } from './addresses.ts'
import type { Config } from './config.ts'

/** Programs quote in their messages what they were given: words of a board, a key. They are left out. */
const withoutQuotes = (words: string): string =>
  words.replaceAll(/"[^"]*"|'[^'\n]*'|`[^`]*`|“[^”]*”/g, '"…"').slice(0, 500)

/** An error as it may stand in a log: its kind, what it says without quotes, and where in the program it was. */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return withoutQuotes(String(error))
  const code = 'code' in error ? { code: String(error.code) } : {}
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { type: error.name, message: withoutQuotes(error.message), ...code, stack: frames.join('\n') }
}

/** The server's logger: JSON, one line each, to stderr, because stdout belongs to what people read at the start. */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>, stream?: DestinationStream): Logger {
  const serializers = { error: errorForLog, err: errorForLog }
  return pino({ level: logLevel, base: null, serializers }, stream ?? pino.destination({ fd: 2, sync: true }))
}

/** First parts of paths that are ours, and no secret. */
const firstParts = new Set([
  ...[
    '',
    'api',
    'assets',
    'board',
    'boards',
    'challenges',
    'join',
    'lab',
    'licences',
    'mine',
    'pad',
    'problems',
  ],
  ...[
    'about',
    'screen',
    'signin',
    'welcome',
    'sync',
    'healthz',
    'metrics',
    'index.html',
    'sw.js',
    'favicon.ico',
    'favicon.svg',
  ],
])

/**
 * The path of a request for the log. Of our own calls it is their pattern with the ids filled in, since other
 * parameters are codes that let people in; of other paths only the first part, whatever somebody put behind it.
 */
export function loggedPath(req: Request, res: Response): string {
  const route: unknown = res.locals.route
  if (typeof route === 'string') {
    return route.replace(/[:*](\w+)/g, (pattern, name: string) => {
      const value = name.endsWith('Id') ? req.params[name] : undefined
      return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : pattern
    })
  }
  const [, first = '', ...more] = pathOf(req).split('/')
  const known = firstParts.has(first) ? first : '…'
  return `/${known}${more.length > 0 ? '/…' : ''}`
}
