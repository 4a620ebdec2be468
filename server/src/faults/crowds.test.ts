import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeShape, putRecords, richText } from '@sheshi/board'
import { encodeStateVector, encodeUpdate } from '@sheshi/sync/testing'
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { honestPeople, until } from '../testing/honest.ts'
import { buildServer, Running } from '../testing/running.ts'
import { plug, upgraded, upgradeRequest, Wire } from '../testing/wire.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = join(root, 'node_modules', `.crowds-test-${process.pid}`)
const key = 'a-key-for-the-crowds'
const megabyte = 1 << 20
/** Also waits for what takes a minute. */
const patient = process.env.FAULTS_LONG === '1'

let program: string
let dataDir: string
let server: Running
let url: string
let boards: string[]
let honest: Awaited<ReturnType<typeof honestPeople>>
const plugged: Socket[] = []
const wires: Wire[] = []

beforeAll(async () => {
  program = await buildServer(root, outDir)
})
afterAll(() => rm(outDir, { recursive: true, force: true }))

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sheshi-crowds-'))
  server = await start()
  url = server.url ?? ''
  boards = await Promise.all([1, 2].map(() => board()))
  honest = await honestPeople(url, key, boards)
})
afterEach(async () => {
  honest.close()
  for (const wire of wires.splice(0)) wire.end()
  for (const socket of plugged.splice(0)) socket.destroy()
  await server.end('SIGKILL')
  await rm(dataDir, { recursive: true })
})

const start = () => Running.start({ program, dataDir, env: { FACILITATOR_KEY: key, LOG_LEVEL: 'warn' } })

async function board(): Promise<string> {
  const answer = await fetch(`${url}/api/v1/boards`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Crowd', template: 'blank', locale: 'en' }),
  })
  return ((await answer.json()) as { id: string }).id
}

const door = (boardId = boards[0] ?? '', token = key) => ({ url, boardId, token })

async function wire(boardId?: string): Promise<Wire> {
  const opened = await Wire.open(door(boardId))
  wires.push(opened)
  await until('let in', () => opened.heard.length > 0)
  return opened
}

const memory = () => server.metric('process_resident_memory_bytes')
const cpu = () => server.metric('process_cpu_seconds_total')

/** The most memory the server has had since, in bytes above what it has now; looked at ten times a second. */
async function watchMemory(): Promise<() => Promise<number>> {
  const before = await memory()
  let most = before
  const look = async () => {
    most = Math.max(most, await memory())
  }
  const timer = setInterval(() => void look().catch(() => undefined), 100)
  return async () => {
    clearInterval(timer)
    await look()
    return most - before
  }
}

/** A note with so many letters. */
const noteOf = (id: string, letters: number) =>
  makeShape({
    type: 'note',
    id: `shape:${id}`,
    x: 0,
    y: 0,
    index: 'a1',
    props: { richText: richText('a'.repeat(letters)) },
  })

