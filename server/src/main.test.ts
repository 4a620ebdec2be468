import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buildServer, Running } from './testing/running.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
// Inside the workspace, so that plain node finds the packages that stay outside the bundle.
const outDir = join(root, 'node_modules', `.main-test-${process.pid}`)
let program: string
beforeAll(async () => {
  program = await buildServer(root, outDir)
})
afterAll(() => rm(outDir, { recursive: true, force: true }))

let dataDir: string
let running: Running[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sheshi-main-'))
})
afterEach(async () => {
  await Promise.all(running.map((server) => server.end('SIGKILL')))
  running = []
  await rm(dataDir, { recursive: true, force: true })
})

/** Starts the built server in its own process, until it is ready or has ended. */
async function start(env: Record<string, string> = {}): Promise<Running> {
  const server = await Running.start({ program, dataDir, env })
  running.push(server)
  return server
}

const keyIn = async () => (await readFile(join(dataDir, 'facilitator-key'), 'utf8')).trim()
async function ask<T>(url: string | null, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${await keyIn()}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

describe('the program', () => {
  it('makes a key once, keeps it for the owner only, and prints the link with it', async () => {
    const first = await start()
    const key = await keyIn()
    expect(key.length).toBeGreaterThanOrEqual(16)
    expect((await stat(join(dataDir, 'facilitator-key'))).mode & 0o077).toBe(0)
    expect(first.output).toContain(`${first.url}/signin#key=${key}`)
    expect(first.output).toContain(dataDir)
    expect(first.url).not.toContain(':0')
    expect(await first.end('SIGTERM')).toBe(0)
    const second = await start()
    expect(second.output).toContain(key)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s saves, sends people out to come back, and ends with 0',
    async (signal) => {
      const server = await start()
      const { url } = server
      const board = await ask<{ id: string }>(url, 'POST', '/boards', { title: 'A', template: 'brainstorm' })
      const socket = new WebSocket(`${url?.replace('http', 'ws')}/sync/${board.id}`, {
        headers: { authorization: `Bearer ${await keyIn()}` },
      })
      await once(socket, 'message')
      const closed = once(socket, 'close')
      await ask(url, 'POST', `/boards/${board.id}/notes`, { text: 'Keep me' })
      const began = performance.now()
      expect(await server.end(signal)).toBe(0)
      expect(performance.now() - began).toBeLessThan(10_000)
      expect((await closed)[0]).toBe(4501)
      const again = await start()
      const outline = await ask(again.url, 'GET', `/boards/${board.id}/outline`)
      expect(outline).toMatchObject({ inbox: [{ text: 'Keep me' }] })
    },
  )

  it('killed, has everything that it had answered', async () => {
    const server = await start()
    const { url } = server
    const challenge = await ask<{ id: string }>(url, 'POST', '/challenges', { title: 'Water' })
    const board = await ask<{ id: string }>(url, 'POST', '/boards', { title: 'A', template: 'brainstorm' })
    await ask(url, 'POST', `/boards/${board.id}/notes`, { text: 'Keep me' })
    await server.end('SIGKILL')
    const again = await start()
    expect(await ask(again.url, 'GET', `/challenges/${challenge.id}`)).toMatchObject({ title: 'Water' })
    const outline = await ask(again.url, 'GET', `/boards/${board.id}/outline`)
    expect(outline).toMatchObject({ inbox: [{ text: 'Keep me' }] })
  })

  it('does not start with wrong settings, and lists them all', async () => {
    const { url, exitCode, output } = await start({ PORT: 'many', FACILITATOR_KEY: 'short' })
    expect(url).toBeNull()
    expect(exitCode).toBe(1)
    expect(output).toContain('PORT must be')
    expect(output).toContain('FACILITATOR_KEY must have at least 16')
    expect(output).not.toContain('    at ')
  })

  it('does not start on a damaged file of records, names it and its last good copy, and leaves it', async () => {
    const server = await start()
    const { url } = server
    await ask(url, 'POST', '/challenges', { title: 'One' })
    await ask(url, 'POST', '/challenges', { title: 'Two' })
    await server.end('SIGTERM')
    const file = join(dataDir, 'records', 'challenges.json')
    const damaged = (await readFile(file, 'utf8')).replace('"Two"', '"Tw')
    await writeFile(file, damaged)
    const refused = await start()
    expect(refused.url).toBeNull()
    expect(refused.exitCode).toBe(1)
    expect(refused.output).toContain(file)
    expect(refused.output).toContain(`${file}.last-good`)
    expect(await readFile(file, 'utf8')).toBe(damaged)
    await writeFile(file, await readFile(`${file}.last-good`))
    const mended = await start()
    expect(await ask(mended.url, 'GET', '/challenges')).toMatchObject([{ title: 'One' }])
  })

  it('leaves a folder alone that another server has, and a port that another program has', async () => {
    await start()
    const second = await start()
    expect(second.exitCode).toBe(1)
    expect(second.output).toContain(dataDir)
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const third = await start({ PORT: port, DATA_DIR: join(dataDir, 'another') })
    expect(third.exitCode).toBe(1)
    expect(third.output).toContain('taken')
    other.close()
  })

  it('logs neither tokens nor what people write', async () => {
    const server = await start({
      LOG_LEVEL: 'trace',
      PUBLIC_URL: 'http://127.0.0.1:1',
      OIDC_ISSUER: 'http://127.0.0.1:1',
      OIDC_CLIENT_ID: 'sheshi',
      OIDC_CLIENT_SECRET: 'secret-of-the-client',
      OIDC_FACILITATORS: 'secret@city.example',
    })
    const { url } = server
    const board = await ask<{ id: string }>(url, 'POST', '/boards', {
      title: 'Secret title',
      template: 'blank',
    })
    await ask(url, 'POST', `/boards/${board.id}/notes`, { text: 'Secret words' })
    await fetch(`${url}/api/v1/boards?secret=query`)
    const { code } = await ask<{ code: string }>(url, 'POST', `/boards/${board.id}/invites`, {
      role: 'viewer',
    })
    const { token } = await ask<{ token: string }>(url, 'POST', '/join', { code, name: 'Secret name' })
    const invite = await ask<{ url: string }>(url, 'POST', '/facilitators/invites', { name: 'Secret person' })
    const welcome = invite.url.split('#')[1] ?? ''
    const send = (path: string, body: object) =>
      fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const passphrase = 'the secret of a green river'
    await send('/welcome/look', { secret: welcome })
    const person = await send('/welcome', { secret: welcome, name: 'Secret person', passphrase })
    const cookie = person.headers.get('set-cookie')?.split(/[=;]/)[1] ?? 'none'
    await send('/session', { name: 'Secret person', passphrase: 'a secret that is wrong' })
    await send('/session', { key: 'a-secret-key-that-is-wrong' })
    await send('/oidc/start', {})
    await fetch(`${url}/api/v1/oidc/callback?code=secret-code&state=secret-state`, { redirect: 'manual' })
    await fetch(`${url}/welcome/${welcome}?secret=${welcome}`)
    const logged = server.output.split(/^ready .*$/m)[1] ?? ''
    expect(logged).toContain(`/api/v1/boards/${board.id}/notes`)
    expect(logged).toContain('/api/v1/oidc/callback')
    expect(person.status).toBe(200)
    for (const one of [await keyIn(), code, token, welcome, cookie]) expect(logged).not.toContain(one)
    expect(logged).not.toMatch(/secret/i)
  })
})
