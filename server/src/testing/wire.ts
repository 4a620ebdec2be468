import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { decodeServerFrame, type ServerMessage } from '@sheshi/sync/testing'
import { WebSocket } from 'ws'
import type { Door } from './honest.ts'

/** A socket that sends what it is told, and keeps what it hears and how it ends. */
export class Wire {
  readonly heard: ServerMessage[] = []
  closed: { code: number; reason: string } | null = null

  private constructor(readonly socket: WebSocket) {}

  static async open({ url, boardId, token }: Door, headers: Record<string, string> = {}): Promise<Wire> {
    const wire = new Wire(
      new WebSocket(`${url.replace('http', 'ws')}/sync/${boardId}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        maxPayload: 256 << 20,
      }),
    )
    wire.socket.on('error', () => undefined)
    wire.socket.on('message', (frame) => wire.heard.push(decodeServerFrame(frame as Uint8Array)))
    wire.socket.on('close', (code, reason) => {
      wire.closed = { code, reason: reason.toString() }
    })
    await once(wire.socket, 'open')
    return wire
  }

  send(...frames: Uint8Array[]): void {
    for (const frame of frames) this.socket.send(frame)
  }

  /** The numbers that were called saved. */
  get saved(): number[] {
    return this.heard.flatMap((message) => (message.type === 'saved' ? [message.number] : []))
  }

  end(): void {
    this.socket.terminate()
  }
}

/** The bytes of a client's binary WebSocket frame, masked with zeros. */
export function clientFrame(payload: Uint8Array): Buffer {
  const { length } = payload
  const head =
    length < 126 ? Buffer.from([0x82, 0x80 | length]) : Buffer.from([0x82, 0xfe, length >> 8, length & 255])
  if (length > 0xffff) throw new Error('too long for this')
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

/** The request with which a WebSocket begins. */
export const upgradeRequest = ({ boardId, token }: Door): string =>
  [
    `GET /sync/${boardId} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    `Authorization: Bearer ${token}`,
    '',
    '',
  ].join('\r\n')

/** A bare TCP connection to a server. */
export async function plug(url: string): Promise<Socket> {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** A TCP connection that has become a WebSocket; what the server sends is read and forgotten. */
export async function upgraded(door: Door): Promise<Socket> {
  const socket = await plug(door.url)
  socket.write(upgradeRequest(door))
  await once(socket, 'data')
  socket.resume()
  return socket
}

/** The same, once the server has begun to speak: its session is in the room, and what it sends will be taken. */
export async function seated(door: Door): Promise<Socket> {
  const socket = await plug(door.url)
  socket.write(upgradeRequest(door))
  for (let heard = ''; !/\r\n\r\n./s.test(heard); ) {
    const [bytes] = (await once(socket, 'data')) as [Buffer]
    heard += bytes.toString('latin1')
  }
  socket.resume()
  return socket
}
