import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { writeMessages } from './socketFrames.ts'

const sizes = [0, 125, 126, 65_535, 65_536, 1 << 20]
/** A number that y-websocket has no use for, so that a test can listen to it. */
const testType = 99

let server: Server
let accepting: WebSocketServer
let address: string
let lines: { socket: WebSocket; stream: Duplex }[]

beforeEach(async () => {
  lines = []
  server = createServer()
  accepting = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, stream, head) => {
    accepting.handleUpgrade(request, stream, head, (socket) => lines.push({ socket, stream }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const { socket } of lines) socket.terminate()
  await new Promise((resolve) => server.close(resolve))
})

/** A message of this size, told apart by its bytes from every other of another `mark`. */
function message(size: number, mark: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at++) bytes[at] = at === 0 ? testType : (at * 31 + mark) % 256
  return bytes
}

async function line(index: number) {
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(index), { interval: 5 })
  const found = lines[index]
  if (!found) throw new Error('no such line')
  return found
}

it('[RS91] messages of every length are read by ws as they were written, with pings between them', async () => {
  const client = new WebSocket(address)
  const heard: Buffer[] = []
  let pings = 0
  client.on('message', (data: Buffer, isBinary) => {
    expect(isBinary).toBe(true)
    heard.push(data)
  })
  client.on('ping', () => {
    pings += 1
  })
  const { socket, stream } = await line(0)
  const expected: Uint8Array[] = []
  for (const [mark, size] of sizes.entries()) {
    const [one, two, own] = [message(size, mark), message(size, mark + 100), message(size, mark + 200)]
    const shared = [one, two]
    socket.ping()
    writeMessages(stream, one)
    socket.ping('between')
    writeMessages(stream, shared, [own])
    writeMessages(stream, shared)
    socket.ping()
    writeMessages(stream, [], [own])
    expected.push(one, one, two, own, one, two, own)
  }
  await vi.waitFor(() => expect(heard).toHaveLength(expected.length), { timeout: 5_000, interval: 10 })
  for (const [index, bytes] of expected.entries())
    expect(Buffer.compare(heard[index] ?? Buffer.of(), bytes)).toBe(0)
  expect(pings).toBe(sizes.length * 3)
  const ended = new Promise((resolve) => client.once('close', resolve))
  socket.close(4501, 'server is stopping')
  expect(await ended).toBe(4501)
})

it('[RS91] what waits in the stream counts as buffered', async () => {
  const client = new WebSocket(address)
  await new Promise((resolve) => client.once('open', resolve))
  client.pause()
  const { socket, stream } = await line(0)
  const large = message(1 << 20, 1)
  for (let times = 0; times < 16; times++) writeMessages(stream, large)
  expect(socket.bufferedAmount).toBeGreaterThan(8 << 20)
  client.resume()
  await vi.waitFor(() => expect(socket.bufferedAmount).toBe(0), { timeout: 5_000, interval: 10 })
})

it('[RS91] messages of every length are read by y-websocket', async () => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(address, 'board', doc, {
    disableBc: true,
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  const heard: Uint8Array[] = []
  provider.messageHandlers[testType] = (_encoder, decoder) => {
    heard.push(decoder.arr)
  }
  try {
    const { socket, stream } = await line(0)
    const sent = sizes.filter((size) => size > 0).map(message)
    const update = Y.encodeStateAsUpdate(withText('x'.repeat(70_000)))
    const answer = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint8Array(encoder, update)
    })
    writeMessages(stream, sent)
    socket.ping()
    for (const bytes of sent) writeMessages(stream, bytes)
    writeMessages(stream, [answer])
    await vi.waitFor(() => expect(provider.synced).toBe(true), { timeout: 5_000, interval: 10 })
    expect(doc.getText('text').length).toBe(70_000)
    expect(heard).toHaveLength(sent.length * 2)
    for (const [index, bytes] of [...sent, ...sent].entries()) {
      expect(Buffer.compare(heard[index] ?? Buffer.of(), bytes)).toBe(0)
    }
  } finally {
    provider.destroy()
  }
})

function withText(text: string): Y.Doc {
  const doc = new Y.Doc()
  doc.getText('text').insert(0, text)
  return doc
}

it('[RS91] is one write for each line, with the same bytes for all who are sent the same', async () => {
  const written: Buffer[][] = [[], []]
  const fakes = written.map((buffers) => ({
    cork() {},
    uncork() {},
    write: (buffer: Buffer) => buffers.push(buffer),
  }))
  const shared = [message(300, 1), message(200, 2)]
  for (const fake of fakes) writeMessages(fake as unknown as Duplex, shared)
  expect(written.map((buffers) => buffers.length)).toEqual([1, 1])
  expect(written[0]?.[0]).toBe(written[1]?.[0])
  expect(written[0]?.[0]?.length).toBe(4 + 300 + 4 + 200)
})
