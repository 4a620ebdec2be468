import { createHmac } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type {
  Challenge,
  ConnectionsView,
  DecidimPreview,
  DecidimPushed,
  DeliveryView,
  Export,
  WebhookBody,
  WebhookView,
} from '@sheshi/records'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DecidimServer } from '../out/testing/decidimServer.ts'
import { type Received, Receiver } from '../out/testing/receiver.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
let other: Receiver
beforeAll(async () => {
  lab = await Lab.open({ OUT_ALLOW_PRIVATE: '1' })
})
afterAll(() => lab.dispose())
beforeEach(async () => {
  other = await Receiver.open()
})
afterEach(async () => {
  await lab.call('DELETE', '/connections/webhook')
  await lab.call('DELETE', '/connections/decidim')
  await other.close()
})

const webhook = (fields: object = {}) => ({
  address: other.url('/hook'),
  events: ['export.created', 'challenge.step'],
  content: 'public',
  on: true,
  ...fields,
})
const set = (fields: object = {}) =>
  lab.ask<WebhookView>('PUT', '/connections/webhook', { body: webhook(fields) })
const file = () => join(lab.dataDir, 'out', 'connections.json')

function read({ body, headers }: Received, secret: string): WebhookBody {
  const stamp = headers['x-sheshi-timestamp']
  const expected = createHmac('sha256', secret)
    .update(`${String(stamp)}.${body}`)
    .digest('hex')
  expect(headers['x-sheshi-signature']).toBe(`sha256=${expected}`)
  expect(Math.abs(Date.now() / 1000 - Number(stamp))).toBeLessThan(60)
  const news: WebhookBody = JSON.parse(body)
  expect(headers['x-sheshi-delivery']).toBe(news.id)
  expect(headers['x-sheshi-event']).toBe(news.event)
  return news
}

