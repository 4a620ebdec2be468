import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShape, putRecords, readRecords } from '@sheshi/board'
import { Line } from '@sheshi/sync/testing/line'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createServer, type LabServer } from './createServer.ts'
import { Page } from './testing/honest.ts'
import { configFor, labKey } from './testing/lab.ts'

let folder: string
let server: LabServer
const opened: { close(): void }[] = []

async function start(heartbeatMs: number, port = '0'): Promise<void> {
  const config = configFor(join(folder, 'data'), { PORT: port })
  server = await createServer(config, { logger: pino({ level: 'silent' }), heartbeatMs })
  await server.listen()
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-lines-'))
})
afterEach(async () => {
  for (const one of opened.splice(0)) one.close()
  vi.unstubAllGlobals()
  await server.close()
  await rm(folder, { recursive: true })
})

const port = () => Number(new URL(server.addresses.local).port)

async function newBoard(): Promise<string> {
  const answer = await fetch(`${server.addresses.local}/api/v1/boards`, {
    method: 'POST',
    headers: { authorization: `Bearer ${labKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'River', template: 'blank' }),
  })
  return ((await answer.json()) as { id: string }).id
}

async function pageOver(line: Line, boardId: string): Promise<Page> {
  const page = new Page({ url: line.url, boardId, token: labKey })
  page.awareness.setLocalState({ name: `over ${line.port}` })
  opened.push(page, line)
  await page.connection.synced
  return page
}

const write = (page: Page, id: string) =>
  putRecords(page.doc, [makeShape({ type: 'note', id: `shape:${id}`, x: 0, y: 0, index: 'a1' })])
const sees = (page: Page, id: string) => readRecords(page.doc).has(`shape:${id}`)
const saved = (page: Page) => page.connection.getSnapshot() === 'saved'

it('a proxy that cuts silent sockets does not cut those of a board on which nobody does anything', async () => {
  await start(300)
  const id = await newBoard()
  const page = await pageOver(await Line.to(port(), { idle: 900 }), id)
  const began = performance.now()
  await vi.waitUntil(() => performance.now() - began > 3_000, { timeout: 5_000 })
  expect(page.offline).toBe(0)
})

it('and it would cut them without a sign of life from the server', async () => {
  await start(60_000)
  const line = await Line.to(port(), { idle: 900 })
  await pageOver(line, await newBoard())
  await expect.poll(() => line.idleCuts, { timeout: 5_000 }).toBeGreaterThan(0)
})

it('[RS108] a line that died in silence while the machine slept is found out and replaced', async () => {
  await start(60_000)
  const id = await newBoard()
  // What a browser has: Node's tests have no window.
  const window = new EventTarget()
  for (const name of ['addEventListener', 'removeEventListener'] as const)
    vi.stubGlobal(name, window[name].bind(window))
  const line = await Line.to(port())
  const [ada, ben] = [await pageOver(line, id), await pageOver(await Line.to(port()), id)]
  await expect.poll(() => ada.awareness.getStates().size).toBe(2)
  line.forgetOpen()
  write(ben, 'meanwhile')
  await expect.poll(() => saved(ben)).toBe(true)
  write(ada, 'before')
  expect(ada.connection.unsent || !saved(ada)).toBe(true)
  const woke = performance.now()
  window.dispatchEvent(new Event('online'))
  await expect.poll(() => sees(ada, 'meanwhile'), { timeout: 15_000 }).toBe(true)
  expect(performance.now() - woke).toBeLessThan(12_000)
  await expect.poll(() => saved(ada) && sees(ben, 'before'), { timeout: 15_000 }).toBe(true)
  await expect.poll(() => ada.awareness.getStates().size).toBe(2)
})

it('[RS109] a page that comes back sees at once who was there all the while', async () => {
  await start(60_000)
  const id = await newBoard()
  const line = await Line.to(port())
  const [ada, ben] = [await pageOver(line, id), await pageOver(await Line.to(port()), id)]
  await expect.poll(() => ada.awareness.getStates().size).toBe(2)
  const clock = ben.awareness.meta.get(ben.awareness.clientID)?.clock
  line.cut()
  await expect.poll(() => ada.awareness.getStates().size).toBe(1)
  line.mend()
  ada.connection.retryNow()
  await expect.poll(() => ada.awareness.getStates().size, { timeout: 5_000 }).toBe(2)
  expect(ben.awareness.meta.get(ben.awareness.clientID)?.clock).toBe(clock)
})
