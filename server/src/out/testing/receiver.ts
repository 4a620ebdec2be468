import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What somebody sent to the other server. */
export interface Received {
  url: string
  headers: IncomingHttpHeaders
  body: string
}

/** How the other server answers; it may also never do so. */
export type Reply = (res: ServerResponse, received: Received) => void

/** Another server, on this machine: it keeps what it is sent, and answers as it is told. */
export class Receiver {
  readonly received: Received[] = []
  reply: Reply = (res) => res.writeHead(200).end()
  private waiting: (() => void)[] = []
  private readonly server = createServer((req, res) => void this.take(req, res))

  static async open(): Promise<Receiver> {
    const receiver = new Receiver()
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve))
    return receiver
  }

  /** By its number or by a name that has to be looked up. */
  url(path = '/', host = '127.0.0.1'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}${path}`
  }

  /** Resolves once it was sent as many as this. */
  async got(count: number): Promise<Received[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve))
    return this.received
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of req) body += String(part)
    const received = { url: req.url ?? '', headers: req.headers, body }
    this.received.push(received)
    this.reply(res, received)
    for (const wake of this.waiting.splice(0)) wake()
  }
}