/** An update in which so many authors have written one record each: what yjs would take minutes to merge. */
function crowdedUpdate(count: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getMap('records').set('shape:x', 1)
  // One author, who wrote one struct, from clock 0 on; then what is deleted: nothing.
  const struct = Y.encodeStateAsUpdate(doc).subarray(4, -1)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, count)
  for (let author = count; author > 0; author--) {
    for (const number of [1, author, 0]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8Array(encoder, struct)
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** Fills a board to so many bytes with honest notes of 10,000 letters, and waits until they are there. */
async function fill(boardId: string, bytes: number): Promise<void> {
  const doc = new Y.Doc()
  const writer = await wire(boardId)
  doc.on('update', (update: Uint8Array) => writer.send(encodeUpdate(update)))
  for (let made = 0; made * 10_000 < bytes; made++) putRecords(doc, [noteOf(`fill${made}`, 10_000)])
  const size = async () => {
    const answer = await fetch(`${url}/api/v1/boards/${boardId}/document`, {
      headers: { authorization: `Bearer ${key}` },
    })
    return (await answer.arrayBuffer()).byteLength
  }
  await until('filled', async () => (await size()) >= bytes)
}

/** Honest people were not disturbed, and how it went is said. */
async function undisturbed(what: string, measured: Record<string, number | string>): Promise<void> {
  const { steps, p95 } = await honest.end()
  console.info(`${what}: ${JSON.stringify({ ...measured, steps, p95 })}`)
  // `end` waits for them to be at work: a short fault on a busy machine leaves no time for many.
  expect(steps).toBeGreaterThanOrEqual(5)
  expect(p95).toBeLessThan(1_500)
}

it('[RS142] 300 questions by somebody who does not read, on a board of 3 MB: 30 MB at most, and out', async () => {
  const large = await board()
  await fill(large, 3 * megabyte)
  const eve = await wire(large)
  const grown = await watchMemory()
  eve.socket.pause()
  const question = encodeStateVector(Y.encodeStateVector(new Y.Doc()))
  for (let asked = 0; asked < 300; asked++) eve.send(question)
  await until('few there', async () => (await server.metric('sheshi_sessions')) <= 5)
  const bytes = await grown()
  expect(bytes).toBeLessThan(30 * megabyte)
  eve.socket.resume()
  await until('closed', () => eve.closed !== null)
  expect([1006, 4508, 4529]).toContain(eve.closed?.code)
  await undisturbed('300 questions', { grownMB: Math.round(bytes / megabyte), code: eve.closed?.code ?? 0 })
})

it('[RS12] twenty who never read while others write a lot: memory stays bounded', async () => {
  const busy = boards[0] ?? ''
  const silent = await Promise.all(Array.from({ length: 20 }, () => wire(busy)))
  for (const each of silent) {
    each.send(encodeStateVector(Y.encodeStateVector(new Y.Doc())))
    each.socket.pause()
  }
  const grown = await watchMemory()
  const doc = new Y.Doc()
  const writer = await wire(busy)
  doc.on('update', (update: Uint8Array) => writer.send(encodeUpdate(update)))
  for (let made = 0; made < 120; made++) {
    // The same note again and again: much to send, little to keep.
    putRecords(doc, [noteOf('busy', 9_000 + made)])
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const bytes = await grown()
  // Each may have a megabyte waiting, and what the kernel takes.
  expect(bytes).toBeLessThan(80 * megabyte)
  if (patient) {
    await until('all sent away', async () => (await server.metric('sheshi_sessions')) <= 5, 120_000)
  }
  await undisturbed('twenty who never read', { grownMB: Math.round(bytes / megabyte) })
}, 150_000)

it('[RS142] updates of 90 MB, of 50,000 authors, and 20 MB that hang in the air are refused', async () => {
  const grown = await watchMemory()
  const huge = await wire()
  huge.send(encodeUpdate(new Uint8Array(90 * megabyte)))
  await until('ended', () => huge.closed !== null)
  expect([1006, 1009]).toContain(huge.closed?.code)

  const codes: (number | undefined)[] = []
  for (const count of [50_000, 20_000]) {
    const authors = await wire()
    authors.send(encodeUpdate(crowdedUpdate(count)))
    await until('ended', () => authors.closed !== null)
    codes.push(authors.closed?.code)
  }
  expect(codes).toEqual([1009, 4400])

  const hanging = await wire()
  const doc = new Y.Doc()
  putRecords(doc, [noteOf('root', 1)])
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  // The note that all of it stands on is never sent.
  for (let made = 0; made < 1_050; made++) putRecords(doc, [noteOf(`hang${made}`, 19_000)])
  for (let at = 1; at < updates.length && !hanging.closed; at += 25) {
    hanging.send(encodeUpdate(Y.mergeUpdates(updates.slice(at, at + 25))))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await until('ended', () => hanging.closed !== null)
  expect([4413, 4529]).toContain(hanging.closed?.code)
  const bytes = await grown()
  expect(bytes).toBeLessThan(100 * megabyte)
  await undisturbed('what fills servers', {
    grownMB: Math.round(bytes / megabyte),
    codes: [huge.closed?.code, ...codes, hanging.closed?.code].join(' '),
  })
})

it('[RS144] 2,000 sockets that say nothing, a third of them half-way through the upgrade', async () => {
  const quietBoards = await Promise.all([1, 2, 3].map(() => board()))
  const before = await memory()
  const open = async (count: number, make: (at: number) => Promise<Socket>) => {
    for (let at = 0; at < count; at += 50)
      plugged.push(...(await Promise.all(Array.from({ length: 50 }, (_, i) => make(at + i)))))
  }
  const request = upgradeRequest(door())
  const halfOpen = plugged.length
  await open(650, async (at) => {
    const socket = await plug(url)
    // Nothing at all, a word, half of the request, all but its end.
    socket.write(request.slice(0, [0, 3, 150, request.length - 2][at % 4]))
    return socket
  })
  const half = plugged.slice(halfOpen)
  const ended = Promise.all(half.map((socket) => once(socket.resume(), 'close')))
  await open(650, () => upgraded(door(boards[0], 'nobody-we-know')))
  await open(700, (at) => upgraded(door(quietBoards[at % 3])))
  const grown = (await memory()) - before
  await until('all there', async () => (await server.metric('sheshi_sessions')) === 704)
  const [cpuBefore, began] = [await cpu(), performance.now()]
  await ended
  const seconds = (performance.now() - began) / 1000
  const load = ((await cpu()) - cpuBefore) / Math.max(seconds, 1)
  expect(grown).toBeLessThan(120 * megabyte)
  expect(load).toBeLessThan(0.6)
  await undisturbed('2,000 silent sockets', {
    grownMB: Math.round(grown / megabyte),
    cpu: Number(load.toFixed(2)),
    halfOpenEndedAfterSeconds: Math.round(seconds),
  })
}, 60_000)

it('[RS144] a thousand that connect and go within a second, from one address', async () => {
  const before = await memory()
  const began = performance.now()
  const come = async (at: number) => {
    const socket = await upgraded(door(boards[at % 2]))
    socket.destroy()
  }
  for (let at = 0; at < 1_000; at += 40) await Promise.all(Array.from({ length: 40 }, (_, i) => come(at + i)))
  const took = performance.now() - began
  await until('all gone', async () => (await server.metric('sheshi_sessions')) === 4)
  const grown = (await memory()) - before
  expect(grown).toBeLessThan(120 * megabyte)
  await undisturbed('1,000 connects', { ms: Math.round(took), grownMB: Math.round(grown / megabyte) })
})

it('[RS34] a second server on the same folder ends with one clear message; the first goes on', async () => {
  const second = await start()
  expect(second.url).toBeNull()
  expect(second.exitCode).toBe(1)
  expect(second.output).toContain(dataDir)
  expect(second.output).toContain(`process ${server.pid} `)
  expect(second.output).not.toContain('    at ')
  await undisturbed('two servers', {})
})
