import { type Board, RecordId, type Role } from '@sheshi/records'
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import type { z } from 'zod'
import { type Access, type Caller, standingOf } from '../access.ts'
import { type Act, may } from '../accessTable.ts'
import { labLimits } from '../limits.ts'
import { invalidBody, Problem } from './problem.ts'

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** What one call is: enough to serve it, to guard it and to describe it in OpenAPI. */
interface CallSpec<Body> {
  method: Method
  /** Below `/api/v1`, in Express's words: `/boards/:boardId`. Every parameter ending in `Id` must be an id. */
  path: string
  summary: string
  /** Schema of a JSON body. */
  body?: z.ZodType<Body>
  /** Another kind of body: its media types for the description, and the middleware that reads it. */
  takes?: { types: readonly string[]; readers: readonly RequestHandler[] }
  /** Middleware before the body is read, e.g. a limit of the rate; it finds who calls in `res.locals.caller`. */
  before?: readonly RequestHandler[]
  query?: Readonly<Record<string, string>>
  answers: Readonly<Record<number, Answer>>
}

/** One answer: in words, and its schema or media types. */
export interface Answer {
  words: string
  schema?: z.ZodType
  types?: readonly string[]
}

export interface Context<Body> {
  req: Request
  res: Response
  caller: Caller
  body: Body
  /** A parameter of the path. */
  param(name: string): string
}

export interface BoardContext<Body> extends Context<Body> {
  board: Readonly<Board>
  role: Role
}

/** Who may call, in words of the table of access; `reader` and `writer` by their role on the board of the path. */
export type Admitted = Extract<Act, 'open' | 'reader' | 'writer' | 'facilitator'>

export interface Route extends CallSpec<unknown> {
  who: Admitted
  handler(access: Access): RequestHandler
}

/** A call that is about no board, or looks after its own access. */
export function route<Body = undefined>(
  spec: CallSpec<Body> & {
    who: 'open' | 'facilitator'
    handle(context: Context<Body>): Promise<void> | void
  },
): Route {
  return {
    ...spec,
    handler: (access) => async (req, res) => {
      const caller = await admit(access, req, res)
      if (spec.who === 'facilitator') requireFacilitator(caller)
      const body = await readBody(spec, req, res)
      await spec.handle({ req, res, caller, body, param: paramOf(req) })
    },
  }
}

/** A call about the board `:boardId` of its path; deleted boards are not there. */
export function boardRoute<Body = undefined>(
  spec: CallSpec<Body> & {
    who: 'reader' | 'writer' | 'facilitator'
    handle(context: BoardContext<Body>): Promise<void> | void
  },
): Route {
  return {
    ...spec,
    handler: (access) => async (req, res) => {
      const caller = await admit(access, req, res)
      const param = paramOf(req)
      const role = await requireRole(access, caller, param('boardId'), spec.who)
      const board = await access.liveBoard(param('boardId'))
      if (!board) throw new Problem('not-found')
      const body = await readBody(spec, req, res)
      await spec.handle({ req, res, caller, body, param, board, role })
    },
  }
}

/** Ids, identity, and that a browser was not made to write by another site. */
async function admit(access: Access, req: Request, res: Response): Promise<Caller> {
  for (const [name, value] of Object.entries(req.params)) {
    if (name.endsWith('Id') && !RecordId.safeParse(value).success) throw new Problem('invalid-id')
  }
  const caller = await access.identify(req)
  res.locals.caller = caller
  const reads = req.method === 'GET' || req.method === 'HEAD'
  if (!reads && !access.writeAllowed(req, caller)) throw new Problem('foreign-origin')
  return caller
}

/** Throws where the caller is no facilitator. */
export function requireFacilitator(caller: Caller): void {
  if (may({ role: standingOf(caller) }, 'facilitator')) return
  throw new Problem(caller.kind === 'nobody' ? 'not-signed-in' : 'forbidden')
}

