import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FacilitatorsView, SessionView, WelcomeView } from '@sheshi/records'
import Provider from 'oidc-provider'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ticketMs } from '../oidc/CitySignIn.ts'
import { Lab, problemIn } from '../testing/lab.ts'

interface Claims {
  name: string
  email: string
  email_verified: boolean
}
/** The people that the city knows. */
const people: Record<string, Claims> = {
  ana: { name: 'Ana Hoxha', email: 'Ana@city.example', email_verified: true },
  ben: { name: 'Ben', email: 'ben@lab.example', email_verified: true },
  eve: { name: 'Eve', email: 'eve@elsewhere.example', email_verified: true },
  liar: { name: 'Liar', email: 'ana@city.example', email_verified: false },
  odd: { name: 'Odd', email: 'x@evil.example@lab.example', email_verified: true },
  twin: { name: 'Ana Hoxha', email: 'a.hoxha@lab.example', email_verified: true },
}

/** A port that nobody has right now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** The city's provider, on this machine; `login` says who sits before its page. */
async function openCity(port: number, callback: string): Promise<Server> {
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    clients: [{ client_id: 'sheshi', client_secret: 'the-client-secret', redirect_uris: [callback] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key for the tests'] },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people[id] }) }),
    // What the provider's own pages do for a person is done here for the test.
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false } },
  })
  const answer = provider.callback()
  const server = createServer(async (req, res) => {
    if (!req.url?.startsWith('/interaction/')) return answer(req, res)
    const { prompt, params, session } = await provider.interactionDetails(req, res)
    if (whoSits === null) {
      await provider.interactionFinished(req, res, { error: 'access_denied' })
    } else if (prompt.name === 'login') {
      await provider.interactionFinished(req, res, { login: { accountId: whoSits } })
    } else {
      const grant = new provider.Grant({
        accountId: session?.accountId ?? '',
        clientId: String(params.client_id),
      })
      grant.addOIDCScope('openid email profile')
      await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } })
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

let whoSits: string | null = 'ana'
let lab: Lab
let city: Server
let cityUrl: string
beforeAll(async () => {
  // The provider remarks on what it would want outside of a test.
  for (const one of ['warn', 'info'] as const) vi.spyOn(console, one).mockImplementation(() => undefined)
  const [labPort, cityPort] = [await freePort(), await freePort()]
  cityUrl = `http://127.0.0.1:${cityPort}`
  const publicUrl = `http://127.0.0.1:${labPort}`
  city = await openCity(cityPort, `${publicUrl}/api/v1/oidc/callback`)
  lab = await Lab.open({
    PORT: String(labPort),
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: cityUrl,
    OIDC_CLIENT_ID: 'sheshi',
    OIDC_CLIENT_SECRET: 'the-client-secret',
    OIDC_FACILITATORS: 'ana@city.example,@lab.example',
  })
})
afterAll(async () => {
  await lab.dispose()
  city.closeAllConnections()
  await new Promise((resolve) => city.close(resolve))
})
afterEach(() => vi.useRealTimers())

/** A browser: cookies by host, redirects followed one by one. */
class Browser {
  private readonly jars = new Map<string, Map<string, string>>()
  readonly visited: string[] = []

