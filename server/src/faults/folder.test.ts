import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShape, putRecords, readRecords } from '@sheshi/board'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createServer, type LabServer } from '../createServer.ts'
import { honestPeople, Page, until } from '../testing/honest.ts'
import { configFor, Lab, labKey } from '../testing/lab.ts'

const note = makeShape({ type: 'note', id: 'shape:n', x: 0, y: 0, index: 'a1' })

let lab: Lab
let torn: string
let whole: string
const folders: string[] = []
const servers: LabServer[] = []

beforeAll(async () => {
  lab = await Lab.open()
  torn = await lab.board({ template: 'blank' })
  whole = await lab.board({ template: 'blank' })
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})
afterAll(() => lab.dispose())

/** The folder as a kill would leave it right now, and the journal file that is being written in it. */
async function asKilled(): Promise<{ folder: string; journal: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sheshi-folder-'))
  folders.push(folder)
  await cp(lab.dataDir, folder, { recursive: true })
  await rm(join(folder, 'lock'))
  const journal = (await readdir(join(folder, 'wal'))).filter((name) => name.endsWith('.log')).sort()
  return { folder, journal: join(folder, 'wal', journal.at(-1) ?? '') }
}

/** Starts a server on a folder; `logged` is what it has to say about it. */
async function serve(folder: string): Promise<{ server: LabServer; url: string; logged(): string }> {
  let logged = ''
  const logger = pino({ level: 'warn' }, { write: (line: string) => (logged += line) })
  const server = await createServer(configFor(folder), { logger })
  await server.listen()
  servers.push(server)
  return { server, url: server.addresses.local, logged: () => logged }
}

/** Moves the board's one note; resolves when that is on disk. Answers the size of the journal. */
async function move(boardId: string, x: number): Promise<number> {
  const room = await lab.server.services.rooms.open(boardId)
  await room.edit('test', (doc) => putRecords(doc, [{ ...note, x }]))
  const files = (await readdir(join(lab.dataDir, 'wal'))).filter((name) => name.endsWith('.log')).sort()
  return (await stat(join(lab.dataDir, 'wal', files.at(-1) ?? ''))).size
}

const noteIn = async (server: LabServer, boardId: string) =>
  readRecords((await server.services.rooms.open(boardId)).doc).get('shape:n')

it('[RS25] a journal cut at any byte of its last entry: the server starts, with all that came before', async () => {
  const before = await move(torn, 1)
  const after = await move(torn, 2)
  expect(after - before).toBeGreaterThan(40)
  for (let cut = before; cut <= after; cut++) {
    const { folder, journal } = await asKilled()
    await truncate(journal, cut)
    const { server } = await serve(folder)
    expect(await noteIn(server, torn)).toMatchObject({ x: cut === after ? 2 : 1 })
    const room = await server.services.rooms.open(torn)
    await room.edit('test', (doc) => putRecords(doc, [{ ...note, x: 3 }]))
    await server.close()
    servers.pop()
    await rm(folders.pop() ?? '', { recursive: true })
  }
})

it('[RS26] a changed byte in the middle: that board refuses and is left alone, people work on the others', async () => {
  const from = await move(torn, 4)
  const to = await move(torn, 5)
  await move(whole, 6)
  await move(torn, 7)
  const { folder, journal } = await asKilled()
  const bytes = await readFile(journal)
  const at = Math.floor((from + to) / 2)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at)
  await writeFile(journal, bytes)
  const { server, url, logged } = await serve(folder)
  const honest = await honestPeople(url, labKey, [whole])
  const page = new Page({ url, boardId: torn, token: labKey })
  await until('refused', () => page.connection.closed !== null)
  expect(page.connection.closed).toEqual({ code: 4422, reason: 'board is damaged' })
  page.close()
  const answer = await fetch(`${url}/api/v1/boards/${torn}/document`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ type: '/problems/board-damaged' })
  expect(logged()).toContain(torn)
  expect(logged()).toContain(journal.split('/').at(-1))
  // Saving works for everybody else, and that is what it says.
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
  expect(await noteIn(server, whole)).toMatchObject({ x: 6 })
  expect((await honest.end()).steps).toBeGreaterThan(0)
  expect((await readFile(journal)).subarray(0, to)).toEqual(bytes.subarray(0, to))
})
