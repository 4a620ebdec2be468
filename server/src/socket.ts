import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  BoardDamaged,
  BoardTooNew,
  CloseCode,
  type Logger,
  limits,
  type RoomRegistry,
  type RoomSocket,
  type Session,
  SyncError,
  type Who,
} from '@sheshi/sync'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { labLimits } from './limits.ts'
import { writeMessages } from './socketFrames.ts'

export interface SocketOptions {
  server: Server
  rooms: RoomRegistry
  /** Who is asking, and what may they do on this board? @throws SyncError */
  authorize(request: IncomingMessage, boardId: string): Promise<Who>
  /** Whether a page that says this `Origin` may connect; programs that are no browsers send none. */
  originAllowed(request: IncomingMessage): boolean
  /** The address it came from, or null where that says nothing about who it is. */
  addressOf?(request: IncomingMessage): string | null
  /** Whether a page that says this of itself could not read what the server writes; null: it says nothing. */
  isOtherVersion?(said: Record<'layout' | 'schema', string | null>): boolean
  logger: Logger
  /** Told of who was not let in. */
  observe?: SocketObserver
  heartbeatMs?: number
  authorizeMs?: number
  socketsPerAddress?: number
}

/** Counts what never gets as far as a room. Must be cheap, and must not throw. */
export interface SocketObserver {
  refused(code: CloseCode, reason: string): void
  upgradeRefused(status: number): void
}

const route = /^\/sync\/([A-Za-z0-9_-]{1,64})\/?(?:\?.*)?$/
/** Milliseconds from the first sign that the server stops until sockets that do not answer are cut. */
const closeMs = 2_000

/** Serves `/sync/<boardId>` on an HTTP server: upgrade, access, heartbeat; frames go to the board's room. */
export function attachSockets(options: SocketOptions): { close(): Promise<void> } {
  const { server, logger } = options
  const accepting = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytes,
    clientTracking: true,
  })
  const beat = heartbeat(accepting, options.heartbeatMs ?? 30_000)
  const crowds = new Crowds(options.socketsPerAddress ?? labLimits.socketsPerAddress)
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const boardId = route.exec(request.url ?? '')?.[1]
    const refuse = (status: string, board: string | null = null) => {
      logger.info({ board, reason: status }, 'upgrade refused')
      options.observe?.upgradeRefused(Number.parseInt(status, 10))
      refuseUpgrade(stream, status)
    }
    stream.on('error', (error) => logger.info({ error: String(error) }, 'socket failed'))
    if (!boardId) return refuse('404 Not Found')
    if (!options.originAllowed(request)) return refuse('403 Forbidden', boardId)
    const address = options.addressOf?.(request) ?? null
    if (!crowds.mayCome(address)) return refuse('429 Too Many Requests', boardId)
    crowds.add(address, stream)
    accepting.handleUpgrade(request, stream, head, (socket) => {
      beat.listenTo(socket)
      serve({ socket, stream }, request, boardId, options)
    })
  }
  server.on('upgrade', onUpgrade)

  return {
    async close() {
      server.off('upgrade', onUpgrade)
      beat.stop()
      await closeAll(accepting)
    },
  }
}

/** Before the upgrade there is only HTTP; a page of ours never sees these. */
function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** A socket, and the stream under it. */
interface Line {
  socket: WebSocket
  stream: Duplex
}

/** One socket: frames wait, in bounds, until its session has joined; a refusal goes out as a close code. */
function serve(line: Line, request: IncomingMessage, boardId: string, options: SocketOptions): void {
  const { rooms, logger } = options
  const { socket } = line
  const waiting: Uint8Array[] = []
  let waitingBytes = 0
  let joined: { session: Session; receive(frame: Uint8Array): void; leave(): void } | null = null

  socket.on('error', (error) => tellFailure(logger, boardId, error))
  socket.on('message', (data) => {
    const frame = bytesOf(data)
    if (joined) return joined.receive(frame)
    waitingBytes += frame.length
    if (waitingBytes > limits.beforeJoinBytes)
      refuse(socket, new SyncError(CloseCode.RateLimited, 'too much too early'), boardId, options)
    else waiting.push(frame)
  })
  socket.on('close', () => joined?.leave())

  const join = async () => {
    await inTime(options.authorize(request, boardId), options.authorizeMs)
    if (options.isOtherVersion?.(versionIn(request)))
      throw new SyncError(CloseCode.ClientTooOld, 'client is too old')
    const place = await rooms.placeFor(boardId, epochIn(request))
    // While a board is loaded somebody may have been signed out, or their invite withdrawn.
    const who = await inTime(options.authorize(request, boardId), options.authorizeMs)
    // It may have gone, or been refused, while we looked.
    if (socket.readyState !== socket.OPEN) return
    const session = place.join(roomSocket(line), who)
    joined = {
      session,
      receive: (frame) => place.receive(session, frame),
      leave: () => place.leave(session),
    }
    for (const frame of waiting.splice(0)) place.receive(session, frame)
  }
  join().catch((error: unknown) => refuse(socket, error, boardId, options))
}