async function requireRole(
  access: Access,
  caller: Caller,
  boardId: string,
  who: 'reader' | 'writer' | 'facilitator',
): Promise<Role> {
  if (who === 'facilitator') requireFacilitator(caller)
  if (caller.kind === 'nobody') throw new Problem('not-signed-in')
  const role = await access.roleOn(caller, boardId)
  if (role !== null && may({ role }, who)) return role
  const end = role === null ? await access.inviteEnd(caller, boardId) : null
  throw new Problem(end === null ? 'forbidden' : `invite-${end}`)
}

function paramOf(req: Request): (name: string) => string {
  return (name) => {
    const value = req.params[name]
    return Array.isArray(value) ? value.join('/') : (value ?? '')
  }
}

// strict: false, so that `"text"` is JSON of the wrong shape and not broken JSON.
const jsonReader = (limit: number) =>
  express.json({ limit, strict: false, type: ['application/json', 'application/*+json'] })
const readJson = jsonReader(labLimits.jsonBytes)
const readJsonOfAnybody = jsonReader(labLimits.openJsonBytes)

async function readBody<Body>(
  spec: CallSpec<Body> & { who: Admitted },
  req: Request,
  res: Response,
): Promise<Body> {
  for (const middleware of spec.before ?? []) await pass(middleware, req, res)
  for (const reader of spec.takes?.readers ?? []) await pass(reader, req, res)
  // Without a schema, Body is undefined or unknown, and the reader of `takes` has filled req.body.
  if (!spec.body) return req.body as Body
  if (hasBody(req) && !req.is(['application/json', 'application/*+json'])) {
    throw new Problem('unsupported-media-type')
  }
  await pass(spec.who === 'open' ? readJsonOfAnybody : readJson, req, res)
  return parse(spec.body, req.body)
}

/** False where nothing was sent. */
export const hasBody = (req: Request): boolean => req.is('*/*') !== null && req.get('content-length') !== '0'

/** Runs a middleware to its end; rejects with what it hands to `next`. */
function pass(middleware: RequestHandler, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    Promise.resolve(middleware(req, res, (error?: unknown) => (error ? reject(error) : resolve()))).catch(
      reject,
    )
  })
}

/** The value as its schema reads it. Throws the problem `invalid-body` with what is wrong and where. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  try {
    const read = schema.safeParse(value)
    if (read.success) return read.data
    throw invalidBody(read.error)
  } catch (error) {
    // The stack overflows on a tree nested a hundred thousand levels deep.
    if (error instanceof RangeError) throw new Problem('invalid-body', { detail: 'Nested too deeply' })
    throw error
  }
}

/** Serves a table of routes; a known path with another method is answered 405, anything else is left to others. */
export function serveRoutes(router: Router, routes: readonly Route[], access: Access): void {
  for (const one of routes) {
    const handler = one.handler(access)
    router[one.method](one.path, (req, res, next) => {
      // For the metrics: after an error Express has forgotten where it was.
      res.locals.route = req.baseUrl + one.path
      return handler(req, res, next)
    })
  }
  for (const path of new Set(routes.map((one) => one.path))) {
    const methods = routes.filter((one) => one.path === path).map((one) => one.method.toUpperCase())
    const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods
    router.all(path, (_req, res) => {
      res.set('allow', allow.join(', '))
      throw new Problem('method-not-allowed')
    })
  }
}

/** The version that `If-Match` asks for; undefined where it asks for none. */
export function ifMatch(req: Request): { ifVersion?: number } {
  const header = req.get('if-match')?.trim()
  if (header === undefined || header === '*') return {}
  // Proxies that compress make an ETag weak.
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header)?.[1]
  if (version === undefined) throw new Problem('changed', { detail: 'The ETag in If-Match is none of ours' })
  return { ifVersion: Number(version) }
}

/** Sends JSON that must not be kept by caches. */
export function sendJson(res: Response, value: unknown, status = 200): void {
  res.status(status).set('cache-control', 'no-store').json(value)
}

/** Sends a record with its version as ETag. */
export function sendRecord(
  { req, res }: { req: Request; res: Response },
  value: { version: number },
  status = 200,
): void {
  // The ETag is for If-Match. What is derived (boards, people present) changes without it: never answer 304.
  delete req.headers['if-none-match']
  res.set('etag', `"${value.version}"`)
  sendJson(res, value, status)
}
