import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BoardLog, CloseCode, limits, RoomRegistry, SyncError, type Who } from '@sheshi/sync'
import { type BoardConnection, connectBoard } from '@sheshi/sync/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { attachSockets } from './socket.ts'
import { openBoardLog } from './storage/boardLog.ts'

const quiet = { info() {}, warn() {}, error() {} }

let folder: string
let server: Server
let port: number
let log: BoardLog
let rooms: RoomRegistry
let sockets: ReturnType<typeof attachSockets>
const opened: { dispose(): void }[] = []
let authorize: (board: string) => Promise<Who>
let address: string | null

async function start(onPort = 0): Promise<void> {
  log = await openBoardLog(folder, { logger: quiet })
  rooms = new RoomRegistry({ log, logger: quiet })
  server = createServer((_request, response) => response.end('hello'))
  sockets = attachSockets({
    server,
    rooms,
    authorize: (_request, board) => authorize(board),
    originAllowed: ({ headers }) => headers.origin !== 'http://elsewhere.example',
    addressOf: () => address,
    logger: quiet,
    heartbeatMs: 100,
    authorizeMs: 300,
    socketsPerAddress: 4,
  })
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
}

async function stop(): Promise<void> {
  await sockets.close()
  await rooms.closeAll()
  await log.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

interface Page {
  doc: Y.Doc
  awareness: Awareness
  /** A second state of the page. */
  more: Awareness
  connection: BoardConnection
}

function page(board = 'board', Socket = WebSocket): Page {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const more = new Awareness(new Y.Doc())
  more.setLocalState(null)
  const connection = connectBoard({
    url: `ws://127.0.0.1:${port}/sync`,
    boardId: board,
    doc,
    awareness,
    moreAwareness: [more],
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  })
  opened.push({
    dispose() {
      connection.dispose()
      awareness.destroy()
      more.doc.destroy()
    },
  })
  return { doc, awareness, more, connection }
}

const records = ({ doc }: Page) => doc.getMap<string>('records')
const saved = (connection: BoardConnection) =>
  vi.waitFor(() => expect(connection.getSnapshot()).toBe('saved'), { timeout: 10_000, interval: 10 })

/** A bare socket, and how it ends. */
function bare(path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  opened.push({ dispose: () => socket.terminate() })
  socket.on('error', () => undefined)
  const open = new Promise<void>((resolve) => socket.once('open', resolve))
  const ended = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  )
  const refused = new Promise<number | undefined>((resolve) =>
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode)),
  )
  return { socket, open, ended, refused }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-socket-'))
  authorize = async () => ({ id: 'ada', role: 'participant', access: 'write' })
  address = null
  await start()
  await rooms.create('board', (doc) => doc.getMap('records').set('seed', 'here'))
})

afterEach(async () => {
  for (const { dispose } of opened.splice(0)) dispose()
  await stop()
  await rm(folder, { recursive: true })
})

it('two pages share a board, and each learns that its work is on disk', async () => {
  const [ada, ben] = [page(), page()]
  await Promise.all([ada.connection.synced, ben.connection.synced])
  records(ada).set('a', 'from ada')
  expect(ada.connection.getSnapshot()).not.toBe('saved')
  records(ben).set('b', 'from ben')
  await Promise.all([saved(ada.connection), saved(ben.connection)])
  const all = { seed: 'here', a: 'from ada', b: 'from ben' }
  await vi.waitFor(() => {
    expect(records(ada).toJSON()).toEqual(all)
    expect(records(ben).toJSON()).toEqual(all)
  })
})

