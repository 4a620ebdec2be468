import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShape, putRecords, readBoard, readRecords } from '@sheshi/board'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer } from './createServer.ts'
import { configFor, Lab } from './testing/lab.ts'

const hosts = 'player.vimeo.com,www.openstreetmap.org'
const env = { EMBED_HOSTS: hosts }
let lab: Lab
beforeAll(async () => {
  lab = await Lab.open(env)
})
afterAll(() => lab.dispose())

const policyOf = async (url: string) =>
  ((await fetch(url)).headers.get('content-security-policy') ?? '').split(/;\s*/)
const frames = async () => (await policyOf(`${lab.url}/`)).filter((part) => part.startsWith('frame-src'))
const outlineOf = async (board: string) => (await lab.call('GET', `/boards/${board}/outline`)).text

it('listed hosts stand in the header, in what pages are told and on boards; later without the list all goes on', async () => {
  const url = 'https://player.vimeo.com/video/76979871'
  const board = await lab.board({ template: 'blank', challengeId: await lab.challenge() })
  const film = makeShape({ type: 'embed', id: 'shape:film', x: 0, y: 0, index: 'a1', props: { url } })
  const note = makeShape({ type: 'note', id: 'shape:n', x: 900, y: 0, index: 'a2' })
  const room = () => lab.server.services.rooms.open(board)
  await (await room()).edit('test', (doc) => putRecords(doc, [film, note]))
  expect(readRecords((await room()).doc).get(film.id)).toEqual(film)
  expect(await frames()).toEqual(['frame-src https://player.vimeo.com https://www.openstreetmap.org'])
  expect(await lab.ask('GET', '/client-config')).toMatchObject({ embedHosts: hosts.split(',') })
  expect(await outlineOf(board)).toContain(url)
  await lab.ask('POST', `/boards/${board}/exports`)
  const picture = await lab.call('GET', `/boards/${board}/preview.svg`)
  expect(picture.text).toContain('player.vimeo.com')

  env.EMBED_HOSTS = ''
  await lab.restart()
  expect(await frames()).toEqual(["frame-src 'none'"])
  expect(await lab.ask('GET', '/client-config')).toMatchObject({ embedHosts: [] })
  const { records, unreadable } = readBoard((await room()).doc)
  expect(records.has(note.id)).toBe(true)
  expect(unreadable).toMatchObject([{ id: 'shape:film', reason: 'embedded pages are not allowed' }])
  expect(await outlineOf(board)).not.toContain(url)
  await lab.ask('POST', `/boards/${board}/exports`)

  env.EMBED_HOSTS = hosts
  await lab.restart()
  expect(readRecords((await room()).doc).get(film.id)).toEqual(film)
})

it('browsers that keep the page fetch it anew, with its headers, when the list is another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sheshi-embeds-'))
  const clientDir = join(folder, 'client')
  await mkdir(clientDir)
  const worker = 's.precacheAndRoute([{url:"index.html",revision:"e0bee726"},{url:"a.svg",revision:"9941"}])'
  await writeFile(join(clientDir, 'sw.js'), worker)
  const workerWith = async (listed: string) => {
    const config = configFor(join(folder, 'data'), { EMBED_HOSTS: listed })
    const server = await createServer(config, { clientDir, logger: pino({ level: 'silent' }) })
    await server.listen()
    const answer = await fetch(`${server.addresses.local}/sw.js`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    const text = await answer.text()
    await server.close()
    return text
  }
  try {
    expect(await workerWith('')).toBe(worker)
    const [one, other] = [await workerWith('a.example'), await workerWith('b.example')]
    expect(one).toMatch(/url:"index\.html",revision:"e0bee726-[0-9a-f]{12}"},{url:"a\.svg",revision:"9941"/)
    expect(other).not.toBe(one)
  } finally {
    await rm(folder, { recursive: true })
  }
})