  async ask(address: string, init: RequestInit = {}): Promise<Response> {
    const { host, origin } = new URL(address)
    const jar = this.jars.get(host) ?? new Map<string, string>()
    this.jars.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, ...(cookie ? { cookie } : {}), ...(init.method ? { origin } : {}) }
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' })
    this.visited.push(address)
    for (const set of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split(';')
      const [name = '', value = ''] = pair.split('=')
      const gone = value === '' || attributes.some((one) => /expires=thu, 01 jan 1970/i.test(one))
      if (gone) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    const answer = await this.ask(`${lab.url}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await answer.json()) as T
  }

  /** Follows redirects until a page is there, or until `stop` says of the next address that it is enough. */
  async follow(address: string, stop: (next: string) => boolean = () => false): Promise<string> {
    let at = address
    for (let hops = 0; hops < 15; hops += 1) {
      if (stop(at)) return at
      const answer = await this.ask(at)
      const next = answer.headers.get('location')
      if (!next) return at
      at = new URL(next, at).href
    }
    throw new Error('redirected for ever')
  }

  async begin(body: object = {}): Promise<string> {
    return (await this.post<{ url: string }>('/oidc/start', body)).url
  }

  async session(): Promise<SessionView> {
    return (await (await this.ask(`${lab.url}/api/v1/session`)).json()) as SessionView
  }
}

const isCallback = (address: string) => address.includes('/api/v1/oidc/callback')
const endOf = (address: string) => new URL(address).hash

describe('the city’s sign-in', () => {
  it('lets somebody of the list in, by PKCE, state and nonce, and leaves no code in an address of ours', async () => {
    whoSits = 'ana'
    const browser = new Browser()
    const url = new URL(await browser.begin())
    expect(url.origin).toBe(cityUrl)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)).toBeTruthy()
    expect(url.href).not.toContain('the-client-secret')
    expect(await browser.follow(url.href)).toBe(`${lab.url}/`)
    expect(await browser.session()).toMatchObject({ kind: 'facilitator', name: 'Ana Hoxha', how: 'oidc' })
    const ours = browser.visited.filter((address) => address.startsWith(lab.url))
    expect(ours.filter((address) => /code=|state=|token/.test(address)).every(isCallback)).toBe(true)
    const { facilitators, oidc } = await lab.ask<FacilitatorsView>('GET', '/facilitators')
    expect(oidc).toBe(true)
    expect(facilitators).toEqual([
      expect.objectContaining({ name: 'Ana Hoxha', how: 'oidc', email: 'ana@city.example' }),
    ])
  })

  it('knows somebody again, and does not take two of the same name for one', async () => {
    for (const who of ['ana', 'twin', 'ana']) {
      whoSits = who
      const browser = new Browser()
      await browser.follow(await browser.begin())
      expect((await browser.session()).name).toBe(who === 'ana' ? 'Ana Hoxha' : 'Ana Hoxha 2')
    }
    const { facilitators } = await lab.ask<FacilitatorsView>('GET', '/facilitators')
    expect(facilitators.map(({ name }) => name)).toEqual(['Ana Hoxha', 'Ana Hoxha 2'])
  })

  it.each(['eve', 'liar', 'odd'])(
    'sends %s away, who is not of the list, with a word and without a session',
    async (who) => {
      whoSits = who
      const browser = new Browser()
      expect(endOf(await browser.follow(await browser.begin()))).toBe('#city=refused')
      expect((await browser.session()).kind).toBeNull()
    },
  )

  it('says so where somebody gives up at the provider, or is stopped here', async () => {
    whoSits = null
    const browser = new Browser()
    expect(endOf(await browser.follow(await browser.begin()))).toBe('#city=denied')
    whoSits = 'ben'
    const ben = new Browser()
    await ben.follow(await ben.begin())
    const { facilitators } = await lab.ask<FacilitatorsView>('GET', '/facilitators')
    const id = facilitators.find(({ name }) => name === 'Ben')?.id
    await lab.ask('PATCH', `/facilitators/${id}`, { body: { disabled: true } })
    expect((await ben.session()).kind).toBeNull()
    expect(endOf(await ben.follow(await ben.begin()))).toBe('#city=disabled')
    await lab.ask('PATCH', `/facilitators/${id}`, { body: { disabled: false } })
  })

  it('refuses a state that was changed, a ticket of another browser, and none', async () => {
    whoSits = 'ana'
    const browser = new Browser()
    const back = new URL(await browser.follow(await browser.begin(), isCallback))
    const other = new Browser()
    expect(endOf(await other.follow(back.href))).toBe('#city=expired')
    const third = new Browser()
    await third.begin()
    expect(endOf(await third.follow(back.href))).toBe('#city=failed')
    back.searchParams.set('state', 'changed')
    expect(endOf(await browser.follow(back.href))).toBe('#city=failed')
    for (const one of [browser, other, third]) expect((await one.session()).kind).toBeNull()
  })

  it('refuses a code that was used, and a ticket that was changed', async () => {
    whoSits = 'ana'
    const browser = new Browser()
    const back = await browser.follow(await browser.begin(), isCallback)
    const { status, headers } = await browser.ask(back)
    expect([status, headers.get('location')]).toEqual([303, `${lab.url}/`])
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    // The ticket went with the first visit.
    expect(endOf(await browser.follow(back))).toBe('#city=expired')
    const cookie = 'sheshi-city=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    const forged = await fetch(back, { headers: { cookie }, redirect: 'manual' })
    expect(endOf(forged.headers.get('location') ?? '')).toBe('#city=expired')
  })

  it('does not wait for ever: after ten minutes one has to begin again', async () => {
    whoSits = 'ana'
    const browser = new Browser()
    const back = await browser.follow(await browser.begin(), isCallback)
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: now + ticketMs + 1000 })
    expect(endOf(await browser.follow(back))).toBe('#city=expired')
  })

  it('uses up the invite by which somebody came', async () => {
    whoSits = 'ana'
    const made = await lab.ask<WelcomeView>('POST', '/facilitators/invites', { body: {} })
    const secret = made.url?.split('#')[1] ?? ''
    const browser = new Browser()
    await browser.follow(await browser.begin({ secret }))
    expect((await browser.session()).kind).toBe('facilitator')
    const { invites } = await lab.ask<FacilitatorsView>('GET', '/facilitators')
    expect(invites).toEqual([])
    const again = await lab.call('POST', '/oidc/start', { as: null, body: { secret } })
    expect(problemIn(again).type).toBe('/problems/unknown-welcome')
  })
})

it('a provider that does not answer stops neither the start nor anybody else', async () => {
  const port = await freePort()
  const alone = await Lab.open({
    PUBLIC_URL: 'http://127.0.0.1:1',
    OIDC_ISSUER: `http://127.0.0.1:${port}`,
    OIDC_CLIENT_ID: 'sheshi',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_FACILITATORS: 'ana@city.example',
  })
  const answer = await alone.call('POST', '/oidc/start', { as: null, body: {} })
  expect(problemIn(answer)).toMatchObject({ status: 502, type: '/problems/oidc-unreachable' })
  expect((await alone.call('GET', '/boards')).status).toBe(200)
  await alone.dispose()
})

it('is not there where nobody set it up', async () => {
  const without = await Lab.open()
  expect((await without.call('POST', '/oidc/start', { as: null, body: {} })).status).toBe(404)
  expect((await without.call('GET', '/oidc/callback?code=x', { as: null })).status).toBe(404)
  await without.dispose()
})
