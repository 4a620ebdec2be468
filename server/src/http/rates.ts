import type { RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { type Caller, keyHolder } from '../access.ts'
import { labLimits } from '../limits.ts'
import { Problem } from './problem.ts'

/** Who calls, as `route` found out before any middleware of a call runs. */
const callerIn = (res: Response): Caller => res.locals.caller as Caller

const sessionOf = (caller: Caller): string | null =>
  caller.kind === 'nobody' ? null : (caller.session?.id ?? keyHolder)

/**
 * So many calls in so many minutes, of one session or from one address; then `too-many-requests`, which says when to
 * come again. Who brings the facilitator's key itself is a program of the lab's, and is not counted as a session.
 */
export function limitRate(limit: number, minutes: number, by: 'session' | 'address'): RequestHandler {
  return rateLimit({
    limit,
    windowMs: minutes * 60_000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Where a proxy is in front but not trusted, the header is ignored: that is a setting, not an error.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    keyGenerator: (req, res) =>
      (by === 'session' ? sessionOf(callerIn(res as Response)) : null) ?? ipKeyGenerator(req.ip ?? ''),
    skip: (_req, res) => by === 'session' && sessionOf(callerIn(res as Response)) === keyHolder,
    handler: (_req, _res, next) => next(new Problem('too-many-requests')),
  })
}

/** So many calls at the same time, of each session or of all together: their bodies are held in memory. */
export function limitAtOnce(limit: number, by: 'session' | 'all'): RequestHandler {
  const held = new Map<string, number>()
  return (_req, res, next) => {
    const key = (by === 'session' ? sessionOf(callerIn(res)) : null) ?? 'all'
    const now = held.get(key) ?? 0
    if (now >= limit) {
      res.set('retry-after', '2')
      next(new Problem('too-many-requests'))
      return
    }
    held.set(key, now + 1)
    res.once('close', () => {
      const left = (held.get(key) ?? 1) - 1
      if (left > 0) held.set(key, left)
      else held.delete(key)
    })
    next()
  }
}

/** Boards from templates, copies and files are counted together. */
export const limitBoards = limitRate(labLimits.boardsPerHour, 60, 'session')
