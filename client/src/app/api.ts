import type { ProblemDocument, ProblemType } from '@sheshi/records'
import { under } from './base.ts'

/** What the server refused, as its problem document; `kind` is the stable type, `offline` where no answer came. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemType | 'offline',
    readonly document: ProblemDocument | null,
  ) {
    super(document?.title ?? kind)
    this.name = 'ApiProblem'
  }
}

/** A JSON answer with its ETag, to be sent back as `If-Match` when the record is written. */
export interface Answer<T> {
  value: T
  etag: string | null
}

/**
 * Milliseconds after which a question is given up. A connection that died in silence, while the machine slept or in a
 * tunnel, looks open, and the browser asks over it again and again until somebody lets go of it.
 */
const usualPatience = 30_000

interface CallOptions {
  method?: string
  /** Sent as JSON, or as it is where it is a FormData or Blob. */
  body?: unknown
  ifMatch?: string | null
  /** Milliseconds to wait for the whole answer; what is sent may take as long as it needs. */
  patience?: number
}

/** Calls `/api/v1<path>`. Throws `ApiProblem`. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const { method = 'GET', body, ifMatch, patience = method === 'GET' ? usualPatience : null } = options
  const headers = new Headers({ accept: 'application/json' })
  if (ifMatch) headers.set('if-match', ifMatch)
  const raw = body instanceof FormData || body instanceof Blob
  if (body !== undefined && !raw) headers.set('content-type', 'application/json')
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = raw ? body : JSON.stringify(body)
  const lettingGo = new AbortController()
  const timer = patience === null ? undefined : setTimeout(() => lettingGo.abort(), patience)
  try {
    const response = await fetch(under(`/api/v1${path}`), { ...init, signal: lettingGo.signal })
    if (!response.ok) throw await readProblem(response)
    const value = (response.status === 204 ? undefined : await response.json()) as T
    return { value, etag: response.headers.get('etag') }
  } catch (error) {
    throw error instanceof ApiProblem ? error : new ApiProblem('offline', null)
  } finally {
    clearTimeout(timer)
  }
}

async function readProblem(response: Response): Promise<ApiProblem> {
  const document = (await response.json().catch(() => null)) as ProblemDocument | null
  const kind = document?.type?.split('/').pop() as ProblemType | undefined
  return new ApiProblem(kind ?? 'internal', document)
}

const value = async <T>(path: string, options?: CallOptions): Promise<T> =>
  (await call<T>(path, options)).value

/** The calls of DESIGN §2.2 by their verbs; each throws `ApiProblem`. */
export const api = {
  get: <T>(path: string, options: Pick<CallOptions, 'patience'> = {}) => value<T>(path, options),
  post: <T>(path: string, body?: unknown) => value<T>(path, { method: 'POST', body }),
  patch: <T>(path: string, body: unknown, ifMatch?: string | null) =>
    value<T>(path, { method: 'PATCH', body, ifMatch: ifMatch ?? null }),
  put: <T>(path: string, body: unknown) => value<T>(path, { method: 'PUT', body }),
  delete: (path: string) => value<void>(path, { method: 'DELETE' }),
}
