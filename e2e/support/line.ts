import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'

/** The network between one person and the lab: everything goes through it, and it can be cut. */
export class Line {
  private readonly sockets = new Set<Socket>()
  private cutOff = false

  private constructor(
    private readonly proxy: Server,
    readonly port: number,
  ) {}

  /** Opens a line to a port on this machine. */
  static async to(port: number): Promise<Line> {
    const proxy = createServer()
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    if (typeof address !== 'object' || !address) throw new Error('the line has no port')
    const line = new Line(proxy, address.port)
    proxy.on('connection', (near) => line.carry(near, port))
    return line
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Nothing goes through any more, and what is under way breaks off. */
  cut(): void {
    this.cutOff = true
    for (const socket of this.sockets) socket.destroy()
  }

  mend(): void {
    this.cutOff = false
  }

  close(): void {
    this.cut()
    this.proxy.close()
  }

  private carry(near: Socket, port: number): void {
    if (this.cutOff) {
      near.destroy()
      return
    }
    const far = connectTo(port, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        this.sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  }
}
