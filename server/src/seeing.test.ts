import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { makeShape, putRecords, richText } from '@sheshi/board'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createLogger } from './logging.ts'
import { Lab, labKey } from './testing/lab.ts'

let lab: Lab
const lines: string[] = []
const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)
const stream = new Writable({
  write(chunk: Buffer, _encoding, done) {
    lines.push(...chunk.toString().split('\n').filter(Boolean))
    done()
  },
})
const providers: WebsocketProvider[] = []

beforeAll(async () => {
  lab = await Lab.open({}, createLogger({ logLevel: 'trace' }, stream))
})
afterAll(async () => {
  for (const provider of providers) provider.destroy()
  await lab.dispose()
})

/** Anybody's y-websocket client on a board. */
function visit(boardId: string, token: string): WebsocketProvider {
  class Authorized extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { authorization: `Bearer ${token}` } })
    }
  }
  const provider = new WebsocketProvider(`${lab.url.replace('http', 'ws')}/sync`, boardId, new Y.Doc(), {
    WebSocketPolyfill: Authorized as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  providers.push(provider)
  return provider
}

const note = (text: string) =>
  makeShape({ type: 'note', x: 0, y: 0, index: 'a1', props: { richText: richText(text) } })

const synced = (provider: WebsocketProvider) => vi.waitFor(() => expect(provider.synced).toBe(true))

/** Resolves with the close code, or the status with which the upgrade was refused. */
function knock(path: string, headers: Record<string, string>, frame?: Uint8Array): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${lab.url.replace('http', 'ws')}${path}`, { headers })
    socket.on('open', () => frame && socket.send(frame))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => undefined)
    socket.on('close', (code) => resolve(code))
  })
}

async function scrape(): Promise<Map<string, number>> {
  const text = await (await fetch(`${lab.url}/metrics`)).text()
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

describe('metrics', () => {
  it('count what really happened', async () => {
    const boardId = await lab.board({ template: 'blank' })
    const before = await scrape()
    const [ada, ben, vera] = [
      visit(boardId, (await lab.guest(boardId)).token),
      visit(boardId, (await lab.guest(boardId)).token),
      visit(boardId, (await lab.guest(boardId, 'viewer')).token),
    ]
    await Promise.all([ada, ben, vera].map(synced))
    putRecords(ada.doc, [note('one')])
    await vi.waitFor(() => expect(vera.doc.getMap('records').size).toBe(ada.doc.getMap('records').size))
    const authorization = `Bearer ${labKey}`
    expect(await knock(`/sync/${boardId}`, { authorization }, new Uint8Array([77]))).toBe(4400)
    expect(await knock(`/sync/${boardId}`, {})).toBe(4401)
    expect(await knock(`/sync/${boardId}`, { authorization, origin: 'http://elsewhere.example' })).toBe(403)
    expect(await knock('/sync/', { authorization })).toBe(404)

    const after = await scrape()
    const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    expect(after.get('sheshi_rooms')).toBe(1)
    expect(after.get('sheshi_sessions{access="write"}')).toBe(2)
    expect(after.get('sheshi_sessions{access="read"}')).toBe(1)
    expect(after.get('sheshi_sessions_refused_total{code="4400",reason="unknown message type"}')).toBe(1)
    expect(after.get('sheshi_sessions_refused_total{code="4401",reason="not signed in"}')).toBe(1)
    expect(after.get('sheshi_upgrades_refused_total{status="403"}')).toBe(1)
    expect(after.get('sheshi_upgrades_refused_total{status="404"}')).toBe(1)
    expect(grew('sheshi_sent_bytes_total')).toBeGreaterThan(500)
    expect(grew('sheshi_journal_written_bytes_total')).toBeGreaterThan(100)
    expect(grew('sheshi_journal_sync_seconds_count')).toBeGreaterThanOrEqual(1)
    expect(grew('sheshi_journal_group_entries_sum')).toBeGreaterThanOrEqual(1)
    expect(grew('sheshi_tick_duration_seconds_count')).toBeGreaterThanOrEqual(1)
    expect(after.get('sheshi_tick_lateness_seconds_count')).toBe(
      after.get('sheshi_tick_duration_seconds_count'),
    )
    expect(grew('sheshi_journal_bytes')).toBeGreaterThan(100)
    expect(after.get('sheshi_documents_bytes')).toBeGreaterThan(20_000)
    expect(after.get('sheshi_disk_free_bytes')).toBeGreaterThan(0)
    expect(after.get('sheshi_saving')).toBe(1)
    for (const provider of [ada, ben, vera]) provider.destroy()
    await vi.waitFor(async () => expect((await scrape()).get('sheshi_sessions{access="write"}')).toBe(0))
  })

  it('are the ones of docs/operations.md, each with its type', async () => {
    const text = await (await fetch(`${lab.url}/metrics`)).text()
    const served = [...text.matchAll(/^# TYPE ((?:sheshi|http)_\w+) (\w+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    )
    const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
    const written = [...docs.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`)
    expect(written.length).toBeGreaterThan(20)
    expect(written.sort()).toEqual(served.sort())
  })
})

