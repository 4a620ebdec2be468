import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'

/** What a line does to what goes over it. Times in milliseconds. */
export interface LineManners {
  /** Every byte is so long on its way, in each direction. */
  delay?: number
  /**
   * The share of packets that are lost. TCP sends them again and lets nothing overtake them, so all that comes over the
   * line waits for a while.
   */
  loss?: number
  /** Cut where nothing has come over it for so long, in either direction, as proxies do. */
  idle?: number
}

/** How long a lost packet takes to come again, at least and at most. */
const resend = [200, 600] as const
/** Bytes of a packet. */
const packet = 1_400

/** The network between a page and a server: everything goes through it; it can be cut, and can die in silence. */
export class Line {
  manners: LineManners = {}
  /** Sockets that were cut because nothing came over them. */
  idleCuts = 0
  private readonly sockets = new Set<Socket>()
  private readonly ways = new Set<Way>()
  private cutOff = false
  private dead = false

  private constructor(
    private readonly proxy: Server,
    readonly port: number,
  ) {}

  /** Opens a line to a port on this machine. */
  static async to(port: number, manners: LineManners = {}): Promise<Line> {
    const proxy = createServer()
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    if (typeof address !== 'object' || !address) throw new Error('the line has no port')
    const line = new Line(proxy, address.port)
    line.manners = manners
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

  /** What is open stays open for those at both ends, but nothing comes through, ever; new connections do. */
  forgetOpen(): void {
    for (const way of this.ways) way.close()
  }

  /** Nothing comes through, on new connections neither, and nobody is told; until `mend`. */
  die(): void {
    this.dead = true
    this.forgetOpen()
  }

  mend(): void {
    this.cutOff = false
    this.dead = false
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
    const ways = [new Way(near, far, this), new Way(far, near, this)]
    if (this.manners.idle) this.watchIdle(near, far, this.manners.idle)
    for (const way of ways) {
      this.ways.add(way)
      this.sockets.add(way.from)
      if (this.dead) way.close()
      way.from.on('close', () => {
        this.sockets.delete(way.from)
        this.ways.delete(way)
      })
    }
  }

  private watchIdle(near: Socket, far: Socket, ms: number): void {
    let timer: ReturnType<typeof setTimeout>
    const anew = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        this.idleCuts += 1
        near.destroy()
        far.destroy()
      }, ms)
    }
    for (const socket of [near, far]) {
      socket.on('data', anew)
      socket.on('close', () => clearTimeout(timer))
    }
    anew()
  }
}

/** One direction of a connection. */
class Way {
  private readonly underWay: { due: number; bytes: Buffer | null }[] = []
  private timer: ReturnType<typeof setTimeout> | null = null
  private lastDue = 0
  private closed = false

  constructor(
    readonly from: Socket,
    private readonly to: Socket,
    private readonly line: Line,
  ) {
    from.on('data', (bytes) => this.take(bytes))
    from.on('end', () => this.take(null))
    from.on('error', () => this.closed || to.destroy())
    from.on('close', () => this.underWay.length > 0 || this.closed || to.destroy())
  }

  close(): void {
    this.closed = true
    if (this.timer) clearTimeout(this.timer)
    this.underWay.length = 0
  }

  private take(bytes: Buffer | null): void {
    if (this.closed) return
    const { delay = 0, loss = 0 } = this.line.manners
    const [least, most] = resend
    const packets = Math.ceil((bytes?.length ?? 0) / packet)
    const lost = Math.random() > (1 - loss) ** packets
    const late = lost ? least + Math.random() * (most - least) : 0
    this.lastDue = Math.max(this.lastDue, performance.now() + delay + late)
    this.underWay.push({ due: this.lastDue, bytes })
    if (!this.timer) this.deliver()
  }

  private deliver(): void {
    this.timer = null
    for (let next = this.underWay[0]; next; next = this.underWay[0]) {
      const wait = next.due - performance.now()
      if (wait > 0) {
        this.timer = setTimeout(() => this.deliver(), wait)
        return
      }
      this.underWay.shift()
      if (next.bytes) this.to.write(next.bytes)
      else this.to.end()
    }
    if (this.from.destroyed) this.to.destroySoon()
  }
}
