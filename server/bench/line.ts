import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { clientFrame, FrameReader, type FrameSink, pongFrame } from './frames.ts'
import { Messages, type ServerMessage, type Speech } from './messages.ts'

export interface LineOptions {
  port: number
  path: string
  headers: Record<string, string>
  speech: Speech
  room: string
  /** What follows the opening at once, as a client of this kind sends it. */
  greeting?(messages: Messages): Buffer[]
}

/** All lines read into this one: what comes is used up before the next reading. */
const intoOne = Buffer.allocUnsafe(1 << 18)

/** One client's connection to a room: as little work as can be, so that many fit on one core. */
export class Line implements FrameSink {
  wants = true
  /** Bytes that have come, with all framing but TCP's. */
  bytesIn = 0
  closed: string | null = null
  /** When the whole state had come, by `performance.now()`. */
  syncedAt: number | null = null
  stateBytes = 0
  /** Called with every message that is read. */
  heard: ((message: ServerMessage) => void) | null = null
  readonly messages: Messages
  readonly synced: Promise<void>
  readonly askedAt = performance.now()
  private readonly socket: Socket
  private readonly reader = new FrameReader(this)
  private answer: string | null = ''
  private settle: { resolve(): void; reject(error: Error): void } = { resolve() {}, reject() {} }

  constructor(private readonly options: LineOptions) {
    this.messages = new Messages(options.speech, options.room)
    this.synced = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    // Who is thrown out later is found by `closed`.
    this.synced.catch(() => undefined)
    const read = { buffer: intoOne, callback: (length: number, into: Uint8Array) => this.take(into, length) }
    this.socket = connect({ port: options.port, host: '127.0.0.1', onread: read })
    this.socket.setNoDelay(true)
    this.socket.on('connect', () => this.upgrade())
    this.socket.on('error', (error) => this.end(String(error)))
    this.socket.on('close', () => this.end('the connection was closed'))
  }

  get framesIn(): number {
    return this.reader.frames
  }

  send(message: Uint8Array): void {
    this.socket.write(clientFrame(message))
  }

  /** Ends it as a page that is closed does. */
  hangUp(): void {
    this.end('hung up')
    this.socket.destroy()
  }

  message(payload: Uint8Array): void {
    const message = this.messages.read(payload)
    if (message.type === 'stateVector') this.send(this.messages.nothingMissing())
    if (message.type === 'state' && this.syncedAt === null) {
      this.syncedAt = performance.now()
      this.stateBytes = message.bytes.length
      this.heard?.(message)
      this.settle.resolve()
      return
    }
    this.heard?.(message)
  }

  ping(payload: Uint8Array): void {
    this.socket.write(pongFrame(payload))
  }

  close(code: number, reason: string): void {
    this.end(`closed with ${code} ${reason}`)
    this.socket.end()
  }

  private take(into: Uint8Array, length: number): boolean {
    this.bytesIn += length
    const chunk = into.subarray(0, length)
    try {
      if (this.answer === null) this.reader.read(chunk)
      else this.takeAnswer(chunk)
    } catch (error) {
      this.end(String(error))
      this.socket.destroy()
    }
    return true
  }

  private upgrade(): void {
    const { path, headers, port } = this.options
    const fields = { Host: `127.0.0.1:${port}`, Upgrade: 'websocket', Connection: 'Upgrade', ...headers }
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
    const key = `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n`
    this.socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}${key}\r\n`)
  }

  private takeAnswer(chunk: Uint8Array): void {
    const answer = this.answer + Buffer.from(chunk).toString('latin1')
    const end = answer.indexOf('\r\n\r\n')
    this.answer = answer
    if (end < 0) return
    if (!answer.startsWith('HTTP/1.1 101')) {
      this.end(`refused: ${answer.split('\r\n')[0]}`)
      this.socket.destroy()
      return
    }
    this.answer = null
    const { greeting } = this.options
    for (const message of [...this.messages.opening(), ...(greeting?.(this.messages) ?? [])])
      this.send(message)
    const rest = Buffer.from(answer.slice(end + 4), 'latin1')
    if (rest.length > 0) this.reader.read(rest)
  }

  private end(why: string): void {
    this.closed ??= why
    this.settle.reject(new Error(why))
  }
}