/** Sockets by the address they came from. */
class Crowds {
  private readonly sockets = new Map<string, number>()

  constructor(private readonly most: number) {}

  mayCome(address: string | null): boolean {
    return address === null || (this.sockets.get(address) ?? 0) < this.most
  }

  /** Counts it until its stream has ended, whether or not it ever becomes a WebSocket. */
  add(address: string | null, stream: Duplex): void {
    if (address === null) return
    this.sockets.set(address, (this.sockets.get(address) ?? 0) + 1)
    stream.once('close', () => {
      const left = (this.sockets.get(address) ?? 1) - 1
      if (left > 0) this.sockets.set(address, left)
      else this.sockets.delete(address)
    })
  }
}

/** Whoever is not known in time is told to come again; what they sent meanwhile is let go with their socket. */
async function inTime(known: Promise<Who>, ms: number = labLimits.authorizeMs): Promise<Who> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new SyncError(CloseCode.ServerError, 'not known in time')
    timer = setTimeout(() => reject(error), ms)
  })
  try {
    return await Promise.race([known, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A frame over the limit never gets to the room: `ws` ends its socket (1009) as soon as its length is known. */
function tellFailure(logger: Logger, board: string, error: Error): void {
  const tooLarge = 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
  if (tooLarge) logger.warn({ board, frameBytes: limits.frameBytes }, 'frame too large')
  else logger.info({ board, error: String(error) }, 'socket failed')
}

/** `?layout=n&schema=hash`: what a page of ours says of itself. */
function versionIn({ url }: IncomingMessage): Record<'layout' | 'schema', string | null> {
  const said = new URLSearchParams((url ?? '').split('?')[1] ?? '')
  return { layout: said.get('layout'), schema: said.get('schema') }
}

/** `?epoch=n`: the epoch of the document that is at the other end; null where nothing sensible is said. */
function epochIn({ url }: IncomingMessage): number | null {
  const said = /[?&]epoch=([1-9]\d{0,8})(?:&|$)/.exec(url ?? '')?.[1]
  return said === undefined ? null : Number(said)
}

/** Edits and cursors go to the stream itself; all else is said through `ws`, and so is every frame of its own. */
const roomSocket = ({ socket, stream }: Line): RoomSocket => ({
  send(frame) {
    if (socket.readyState === socket.OPEN) writeMessages(stream, frame)
  },
  sendAll(shared, own) {
    if (socket.readyState === socket.OPEN) writeMessages(stream, shared, own)
  },
  close(code, reason) {
    closeSoon(socket, code, reason)
  },
  get bufferedAmount() {
    return socket.bufferedAmount
  },
})

function refuse(
  socket: WebSocket,
  error: unknown,
  board: string,
  { logger, observe }: Pick<SocketOptions, 'logger' | 'observe'>,
): void {
  const { code, reason } = refusalOf(error)
  const details = { board, code, reason }
  if (error instanceof BoardDamaged) logger.error({ ...details, detail: error.detail }, 'board refused')
  else if (error instanceof SyncError) logger.info(details, 'session refused')
  else logger.error({ ...details, error }, 'socket could not join')
  observe?.refused(code, reason)
  closeSoon(socket, code, reason)
}

function refusalOf(error: unknown): { code: CloseCode; reason: string } {
  if (error instanceof SyncError) return error
  if (error instanceof BoardTooNew) return { code: CloseCode.BoardTooNew, reason: 'board is too new' }
  if (error instanceof BoardDamaged) return { code: CloseCode.BoardDamaged, reason: 'board is damaged' }
  return { code: CloseCode.ServerError, reason: 'server error' }
}

/** Closes, and cuts the line if the other side does not answer: who does not read would keep its buffers. */
function closeSoon(socket: WebSocket, code: CloseCode, reason: string): void {
  socket.close(code, reason)
  const cut = setTimeout(() => socket.terminate(), closeMs)
  cut.unref()
  socket.once('close', () => clearTimeout(cut))
}

/** `ws` hands over one Buffer, unless told otherwise. */
function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

/**
 * Pings everybody; who has said nothing by the next round is cut. Whatever is said counts: the answer to a ping comes
 * late from a line that is still busy with a large board.
 */
function heartbeat(accepting: WebSocketServer, everyMs: number): Heartbeat {
  const silent = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of accepting.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, everyMs)
  timer.unref()
  return {
    listenTo(socket) {
      const heard = () => silent.delete(socket)
      socket.on('pong', heard)
      socket.on('message', heard)
    },
    stop: () => clearInterval(timer),
  }
}

interface Heartbeat {
  listenTo(socket: WebSocket): void
  stop(): void
}

async function closeAll(accepting: WebSocketServer): Promise<void> {
  const sockets = [...accepting.clients]
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once('close', () => resolve())
          closeSoon(socket, CloseCode.GoingAway, 'server is stopping')
        }),
    ),
  )
  accepting.close()
}