it('any y-websocket client can take part, with its echoes of presence', async () => {
  const stock = () => {
    const doc = new Y.Doc()
    const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, 'board', doc, {
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    opened.push({
      dispose() {
        provider.destroy()
        provider.awareness.destroy()
      },
    })
    return { doc, provider }
  }
  const [one, two, ada] = [stock(), stock(), page()]
  await ada.connection.synced
  await vi.waitFor(() => expect(one.provider.synced && two.provider.synced).toBe(true))
  one.doc.getMap('records').set('one', 'stock')
  records(ada).set('ada', 'ours')
  one.provider.awareness.setLocalState({ name: 'One' })
  two.provider.awareness.setLocalState({ name: 'Two' })
  await vi.waitFor(() => {
    for (const doc of [one.doc, two.doc, ada.doc]) {
      expect(doc.getMap('records').toJSON()).toEqual({ seed: 'here', one: 'stock', ada: 'ours' })
    }
    expect(ada.awareness.getStates().get(one.doc.clientID)).toEqual({ name: 'One' })
    expect(one.provider.awareness.getStates().get(two.doc.clientID)).toEqual({ name: 'Two' })
  })
  one.provider.destroy()
  await vi.waitFor(() => {
    expect(two.provider.awareness.getStates().has(one.doc.clientID)).toBe(false)
    expect(ada.awareness.getStates().has(one.doc.clientID)).toBe(false)
  })
  expect(two.provider.wsconnected).toBe(true)
})

it('presence reaches the others and goes with its owner', async () => {
  const [ada, ben] = [page(), page()]
  ada.awareness.setLocalState({ name: 'Ada' })
  await vi.waitFor(() => expect(ben.awareness.getStates().get(ada.doc.clientID)).toEqual({ name: 'Ada' }))
  ada.connection.dispose()
  await vi.waitFor(() => expect(ben.awareness.getStates().has(ada.doc.clientID)).toBe(false))
})

it('[RS80] all states of a page are there, come back with it, and are gone with it', async () => {
  const ada = page()
  ada.awareness.setLocalState({ x: 1 })
  ada.more.setLocalState({ name: 'Ada' })
  const seenBy = (other: Page) =>
    vi.waitFor(
      () => {
        expect(other.awareness.getStates().get(ada.doc.clientID)).toEqual({ x: 1 })
        expect(other.awareness.getStates().get(ada.more.clientID)).toEqual({ name: 'Ada' })
      },
      { timeout: 10_000 },
    )
  const ben = page()
  await seenBy(ben)
  const before = port
  await stop()
  await vi.waitFor(() => expect(ben.awareness.getStates().has(ada.more.clientID)).toBe(false))
  await start(before)
  await seenBy(ben)
  ada.awareness.setLocalState(null)
  const goneFor = (other: Page, them: Page) =>
    vi.waitFor(() => {
      expect(other.awareness.getStates().has(them.doc.clientID)).toBe(false)
      expect(other.awareness.getStates().has(them.more.clientID)).toBe(false)
    })
  await goneFor(ben, ada)
  ben.more.setLocalState({ name: 'Ben' })
  await vi.waitFor(() => expect(ada.awareness.getStates().get(ben.more.clientID)).toEqual({ name: 'Ben' }))
  ben.connection.dispose()
  await goneFor(ada, ben)
})

it('[RS81] a page says nothing of what it hears of others', async () => {
  let said = 0
  class Counted extends WebSocket {
    override send(frame: Uint8Array): void {
      if (frame[0] === 1) said += 1
      super.send(frame)
    }
  }
  const [ada, ben] = [page(), page('board', Counted)]
  await Promise.all([ada.connection.synced, ben.connection.synced])
  await vi.waitFor(() => expect(ada.awareness.getStates().has(ben.doc.clientID)).toBe(true))
  const before = said
  ada.awareness.setLocalState({ x: 1 })
  ada.more.setLocalState({ name: 'Ada' })
  await vi.waitFor(() => expect(ben.awareness.getStates().get(ada.more.clientID)).toEqual({ name: 'Ada' }))
  expect(said).toBe(before)
  ben.more.setLocalState({ name: 'Ben' })
  expect(said).toBe(before + 1)
})

it('[RS31] work made while the server is away is saved when it is back', async () => {
  const ada = page()
  await ada.connection.synced
  await saved(ada.connection)
  const before = port
  await stop()
  await vi.waitFor(() => expect(ada.connection.getSnapshot()).toBe('offline'))
  records(ada).set('offline', 'drawn in a tunnel')
  expect(ada.connection.unsent).toBe(true)
  await start(before)
  ada.connection.retryNow()
  await saved(ada.connection)
  expect(ada.connection.unsent).toBe(false)
  const ben = page()
  await ben.connection.synced
  expect(records(ben).get('offline')).toBe('drawn in a tunnel')
})

it('refuses for good by a close code that pages can see', async () => {
  const stranger = page('nowhere')
  await vi.waitFor(() => expect(stranger.connection.closed?.code).toBe(CloseCode.RoomNotFound))
  authorize = async () => {
    throw new SyncError(CloseCode.Unauthorized, 'not signed in')
  }
  const { ended } = bare('/sync/board')
  expect(await ended).toEqual({ code: CloseCode.Unauthorized, reason: 'not signed in' })
})

it('lets nobody in who was sent out while the board was loaded', async () => {
  let asked = 0
  authorize = async () => {
    asked += 1
    if (asked === 2) throw new SyncError(CloseCode.InviteWithdrawn, 'invite withdrawn')
    return { id: 'ada', role: 'participant', access: 'write' }
  }
  const { ended } = bare('/sync/board')
  expect(await ended).toEqual({ code: CloseCode.InviteWithdrawn, reason: 'invite withdrawn' })
  expect(rooms.peek('board')?.sessions.size ?? 0).toBe(0)
})

it('keeps frames that come before the session has joined, and only so many of them', async () => {
  let [asked, admit] = [false, () => {}]
  const admitted = new Promise<void>((resolve) => {
    admit = resolve
  })
  authorize = async () => {
    asked = true
    await admitted
    return { id: 'ada', role: 'participant', access: 'write' }
  }
  const ada = page()
  await vi.waitUntil(() => asked)
  records(ada).set('early', 'bird')
  admit()
  await saved(ada.connection)
  expect((await rooms.open('board')).doc.getMap('records').get('early')).toBe('bird')

  authorize = () => new Promise(() => undefined)
  const flood = bare('/sync/board')
  await flood.open
  for (let sent = 0; sent <= limits.beforeJoinBytes; sent += 8192) flood.socket.send(new Uint8Array(8192))
  expect((await flood.ended).code).toBe(CloseCode.RateLimited)
})

it('[RS145] who is not known in time is told to come again', async () => {
  authorize = () => new Promise(() => undefined)
  expect(await bare('/sync/board').ended).toEqual({
    code: CloseCode.ServerError,
    reason: 'not known in time',
  })
})

it('[RS145] so many sockets come from one network; when one goes, the next may come', async () => {
  address = '203.0.113.7'
  const crowd = Array.from({ length: 3 }, () => bare('/sync/board'))
  await Promise.all(crowd.map(({ open }) => open))
  const last = bare('/sync/board')
  await last.open
  expect(await bare('/sync/board').refused).toBe(429)
  address = '203.0.113.8'
  await bare('/sync/board').open
  last.socket.close()
  await last.ended
  address = '203.0.113.7'
  await bare('/sync/board').open
})

it('refuses other paths and foreign pages before the upgrade', async () => {
  expect(await bare('/elsewhere').refused).toBe(404)
  expect(await bare('/sync/no%20id').refused).toBe(404)
  expect(await bare('/sync/board', { origin: 'http://elsewhere.example' }).refused).toBe(403)
})

it('a viewer reads, and cannot write by going around the page', async () => {
  authorize = async () => ({ id: 'eve', role: 'viewer', access: 'read' })
  const eve = page()
  await eve.connection.synced
  expect(records(eve).get('seed')).toBe('here')
  records(eve).set('graffiti', 'no')
  await vi.waitFor(() => expect(eve.connection.closed?.code).toBe(CloseCode.Forbidden))
  expect((await rooms.open('board')).doc.getMap('records').has('graffiti')).toBe(false)
})

it('a hostile frame ends its own session only', async () => {
  const ada = page()
  await ada.connection.synced
  for (const bytes of [[0xf2, 0x80, 0, 0, 0, 0], [0, 2, 7, 1, 255, 255, 255, 255, 127, 0], [], [42]]) {
    const { socket, open, ended } = bare('/sync/board')
    await open
    socket.send(new Uint8Array(bytes))
    expect((await ended).code).toBe(CloseCode.BadMessage)
  }
  const big = bare('/sync/board')
  await big.open
  big.socket.send(new Uint8Array(limits.frameBytes + 1))
  expect((await big.ended).code).toBe(1009)
  records(ada).set('still', 'here')
  await saved(ada.connection)
})

it('cuts a line that does not answer', async () => {
  const { socket, open, ended } = bare('/sync/board')
  await open
  await vi.waitFor(() => expect(rooms.stats().sessions).toBe(1))
  // Nothing is read any more, so no ping is answered.
  socket.pause()
  await vi.waitFor(() => expect(rooms.stats().sessions).toBe(0), { timeout: 5_000 })
  socket.resume()
  await ended
})

it('tells everybody to come back when the server stops', async () => {
  const { open, ended } = bare('/sync/board')
  await open
  await vi.waitFor(() => expect(rooms.stats().sessions).toBe(1))
  await sockets.close()
  expect((await ended).code).toBe(CloseCode.GoingAway)
  expect(rooms.stats().sessions).toBe(0)
})