describe('the log', () => {
  const secrets = {
    key: labKey,
    wrongKey: 'wrong-key-with-rosemary',
    title: 'Title of thyme',
    name: 'Lavender Lane',
    city: 'Oreganoville',
    note: 'words of basil',
    typed: 'typed by marjoram',
    bad: 'hostile sage',
    path: 'parsley',
  }

  it('[RS129] holds no key, token, cookie, code, name or word of a board, at any level', async () => {
    const challengeId = await lab.challenge({ title: secrets.title })
    const boardId = await lab.board({ title: secrets.title, template: 'brainstorm', challengeId })
    const guest = await lab.guest(boardId, 'participant', { name: secrets.name, city: secrets.city })
    const tokens: string[] = [guest.token, guest.code]
    const provider = visit(boardId, guest.token)
    await synced(provider)
    provider.awareness.setLocalState({ name: secrets.name })
    const shape = note(secrets.typed)
    putRecords(provider.doc, [shape])

    await lab.ask('POST', `/boards/${boardId}/notes`, { body: { text: secrets.note } })
    await lab.ask('GET', `/boards/${boardId}/outline?word=${secrets.path}`)
    await lab.ask('POST', `/boards/${boardId}/exports`)
    const signedIn = await lab.call('POST', '/session', { as: null, body: { key: labKey } })
    tokens.push(/sheshi=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? '')
    await lab.call('GET', '/session', { as: null, headers: { cookie: `sheshi=${tokens.at(-1)}` } })
    expect((await lab.call('POST', '/session', { as: null, body: { key: secrets.wrongKey } })).status).toBe(
      401,
    )
    const json = { 'content-type': 'application/json' }
    for (const body of [`{"title": "${secrets.bad}`, `"${secrets.bad}"`, `{"${secrets.bad}": 1}`])
      expect((await lab.call('POST', '/boards', { body, headers: json })).status).toBeGreaterThanOrEqual(400)
    await lab.call('DELETE', `/boards/${boardId}/invites/${guest.code}`)
    for (const path of [
      `/${secrets.path}`,
      `/api/${secrets.path}`,
      `/board/x/${secrets.path}`,
      `/%${secrets.path}`,
    ])
      await fetch(lab.url + path)

    // Edits that the judge refuses: words where a colour should be, as the name of a field, as the id.
    const wrongs: ((records: Y.Map<Y.Map<unknown>>) => void)[] = [
      (records) => records.get(shape.id)?.set(':color', secrets.bad),
      (records) => records.get(shape.id)?.set(`:${secrets.bad}`, secrets.bad),
      (records) => records.set(`shape:${secrets.bad}`, new Y.Map([['$', { id: secrets.bad }]])),
    ]
    for (const wrong of wrongs) {
      const ended = visit(boardId, (await lab.guest(boardId)).token)
      await synced(ended)
      await vi.waitFor(() => expect(ended.doc.getMap('records').has(shape.id)).toBe(true))
      const gone = new Promise<number>((resolve) => {
        ended.once('connection-close', (event: { code: number } | null) => resolve(event?.code ?? 0))
      })
      wrong(ended.doc.getMap('records'))
      expect(await gone).toBe(4400)
      ended.destroy()
    }
    await knock(`/sync/${boardId}?token=${secrets.path}`, {}, new TextEncoder().encode(secrets.bad))

    const text = lines.join('\n')
    for (const [what, secret] of [
      ...Object.entries(secrets),
      ...tokens.map((token) => ['a token', token] as const),
    ]) {
      expect(secret.length, what).toBeGreaterThan(5)
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        expect(text.includes(form), `${what} is in the log`).toBe(false)
    }
    const refused = logged().filter(({ msg }) => msg === 'session refused')
    expect(refused.filter(({ reason }) => reason === 'edit refused').map(({ why }) => why)).toEqual([
      'tldraw’s validator refuses props.color',
      'tldraw’s validator refuses props',
      expect.any(String),
    ])
    for (const line of refused)
      expect(line).toMatchObject({ board: expect.any(String), code: expect.any(Number) })
    expect(logged().some(({ path }) => path === `/api/v1/boards/${boardId}/invites/:code`)).toBe(true)
  })

  it('tells at the start what somebody wants to know who reads it elsewhere', () => {
    expect(logged().find(({ msg }) => msg === 'started')).toMatchObject({
      version: expect.any(String),
      node: process.version,
      dataDir: lab.dataDir,
      limits: { openRooms: 1_000 },
    })
    expect(logged().some(({ msg }) => msg === 'room opened')).toBe(true)
  })
})
