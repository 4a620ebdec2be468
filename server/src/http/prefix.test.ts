import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type LabServer } from '../createServer.ts'
import { configFor, labKey } from '../testing/lab.ts'
import { Wire } from '../testing/wire.ts'

const home = 'https://city.example/sheshi'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let folder: string
let server: LabServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-prefix-'))
  const clientDir = join(folder, 'client')
  await mkdir(join(clientDir, 'assets'), { recursive: true })
  const page =
    '<!doctype html><html lang="en"><title>Sheshi</title><script src="./assets/a-1.js"></script></html>'
  await writeFile(join(clientDir, 'index.html'), page)
  await writeFile(join(clientDir, 'assets', 'a-1.js'), '// code')
  const config = configFor(join(folder, 'data'), { PUBLIC_URL: `${home}/`, TRUST_PROXY: '1' })
  server = await createServer(config, { clientDir, logger: pino({ level: 'silent' }) })
  await server.listen()
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

/** As a proxy asks that leaves the prefix, or takes it away. */
const asked = ['/sheshi', '']
const get = (path: string) => fetch(server.addresses.local + path, { redirect: 'manual' })
async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const raw = body instanceof Uint8Array
  return fetch(`${server.addresses.local}/sheshi/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${labKey}`,
      ...(body !== undefined && !raw ? { 'content-type': 'application/json' } : {}),
    },
    body: body === undefined ? null : raw ? new Uint8Array(body) : JSON.stringify(body),
  })
}
const ask = async <T>(...args: Parameters<typeof call>): Promise<T> =>
  (await (await call(...args)).json()) as T
const board = { title: 'River', template: 'blank', locale: 'en' }

describe('behind a proxy that gives the lab a part of a host', () => {
  it.each(asked)('sends pages and files asked for as %s/…', async (prefix) => {
    for (const path of ['/', '/board/abc', '/index.html', '/public']) {
      const html = await (await get(prefix + path)).text()
      expect(html).toContain('data-base="/sheshi"')
      expect(html).toContain('src="/sheshi/assets/a-1.js"')
    }
    expect((await get(`${prefix}/assets/a-1.js`)).status).toBe(200)
    expect((await get(`${prefix}/api/v1/session`)).status).toBe(200)
    expect((await get(`${prefix}/healthz`)).status).toBe(200)
    expect((await get(`${prefix}/api/v2`)).status).toBe(404)
  })

  it('answers its address without the slash, and nothing that only begins like it', async () => {
    expect(await (await get('/sheshi')).text()).toContain('data-base')
    expect(await (await get('/sheshi?a=1')).text()).toContain('data-base')
    expect((await get('/sheshiapi/v1/session')).headers.get('content-type')).toMatch(/^text\/html/)
  })

  it('gives every address with the prefix, but documents keep none', async () => {
    const made = await call('POST', '/boards', board)
    const { id, previewUrl } = (await made.json()) as { id: string; previewUrl: string }
    expect(made.headers.get('location')).toBe(`/sheshi/api/v1/boards/${id}`)
    expect(previewUrl).toMatch(/^\/sheshi\/api\/v1\//)
    expect((await fetch(server.addresses.local + previewUrl)).status).toBe(401)
    const [version] = await ask<{ pictureUrl: string }[]>('GET', `/boards/${id}/versions`)
    expect(version?.pictureUrl).toMatch(/^\/sheshi\/api\/v1\//)

    const kept = await call('POST', `/boards/${id}/assets`, png)
    const { url } = (await kept.json()) as { url: string }
    expect(url).toMatch(/^\/api\/v1\/boards\//)
    expect(kept.headers.get('location')).toBe(`/sheshi${url}`)

    const { servers } = await ask<{ servers: { url: string }[] }>('GET', '/openapi.json')
    expect(servers).toEqual([{ url: '/sheshi/api/v1' }])
    expect(await (await get('/sheshi/robots.txt')).text()).toContain('Allow: /sheshi/public\n')
  })

  it('gives links and a cookie that hold below the prefix', async () => {
    const { id } = await ask<{ id: string }>('POST', '/boards', board)
    const invite = await ask<{ code: string; url: string; shareUrl: string }>(
      'POST',
      `/boards/${id}/invites`,
      {
        role: 'participant',
      },
    )
    expect(invite.url).toBe(`${home}/join#${invite.code}`)
    expect(invite.shareUrl).toBe(invite.url)
    const joined = await fetch(`${server.addresses.local}/api/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://city.example' },
      body: JSON.stringify({ code: invite.code }),
    })
    const cookie = joined.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; Path=\/sheshi;/)
    expect(cookie).toMatch(/; Secure/)
  })

  it.each(asked)('lets a socket in at %s/sync/…', async (prefix) => {
    const { id } = await ask<{ id: string }>('POST', '/boards', board)
    const wire = await Wire.open({ url: server.addresses.local + prefix, boardId: id, token: labKey })
    await expect.poll(() => wire.heard.length).toBeGreaterThan(0)
    wire.end()
  })
})
