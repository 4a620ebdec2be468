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

interface CallOptions {
  method?: string
  /** Sent as JSON, or as it is where it is a FormData or Blob. */
  body?: unknown
  ifMatch?: string | null
}

/** Calls `/api/v1<path>`. Throws `ApiProblem`. */
export async function call<T>(path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const { method = 'GET', body, ifMatch } = options
  const headers = new Headers({ accept: 'application/json' })
  if (ifMatch) headers.set('if-match', ifMatch)
  const raw = body instanceof FormData || body instanceof Blob
  if (body !== undefined && !raw) headers.set('content-type', 'application/json')
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = raw ? body : JSON.stringify(body)
  const response = await fetch(under(`/api/v1${path}`), init).catch(() => {
    throw new ApiProblem('offline', null)
  })
  if (!response.ok) throw await readProblem(response)
  const value = (response.status === 204 ? undefined : await response.json()) as T
  return { value, etag: response.headers.get('etag') }
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
  get: <T>(path: string) => value<T>(path),
  post: <T>(path: string, body?: unknown) => value<T>(path, { method: 'POST', body }),
  patch: <T>(path: string, body: unknown, ifMatch?: string | null) =>
    value<T>(path, { method: 'PATCH', body, ifMatch: ifMatch ?? null }),
  put: <T>(path: string, body: unknown) => value<T>(path, { method: 'PUT', body }),
  delete: (path: string) => value<void>(path, { method: 'DELETE' }),
}
