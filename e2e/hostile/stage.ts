import type { LabServer } from '../support/server.ts'
import { type Door, Peer, Wire } from './wire.ts'

/** What a try of the hostile client came to. */
export interface Outcome {
  happened: string
  /** Whether the boundary held. */
  held: boolean
}

/** One thing that the hostile client tries, by the line of the boundary that it tries. */
export interface Attack {
  line: string
  tried: string
  run(stage: Stage): Promise<Outcome>
}

/** A running lab with two boards, and what somebody hostile has there: a seat as participant and one as viewer. */
export class Stage {
  private readonly opened: { end(): void }[] = []

  private constructor(
    readonly lab: LabServer,
    readonly boardId: string,
    /** A board to which the hostile client was not invited. */
    readonly otherId: string,
    readonly participant: string,
    readonly viewer: string,
    /** A facilitator's cookie, as a browser has it. */
    readonly cookie: string,
  ) {}

  static async set(lab: LabServer): Promise<Stage> {
    const board = async (title: string) =>
      (await lab.api<{ id: string }>('POST', '/boards', { title, template: 'blank', locale: 'en' })).id
    const [boardId, otherId] = [await board('Stage'), await board('Elsewhere')]
    const participant = await guest(lab, boardId, 'participant')
    const viewer = await guest(lab, boardId, 'viewer')
    const signedIn = await fetch(`${lab.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: lab.url },
      body: JSON.stringify({ key: lab.key }),
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    return new Stage(lab, boardId, otherId, participant, viewer, cookie)
  }

  /** A seat on one board of a lab where others are at work. */
  static async on(lab: LabServer, boardId: string): Promise<Stage> {
    return new Stage(lab, boardId, boardId, await guest(lab, boardId, 'participant'), '', '')
  }

  door(token: string | null = this.participant, boardId: string = this.boardId): Door {
    return { url: this.lab.url, boardId, token }
  }

  wire(door: Door = this.door(), headers: Record<string, string> = {}): Wire {
    const wire = new Wire(door, headers)
    this.opened.push(wire)
    return wire
  }

  /** A hostile page that has the board. */
  async peer(door: Door = this.door(), headers: Record<string, string> = {}): Promise<Peer> {
    const peer = new Peer(door, headers)
    this.opened.push(peer)
    return peer.ready()
  }

  guest(role: 'participant' | 'viewer' = 'participant', boardId = this.boardId): Promise<string> {
    return guest(this.lab, boardId, role)
  }

  /** A call below `/api/v1`, as somebody or as nobody. */
  async call(
    method: string,
    path: string,
    {
      token,
      body,
      headers = {},
    }: { token?: string; body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${this.lab.url}/api/v1${path}`, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      body: body ?? null,
    })
  }

  /** A number of `/metrics`. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.lab.url}/metrics`)).text()
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]
    if (value === undefined) throw new Error(`there is no ${name}`)
    return Number(value)
  }

  close(): void {
    for (const each of this.opened.splice(0)) each.end()
  }
}

async function guest(lab: LabServer, boardId: string, role: 'participant' | 'viewer'): Promise<string> {
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${boardId}/invites`, { role })
  const joined = await fetch(`${lab.url}/api/v1/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: lab.url },
    body: JSON.stringify({ code, name: 'Eve' }),
  })
  return ((await joined.json()) as { token: string }).token
}

/** Held where the socket ended with one of these codes. */
export async function endsWith(wire: Wire, ...codes: readonly number[]): Promise<Outcome> {
  const { code, reason } = await wire.ending()
  return { happened: `${code} ${reason}`.trim(), held: codes.includes(code) }
}

/** Held where the answer has this status. */
export async function answers(answer: Response, status: number): Promise<Outcome> {
  const type = ((await answer.json().catch(() => null)) as { type?: string } | null)?.type ?? ''
  return {
    happened: `HTTP ${answer.status} ${type.replace('/problems/', '')}`.trim(),
    held: answer.status === status,
  }
}
