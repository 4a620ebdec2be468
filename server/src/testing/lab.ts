import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProblemDocument, Role } from '@sheshi/records'
import { type Logger, pino } from 'pino'
import { type Config, loadConfig } from '../config.ts'
import { createServer, type LabServer } from '../createServer.ts'

export const labKey = 'a-key-for-the-tests'

export interface Reply {
  status: number
  headers: Headers
  text: string
  json<T>(): T
}

interface Sending {
  /** A bearer token; null: nobody. The facilitator where nothing is said. */
  as?: string | null
  /** Sent as JSON, or as it is where it is bytes or a form. */
  body?: unknown
  headers?: Record<string, string>
}

/** The real server on a free port, with its own data folder. */
export class Lab {
  private constructor(
    readonly dataDir: string,
    public server: LabServer,
    private readonly env: Record<string, string>,
    private readonly logger: Logger,
  ) {}

  static async open(env: Record<string, string> = {}, logger = pino({ level: 'silent' })): Promise<Lab> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-lab-'))
    return new Lab(dataDir, await start(dataDir, env, logger), env, logger)
  }

  get url(): string {
    return this.server.addresses.local
  }

  /** Stops the server, does what is to be done while it is down, and starts it again. */
  async restart(whileDown = () => Promise.resolve()): Promise<void> {
    await this.server.close()
    await whileDown()
    this.server = await start(this.dataDir, this.env, this.logger)
  }

  async dispose(): Promise<void> {
    await this.server.close()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  /** A call below `/api/v1`. */
  async call(
    method: string,
    path: string,
    { as = labKey, body, headers = {} }: Sending = {},
  ): Promise<Reply> {
    const sent = new Headers(headers)
    if (as !== null) sent.set('authorization', `Bearer ${as}`)
    const raw = body instanceof FormData || body instanceof Uint8Array || typeof body === 'string'
    if (body !== undefined && !raw) sent.set('content-type', 'application/json')
    const init: RequestInit = { method, headers: sent, redirect: 'manual' }
    if (body !== undefined) init.body = raw ? body : JSON.stringify(body)
    return reply(await fetch(`${this.url}/api/v1${path}`, init))
  }

  /** As `call`, and the answer must be one of success. */
  async ask<T>(method: string, path: string, sending: Sending = {}): Promise<T> {
    const answer = await this.call(method, path, sending)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.status === 204 ? (undefined as T) : answer.json<T>()
  }

  /** Makes a board and answers its id. */
  async board(fields: Record<string, unknown> = {}): Promise<string> {
    const body = { title: 'River', template: 'problem-tree', locale: 'en', ...fields }
    return (await this.ask<{ id: string }>('POST', '/boards', { body })).id
  }

  async challenge(fields: Record<string, unknown> = {}): Promise<string> {
    return (await this.ask<{ id: string }>('POST', '/challenges', { body: { title: 'Water', ...fields } })).id
  }

  /** Makes an invite, joins by it as a new guest, and answers the token and the code. */
  async guest(boardId: string, role: Role = 'participant', person: Record<string, unknown> = {}) {
    const { code } = await this.ask<{ code: string }>('POST', `/boards/${boardId}/invites`, {
      body: { role },
    })
    const joined = await this.ask<{ token: string; boardId: string; role: Role }>('POST', '/join', {
      as: null,
      body: { code, ...person },
    })
    return { ...joined, code }
  }
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T }
}

/** The problem in an answer that must be one. */
export function problemIn(answer: Reply): ProblemDocument {
  const type = answer.headers.get('content-type') ?? ''
  if (!type.startsWith('application/problem+json'))
    throw new Error(`no problem: ${answer.status} ${answer.text}`)
  const problem = answer.json<ProblemDocument>()
  if (problem.status !== answer.status) throw new Error('the problem and its status differ')
  return problem
}

async function start(dataDir: string, env: Record<string, string>, logger: Logger): Promise<LabServer> {
  const server = await createServer(configFor(dataDir, env), { logger })
  await server.listen()
  return server
}

/** The settings of a test's server. */
export const configFor = (dataDir: string, env: Record<string, string> = {}): Config =>
  loadConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, FACILITATOR_KEY: labKey, ...env })