describe('the webhook', () => {
  it('is for facilitators alone', async () => {
    const { token } = await lab.guest(await lab.board())
    for (const [method, path] of [
      ['GET', '/connections'],
      ['PUT', '/connections/webhook'],
      ['POST', '/connections/webhook/test'],
      ['GET', '/connections/deliveries'],
      ['PUT', '/connections/decidim'],
    ] as const) {
      expect(problemIn(await lab.call(method, path, { as: token })).status).toBe(403)
      expect(problemIn(await lab.call(method, path, { as: null })).status).toBe(401)
    }
  })

  it('shows its secret once, and keeps it where nobody else reads', async () => {
    const { secret = '' } = await set()
    expect(secret.length).toBeGreaterThan(40)
    expect(await set({ on: false })).not.toHaveProperty('secret')
    const seen = await lab.call('GET', '/connections')
    expect(seen.text).not.toContain(secret)
    expect(seen.json<ConnectionsView>().webhook).toMatchObject({ on: false, content: 'public' })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
    const renewed = await lab.ask<WebhookView>('POST', '/connections/webhook/secret')
    expect(renewed.secret).not.toBe(secret)
    expect(await readFile(file(), 'utf8')).not.toContain(secret)
  })

  it('hears of exports and steps, signed, with what anybody may read', async () => {
    const { secret = '' } = await set()
    const challengeId = await lab.challenge({
      title: 'The river',
      summary: 'Ask Ana at ana@lab.example',
      owner: { organisation: 'City', contact: '+355 69 123 4567' },
      evidence: [{ claim: 'Only for us' }],
    })
    const boardId = await lab.board({ challengeId })
    const made = await lab.ask<Export>('POST', `/boards/${boardId}/exports`)
    await lab.ask('PATCH', `/challenges/${challengeId}`, {
      body: { step: 'identify', reason: 'Only for us' },
    })
    // A change that is no step is no news.
    await lab.ask('PATCH', `/challenges/${challengeId}`, { body: { summary: 'Else' } })
    const [first, second] = (await other.got(2)).map((received) => read(received, secret))
    expect(first).toMatchObject({
      event: 'export.created',
      challenge: { id: challengeId, title: 'The river' },
      export: { id: made.id, number: 1 },
      links: {
        challenge: `${lab.url}/challenges/${challengeId}`,
        bundle: `${lab.url}/api/v1/challenges/${challengeId}/exports/${made.id}/bundle.zip`,
      },
    })
    expect(first?.export).not.toHaveProperty('files')
    expect(second).toMatchObject({ event: 'challenge.step', step: { from: 'engage', to: 'identify' } })
    expect(JSON.stringify([first, second])).not.toMatch(/ana@|355|Only for us/)
  })

  it('gets the whole record where the lab wants that, and only the events it chose', async () => {
    const { secret = '' } = await set({ content: 'record', events: ['challenge.step'] })
    const challengeId = await lab.challenge({ owner: { contact: 'Ana' } })
    await lab.ask('POST', `/boards/${await lab.board({ challengeId })}/exports`)
    await lab.ask('PATCH', `/challenges/${challengeId}`, { body: { step: 'pilot', reason: 'Go' } })
    const [news] = (await other.got(1)).map((received) => read(received, secret))
    expect(news).toMatchObject({
      event: 'challenge.step',
      challenge: { owner: { contact: 'Ana' }, step: 'pilot' },
      step: { from: 'engage', to: 'pilot', reason: 'Go' },
    })
  })

  it('is tested by hand, and every try is in the log without its content', async () => {
    expect(problemIn(await lab.call('POST', '/connections/webhook/test')).status).toBe(409)
    await set({ on: false })
    other.reply = (res) => res.writeHead(418).end(`teapot ${'x'.repeat(10_000)}`)
    const failed = await lab.ask<DeliveryView>('POST', '/connections/webhook/test')
    expect(failed).toMatchObject({ event: 'test', state: 'gaveUp', tries: [{ status: 418 }] })
    expect(failed.tries[0]?.error).toHaveLength(200)
    other.reply = (res) => res.writeHead(200).end()
    const again = await lab.ask<DeliveryView>('POST', `/connections/deliveries/${failed.id}/again`)
    expect(again).toMatchObject({
      id: failed.id,
      state: 'delivered',
      tries: [{}, { status: 200, error: null }],
    })
    const [listed] = await lab.ask<DeliveryView[]>('GET', '/connections/deliveries')
    expect(Object.keys(listed ?? {}).sort()).toEqual([
      'at',
      'bytes',
      'event',
      'id',
      'nextAt',
      'state',
      'tries',
    ])
    expect((await lab.call('POST', '/connections/deliveries/none/again')).status).toBe(404)
  })

  it('delivers after a restart what could not be delivered before', async () => {
    const { secret = '' } = await set()
    other.reply = (res) => res.writeHead(503).end()
    const challengeId = await lab.challenge()
    await lab.ask('PATCH', `/challenges/${challengeId}`, { body: { step: 'spread', reason: 'Yes' } })
    const [first] = await other.got(1)
    await lab.restart()
    const [waiting] = await lab.ask<DeliveryView[]>('GET', '/connections/deliveries')
    expect(waiting).toMatchObject({ state: 'waiting', tries: [{ status: 503 }] })
    other.reply = (res) => res.writeHead(200).end()
    await lab.ask('POST', `/connections/deliveries/${waiting?.id}/again`)
    const [, second] = await other.got(2)
    expect(second?.body).toBe(first?.body)
    if (second) read(second, secret)
  })

  it('leaves a damaged file as it is and says so, while the lab works on', async () => {
    await set()
    const good = await readFile(file(), 'utf8')
    await lab.restart(() => writeFile(file(), good.slice(0, 40)))
    for (const method of ['GET', 'PUT'] as const) {
      const path = method === 'GET' ? '/connections' : '/connections/webhook'
      const sending = method === 'PUT' ? { body: webhook() } : {}
      expect(problemIn(await lab.call(method, path, sending)).type).toBe('/problems/out-damaged')
    }
    const challengeId = await lab.challenge()
    await lab.ask('PATCH', `/challenges/${challengeId}`, { body: { step: 'pilot', reason: 'Yes' } })
    expect(await readFile(file(), 'utf8')).toBe(good.slice(0, 40))
    await lab.restart(() => writeFile(file(), good))
  })

  it.each([
    { address: 'ftp://city.example' },
    { address: '' },
    { events: ['everything'] },
    { content: 'all' },
    { secret: 'mine' },
  ])('refuses %j', async (fields) => {
    const answer = await lab.call('PUT', '/connections/webhook', { body: webhook(fields) })
    expect(problemIn(answer).status).toBe(422)
  })
})

