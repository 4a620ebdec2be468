import { type FieldProblem, type ProblemDocument, type ProblemType, problems } from '@sheshi/records'
import { BoardDamaged, BoardTooNew, CloseCode, SyncError } from '@sheshi/sync'
import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { FacilitatorRefused } from '../facilitators/Facilitators.ts'
import { TooManyHashes } from '../facilitators/passphrases.ts'
import { NoSuchRecord, NotSaving, VersionConflict } from '../storage/records.ts'
import { MustWait } from '../tries/MustWait.ts'

interface ProblemDetails {
  detail?: string
  errors?: FieldProblem[]
  /** Seconds until another try makes sense; goes out as `Retry-After` too. */
  retryAfter?: number
}

/** Thrown by a handler; goes out as a problem document (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly kind: ProblemType,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? problems[kind].title)
    this.name = 'Problem'
  }

  get status(): number {
    return problems[this.kind].status
  }

  toDocument(): ProblemDocument {
    const { title, status } = problems[this.kind]
    return { type: `/problems/${this.kind}`, title, status, ...this.details }
  }
}

/** One field is wrong: `pointer` is a JSON Pointer into the body. */
export const fieldProblem = (pointer: string, code: string, detail: string): Problem =>
  new Problem('invalid-body', { errors: [{ pointer, code, detail }] })

/** What zod found, each with a pointer. */
export function invalidBody(error: z.ZodError): Problem {
  const errors = error.issues.slice(0, 100).flatMap((issue): FieldProblem[] => {
    const at = issue.path.map((key) => `/${escapePointer(String(key))}`).join('')
    if (issue.code !== 'unrecognized_keys') return [{ pointer: at, code: issue.code, detail: issue.message }]
    return issue.keys.slice(0, 20).map((key) => ({
      pointer: `${at}/${escapePointer(key.slice(0, 100))}`,
      code: issue.code,
      detail: 'There is no such field',
    }))
  })
  return new Problem('invalid-body', { errors })
}

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** Sends a problem document; nothing of the answer may have left before. */
export function sendProblem(res: Response, problem: Problem): void {
  res.status(problem.status)
  res.set('cache-control', 'no-store')
  const { retryAfter } = problem.details
  if (retryAfter !== undefined) res.set('retry-after', String(retryAfter))
  res.type('application/problem+json').send(JSON.stringify(problem.toDocument()))
}

/** The last handler: turns whatever was thrown into a problem document, and logs what is our own fault. */
export function handleErrors(logger: Logger): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const problem = asProblem(error)
    if (problem.kind === 'internal')
      logger.error({ err: error, id: res.locals.requestId }, 'a request failed')
    // An answer cut in the middle must not look complete.
    if (res.headersSent) res.destroy()
    else sendProblem(res, problem)
  }
}

/** body-parser's and multer's kinds of errors. */
const knownErrors: Record<string, ProblemType> = {
  'entity.parse.failed': 'broken-json',
  'entity.too.large': 'too-large',
  'encoding.unsupported': 'unsupported-media-type',
  'charset.unsupported': 'unsupported-media-type',
  LIMIT_FILE_SIZE: 'too-large',
  LIMIT_FIELD_VALUE: 'too-large',
  LIMIT_PART_COUNT: 'too-large',
  LIMIT_FILE_COUNT: 'too-large',
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof NoSuchRecord) return new Problem('not-found')
  if (error instanceof VersionConflict) return new Problem('changed')
  if (error instanceof NotSaving) return new Problem('not-saving', { detail: error.message })
  const ofAccess = accessProblem(error)
  if (ofAccess) return ofAccess
  if (!(error instanceof Error)) return new Problem('internal')
  if (error instanceof BoardTooNew) return new Problem('board-too-new', { detail: error.message })
  if (error instanceof BoardDamaged) return new Problem('board-damaged', { detail: error.message })
  if (error instanceof SyncError) return ofRoom(error)
  // A path with a broken percent sign.
  if (error instanceof URIError) return new Problem('invalid-id')
  const type = 'type' in error ? String(error.type) : 'code' in error ? String(error.code) : ''
  const kind = knownErrors[type]
  if (kind) return new Problem(kind)
  if (type.startsWith('LIMIT_')) return new Problem('invalid-body', { detail: error.message })
  const status = 'status' in error ? error.status : 500
  if (status === 413) return new Problem('too-large')
  return typeof status === 'number' && status >= 400 && status < 500
    ? new Problem('invalid-body', { detail: error.message })
    : new Problem('internal')
}

/** What goes wrong where people get in; null: something else. */
function accessProblem(error: unknown): Problem | null {
  if (error instanceof TooManyHashes) return new Problem('busy', { retryAfter: 5 })
  if (error instanceof MustWait) return new Problem('too-many-requests', { retryAfter: error.seconds })
  return error instanceof FacilitatorRefused ? refusedFacilitator(error) : null
}

/** What is wrong with a passphrase is told with the field. */
function refusedFacilitator({ kind, detail }: FacilitatorRefused): Problem {
  if (detail === undefined) return new Problem(kind)
  return new Problem(kind, {
    errors: [{ pointer: '/passphrase', code: detail, detail: problems[kind].title }],
  })
}

function ofRoom(error: SyncError): Problem {
  if (error.code === CloseCode.RoomNotFound) return new Problem('not-found')
  if (error.code === CloseCode.RoomFull) return new Problem('lab-full')
  return new Problem('not-saving', { detail: error.reason })
}
