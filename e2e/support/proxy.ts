import { request as ask, createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** A web server in front of the lab that gives it a part of its host and takes the prefix away, as nginx does. */
export class StrippingProxy {
  private constructor(
    private readonly server: Server,
    private readonly to: number,
    private readonly prefix: string,
  ) {}

  static async to(port: number, prefix: string): Promise<StrippingProxy> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const proxy = new StrippingProxy(server, port, prefix)
    server.on('request', (request, answer) => {
      const path = proxy.within(request)
      if (path === null) return answer.writeHead(404).end('another site of the city')
      const { method, headers } = request
      const passed = ask({ port, host: '127.0.0.1', path, method, headers }, (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers)
        from.pipe(answer)
      })
      passed.on('error', () => answer.destroy())
      request.pipe(passed)
    })
    server.on('upgrade', (request, near, head) => proxy.upgrade(request, near, head))
    return proxy
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  private within({ url = '' }: IncomingMessage): string | null {
    return url.startsWith(`${this.prefix}/`) ? url.slice(this.prefix.length) : null
  }

  private upgrade(request: IncomingMessage, near: Duplex, head: Buffer): void {
    const path = this.within(request)
    const far = connect(this.to, '127.0.0.1')
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    if (path === null) return void near.destroy()
    const lines = request.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]))
    far.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    far.write(head)
    near.pipe(far).pipe(near)
  }
}
