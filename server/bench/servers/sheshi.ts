import { join } from 'node:path'
import { fillBoard } from '../board.ts'
import { BenchServer, handles, type ReadyRoom, type RoomWish } from './benchServer.ts'

const key = 'a-key-for-the-benchmark'
/** More at once would only wait for each other. */
const joinsAtOnce = 10

/** Our server, built, with a board and people made over HTTP as a lab makes them. */
export class Sheshi extends BenchServer {
  readonly name = 'sheshi'
  readonly speech = 'y-websocket'

  async room({ people, shapes, dragging, typing }: RoomWish): Promise<ReadyRoom> {
    const board = { title: 'Bench', template: 'blank', locale: 'en' }
    const { id } = await this.ask<{ id: string }>('POST', '/boards', board)
    const seeded = await this.call('GET', `/boards/${id}/document`)
    const filled = fillBoard(new Uint8Array(await seeded.arrayBuffer()), shapes)
    await this.call('PUT', `/boards/${id}/document`, filled.state)
    return {
      path: `/sync/${id}`,
      name: id,
      headers: await this.join(id, people),
      drag: handles(filled.drag, dragging),
      type: handles(filled.type, typing),
      stateBytes: filled.state.length,
    }
  }

  protected command() {
    const { root } = this.options
    const env = {
      PORT: String(this.port),
      HOST: '127.0.0.1',
      DATA_DIR: this.dataDir,
      FACILITATOR_KEY: key,
      LOG_LEVEL: 'warn',
    }
    return { args: [join(root, 'server', 'dist', 'main.js')], cwd: root, env }
  }

  /** Everybody comes as a guest with a token of their own. */
  private async join(id: string, people: number): Promise<Record<string, string>[]> {
    const { code } = await this.ask<{ code: string }>('POST', `/boards/${id}/invites`, {
      role: 'participant',
    })
    const headers: Record<string, string>[] = []
    while (headers.length < people) {
      const some = Array.from({ length: Math.min(joinsAtOnce, people - headers.length) }, async () => {
        const { token } = await this.ask<{ token: string }>('POST', '/join', { code })
        return { Authorization: `Bearer ${token}` }
      })
      headers.push(...(await Promise.all(some)))
    }
    return headers
  }

  private async ask<T>(method: string, path: string, body: unknown): Promise<T> {
    return (await this.call(method, path, body)).json() as Promise<T>
  }

  private async call(method: string, path: string, body?: unknown): Promise<Response> {
    const bytes = body instanceof Uint8Array
    const type = bytes ? 'application/octet-stream' : 'application/json'
    const response = await fetch(`http://127.0.0.1:${this.port}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { 'Content-Type': type }) },
      ...(body !== undefined && { body: bytes ? Buffer.from(body) : JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}