describe('a lab that allows no private addresses', () => {
  it('sends nothing there', async () => {
    const strict = await Lab.open()
    try {
      const send = (path: string, body: object) => strict.call('PUT', path, { body })
      expect(problemIn(await send('/connections/webhook', webhook())).type).toBe('/problems/out-address')
      const platform = { address: other.url('/api'), componentId: '1', token: 't', locale: 'en' }
      expect(problemIn(await send('/connections/decidim', platform)).type).toBe('/problems/out-address')
      expect((await strict.ask<ConnectionsView>('GET', '/connections')).webhook).toBeNull()
    } finally {
      await strict.dispose()
    }
  })
})

describe('the city’s platform', () => {
  let decidim: DecidimServer
  beforeEach(async () => {
    decidim = await DecidimServer.open()
  })
  afterEach(async () => {
    await decidim.close()
    expect(decidim.misunderstood).toEqual([])
  })

  const connect = (fields: object = {}) =>
    lab.call('PUT', '/connections/decidim', {
      body: {
        address: decidim.address,
        componentId: decidim.component,
        token: decidim.token,
        locale: 'it',
        ...fields,
      },
    })
  const push = (id: string, body: object) => lab.call('POST', `/challenges/${id}/decidim`, { body })
  const title = 'The river that nobody swims in'
  const whole = { proposals: [{ key: 'challenge', title }] }

  it('never gives its token back, and asks for it again for another host', async () => {
    expect((await connect()).text).not.toContain(decidim.token)
    expect((await lab.call('GET', '/connections')).text).not.toContain(decidim.token)
    expect((await connect({ token: undefined, componentId: '7' })).status).toBe(200)
    const elsewhere = await connect({ token: undefined, address: other.url('/api') })
    expect(problemIn(elsewhere).errors?.[0]).toMatchObject({ pointer: '/token' })
  })

  it('gets a challenge, once, and later what changed', async () => {
    await connect({ clientId: 'lab-app' })
    const id = await lab.challenge({
      title,
      summary: { en: 'Worse & worse', it: 'Sempre <peggio>. Scrivi a ana@lab.example' },
      problem: { core: { it: 'Acqua sporca' }, causes: [{ id: 'c', text: 'Rifiuti', children: [] }] },
      affectedGroups: [{ label: 'Pescatori' }],
      place: { name: 'Lana', lat: 41.33, lon: 19.82 },
    })
    const preview = await lab.ask<DecidimPreview>('GET', `/challenges/${id}/decidim`)
    expect(preview).toMatchObject({
      host: new URL(decidim.address).host,
      left: 0,
      proposals: [{ key: 'challenge', title, sent: null }],
    })
    expect(preview.proposals[0]?.body).toContain('<p>Sempre &lt;peggio&gt;. Scrivi a …</p>')
    expect(preview.proposals[0]?.body).toContain('<h3>English</h3><p>Worse &amp; worse</p>')
    expect(decidim.receiver.received).toEqual([])

    const first = (await push(id, whole)).json<DecidimPushed>()
    expect(first.proposals).toMatchObject([{ key: 'challenge', remoteId: '140', made: true }])
    expect(decidim.proposals.get('140')).toMatchObject({
      title,
      body: preview.proposals[0]?.body,
      locale: 'it',
      address: 'Lana',
      latitude: 41.33,
      longitude: 19.82,
    })
    expect(decidim.receiver.received[0]?.headers).toMatchObject({ 'x-jwt-aud': 'lab-app' })
    const { links } = await lab.ask<Challenge>('GET', `/challenges/${id}`)
    expect(links).toMatchObject([{ system: 'decidim', remoteId: '140', pushedAt: expect.any(String) }])
    expect(links?.[0]?.url).toContain('/proposals/140')

    const second = (
      await push(id, { proposals: [{ key: 'challenge', title: `${title} yet` }] })
    ).json<DecidimPushed>()
    expect(second.proposals).toMatchObject([{ remoteId: '140', made: false }])
    expect(decidim.proposals.get('140')).toMatchObject({ title: `${title} yet`, updates: 1 })
    expect((await lab.ask<Challenge>('GET', `/challenges/${id}`)).links).toHaveLength(1)

    // Somebody took it away over there: it is made again, and the record holds the new one alone.
    decidim.proposals.clear()
    expect((await push(id, whole)).json<DecidimPushed>().proposals).toMatchObject([{ made: true }])
    expect((await lab.ask<Challenge>('GET', `/challenges/${id}`)).links).toHaveLength(1)
  })

  it('gets the ideas of an export, without who had them', async () => {
    await connect()
    const challengeId = await lab.challenge({ title })
    const boardId = await lab.board({ template: 'brainstorm', challengeId })
    const { token } = await lab.guest(boardId, 'participant', { name: 'Ana', sector: 'ngo' })
    for (const text of ['Plant <trees> at the river', 'Shade for the market square']) {
      await lab.ask('POST', `/boards/${boardId}/notes`, { as: token, body: { text, region: 'inbox' } })
    }
    const { id: exportId } = await lab.ask<Export>('POST', `/boards/${boardId}/exports`)
    const { proposals } = await lab.ask<DecidimPreview>(
      'GET',
      `/challenges/${challengeId}/decidim?exportId=${exportId}`,
    )
    expect(proposals.map((one) => one.title)).toEqual(
      expect.arrayContaining(['Plant <trees> at the river', 'Shade for the market square']),
    )
    const chosen = proposals.filter(({ title: words }) => /Plant|Shade/.test(words))
    const body = { exportId, proposals: chosen.map(({ key, title: words }) => ({ key, title: words })) }
    // Both at once are still one of each.
    await Promise.all([push(challengeId, body), push(challengeId, body)])
    const kept = [...decidim.proposals.values()]
    expect(kept.map(({ updates }) => updates)).toEqual([1, 1])
    const sent = decidim.receiver.received.map((received) => received.body).join()
    expect(sent).toContain('Plant &lt;trees&gt;')
    expect(sent).not.toMatch(/Ana|ngo|Civil society/)
    const { links } = await lab.ask<Challenge>('GET', `/challenges/${challengeId}`)
    expect(links?.map(({ part }) => part).sort()).toEqual(chosen.map(({ key }) => key).sort())
  })

  it('says in words what the platform does not take', async () => {
    expect(problemIn(await push(await lab.challenge(), whole)).type).toBe('/problems/out-not-set')
    const id = await lab.challenge({ title })
    const kindOf = async (fields: object, body: object = whole) => {
      await connect(fields)
      const problem = problemIn(await push(id, body))
      return [problem.type.split('/').pop(), problem.detail]
    }
    expect(await kindOf({ token: 'wrong' })).toEqual([
      'decidim-not-allowed',
      expect.stringContaining('permission'),
    ])
    expect(await kindOf({ componentId: '30' })).toEqual([
      'decidim-not-allowed',
      expect.stringContaining('30'),
    ])
    const loud = { proposals: [{ key: 'challenge', title: 'THE RIVER IS DIRTY' }] }
    expect(await kindOf({}, loud)).toEqual(['decidim-refused', 'is using too many caps'])
    other.reply = (res) => res.writeHead(200).end('<html>')
    expect(await kindOf({ address: other.url() })).toEqual(['decidim-answer', expect.any(String)])
    other.reply = (res) => res.writeHead(502).end()
    expect(await kindOf({ address: other.url() })).toEqual(['out-unreachable', expect.any(String)])
    const gone = other.url()
    await other.close()
    expect(await kindOf({ address: gone })).toEqual(['out-unreachable', 'nobody listens there'])
    other = await Receiver.open()
    expect((await lab.ask<Challenge>('GET', `/challenges/${id}`)).links ?? []).toEqual([])
  })

  it.each([
    { proposals: [] },
    { proposals: [{ key: 'challenge', title: 'Too short' }] },
    { proposals: [{ key: 'none', title }] },
    { proposals: [{ key: 'challenge', title }], exportId: 'none' },
    { proposals: Array.from({ length: 21 }, () => ({ key: 'challenge', title })) },
  ])('refuses %j', async (body) => {
    await connect()
    expect(problemIn(await push(await lab.challenge({ title }), body)).status).toBe(422)
    expect(decidim.receiver.received).toEqual([])
  })
})
