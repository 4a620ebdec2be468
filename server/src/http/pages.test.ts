import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type LabServer } from '../createServer.ts'
import { configFor } from '../testing/lab.ts'

let folder: string
let server: LabServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-pages-'))
  const clientDir = join(folder, 'client')
  await mkdir(join(clientDir, 'assets'), { recursive: true })
  await mkdir(join(clientDir, 'licences'))
  await writeFile(join(clientDir, 'index.html'), '<!doctype html><title>Sheshi</title>')
  await writeFile(join(clientDir, 'pad.html'), '<!doctype html><title>Pad</title>')
  await writeFile(join(clientDir, 'sw.js'), '// worker')
  await writeFile(join(clientDir, 'assets', 'index-AbC123.js'), '// code')
  await writeFile(join(clientDir, 'licences', 'tldraw-LICENSE.md'), '# licence')
  server = await createServer(configFor(join(folder, 'data'), { TLDRAW_LICENSE_KEY: 'tldraw-key' }), {
    clientDir,
    logger: pino({ level: 'silent' }),
  })
  await server.listen()
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})
const get = (path: string) => fetch(server.addresses.local + path)

describe('the pages', () => {
  it.each(['/', '/board/abc', '/join', '/challenges/x-1_2', '/screen/abc'])(
    '%s is the client',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
      expect(answer.headers.get('cache-control')).toBe('no-cache')
      expect(await answer.text()).toContain('Sheshi')
    },
  )

  it('the pad is a page of its own', async () => {
    const answer = await get('/pad/abc')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(await answer.text()).toContain('Pad')
  })

  it('caches what carries a hash for ever, and the rest not', async () => {
    expect((await get('/assets/index-AbC123.js')).headers.get('cache-control')).toContain('immutable')
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache')
    expect((await get('/licences/tldraw-LICENSE.md')).status).toBe(200)
  })

  it.each([
    '/assets/old-chunk.js',
    '/licences/none',
    '/no-such-file.png',
    '/api/v2/boards',
    '/api',
    '/sync/abc',
    '/assets/..%2f..%2fdata%2ffacilitator-key',
  ])('%s does not look as if it were there', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })

  it('lets the page load from nowhere else, and never sends a browser to https', async () => {
    const { headers } = await get('/')
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'self'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "frame-src 'none'",
    ]) {
      expect(policy.split(';')).toContain(part)
    }
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(policy).not.toMatch(/https?:/)
    expect(headers.get('strict-transport-security')).toBeNull()
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('tells the page its licence key', async () => {
    const config = await (await get('/api/v1/client-config')).json()
    expect(config).toEqual({
      tldrawLicenseKey: 'tldraw-key',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      oidc: false,
      embedHosts: [],
      build: expect.stringMatching(/^[0-9a-f]{12}$/),
    })
  })

  it('explains a kind of problem at its address', async () => {
    const answer = await (await get('/problems/unknown-code')).json()
    expect(answer).toEqual({
      type: '/problems/unknown-code',
      status: 404,
      title: 'No open invite has this code',
    })
    expect((await get('/problems/toString')).status).toBe(404)
  })

  it('counts for Prometheus', async () => {
    await get('/api/v1/boards/some-id')
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(/^sheshi_saving 1$/m)
    expect(text).toMatch(/^sheshi_rooms 0$/m)
    expect(text).toMatch(/route="\/api\/v1\/boards\/:boardId",status="401"/)
    expect(text).not.toContain('some-id')
  })
})

interface Described {
  openapi: string
  paths: Record<string, Record<string, { responses: object; requestBody?: object }>>
  components: { schemas: Record<string, unknown> }
}

describe('the description of the interface', () => {
  it('is OpenAPI 3.1 and holds every call of the design', async () => {
    const { openapi, paths } = (await (await get('/api/v1/openapi.json')).json()) as Described
    expect(openapi).toBe('3.1.0')
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(calls).toEqual(
      expect.arrayContaining([
        'post /session',
        'get /challenges',
        'patch /challenges/{challengeId}',
        'get /templates',
        'post /boards',
        'post /boards/{boardId}/invites',
        'post /join',
        'get /boards/{boardId}/outline',
        'post /boards/{boardId}/notes',
        'post /boards/{boardId}/exports',
        'put /boards/{boardId}/document',
        'get /challenges/{challengeId}/exports/{exportId}/files/{path}',
      ]),
    )
    expect(paths['/boards']?.post?.requestBody).toBeDefined()
  })

  it('refers to nothing that it does not hold', async () => {
    const description = (await (await get('/api/v1/openapi.json')).json()) as Described
    const text = JSON.stringify(description)
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '')
    expect(refs.length).toBeGreaterThan(10)
    const held = Object.keys(description.components.schemas).map((name) => `#/components/schemas/${name}`)
    for (const ref of refs) expect(held).toContain(ref)
    expect(text).not.toContain('$defs')
  })

  it('gives the schema of a challenge record', async () => {
    const schema = await (await get('/api/v1/schemas/challenge-record.json')).json()
    expect(schema).toMatchObject({
      $id: 'challenge-record/1',
      required: expect.arrayContaining(['id', 'title', 'step', 'createdAt', 'boards']),
      properties: { step: { enum: ['engage', 'identify', 'innovate', 'pilot', 'spread'] } },
    })
  })
})
