import type { FacilitatorsView, SessionView, WelcomeView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { tidy } from '../housekeeping.ts'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

const good = 'a green river in May'
let lab: Lab
beforeAll(async () => {
  lab = await Lab.open({ TRUST_PROXY: '1' })
})
afterAll(() => lab.dispose())

let address = 0
/** A call by a browser with this cookie, each test from an address of its own. */
const browser = (method: string, path: string, body?: unknown, cookie?: string) => {
  const from = `192.0.2.${address}`
  const headers = { 'x-forwarded-for': from, origin: lab.url, ...(cookie ? { cookie } : {}) }
  return lab.call(method, path, { as: null, body, headers })
}
const cookieIn = (answer: { headers: Headers }) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const overview = () => lab.ask<FacilitatorsView>('GET', '/facilitators')

async function invite(name?: string): Promise<{ id: string; secret: string; url: string }> {
  const made = await lab.ask<WelcomeView>('POST', '/facilitators/invites', { body: name ? { name } : {} })
  return { id: made.id, secret: made.url?.split('#')[1] ?? '', url: made.url ?? '' }
}

/** Makes a facilitator, and answers their cookie. */
async function become(name: string, passphrase = good): Promise<string> {
  address += 1
  const answer = await browser('POST', '/welcome', { secret: (await invite()).secret, name, passphrase })
  expect(answer.status).toBe(200)
  return cookieIn(answer)
}
const idOf = async (name: string) =>
  (await overview()).facilitators.find((one) => one.name === name)?.id ?? 'none'

describe('becoming a facilitator', () => {
  it('by a link that works once, for seven days, and rests only as a hash', async () => {
    const { id, secret, url } = await invite('Ana')
    expect(url).toBe(`${lab.url}/welcome#${secret}`)
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
    expect(JSON.stringify(await lab.server.services.records.welcomes.list())).not.toContain(secret)
    const listed = (await overview()).invites.find((one) => one.id === id)
    expect(listed).not.toHaveProperty('url')
    const days = (Date.parse(listed?.expiresAt ?? '') - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(7, 2)
    expect((await browser('POST', '/welcome/look', { secret })).json()).toMatchObject({ name: 'Ana' })

    const answer = await browser('POST', '/welcome', { secret, name: 'Ana Hoxha', passphrase: good })
    expect(answer.json<SessionView>()).toMatchObject({
      kind: 'facilitator',
      name: 'Ana Hoxha',
      how: 'passphrase',
    })
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/)
    const [known] = (await lab.server.services.records.facilitators.list()).slice(-1)
    expect(JSON.stringify(known)).not.toContain(good)
    const twice = await browser('POST', '/welcome', { secret, name: 'Ben', passphrase: good })
    expect(problemIn(twice)).toMatchObject({ status: 404, type: '/problems/unknown-welcome' })
    expect((await overview()).invites.map((one) => one.id)).not.toContain(id)
  })

  it('not by a weak passphrase, a name that is taken or a link that is withdrawn or over; a mistake uses nothing up', async () => {
    await become('Besa')
    const { id, secret } = await invite()
    const take = (fields: object) =>
      browser('POST', '/welcome', { secret, name: 'Cem', passphrase: good, ...fields })
    expect(problemIn(await take({ passphrase: 'short' }))).toMatchObject({
      type: '/problems/weak-passphrase',
      errors: [{ pointer: '/passphrase', code: 'short' }],
    })
    expect(problemIn(await take({ name: ' BESA ' })).type).toBe('/problems/name-taken')
    expect(problemIn(await take({ name: 'a\nb' })).type).toBe('/problems/invalid-body')
    await lab.ask('DELETE', `/facilitators/invites/${id}`)
    expect(problemIn(await take({})).type).toBe('/problems/unknown-welcome')

    const late = await invite()
    const { records } = lab.server.services
    await records.welcomes.update(late.id, (known) => ({ ...known, expiresAt: new Date().toISOString() }))
    const answer = await browser('POST', '/welcome', { secret: late.secret, name: 'Cem', passphrase: good })
    expect(problemIn(answer).type).toBe('/problems/unknown-welcome')
    await tidy(lab.server.services)
    expect(await records.welcomes.get(late.id)).toBeNull()
  })

  it('once, however many take the same link at the same moment', async () => {
    const { secret } = await invite()
    address += 1
    const answers = await Promise.all(
      ['Dea', 'Edi', 'Fatos'].map((name) => browser('POST', '/welcome', { secret, name, passphrase: good })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404])
  })

  it('is for facilitators to offer, and for nobody else', async () => {
    const boardId = await lab.board()
    const { token } = await lab.guest(boardId)
    for (const [method, path, body] of [
      ['GET', '/facilitators'],
      ['POST', '/facilitators/invites', {}],
      ['PATCH', '/facilitators/abc', { disabled: true }],
      ['DELETE', '/facilitators/abc'],
      ['DELETE', '/facilitators/sessions/abc'],
      ['DELETE', '/facilitators/invites/abc'],
      ['POST', '/session/passphrase', { current: good, passphrase: good }],
      ['DELETE', '/session/everywhere'],
    ] as const) {
      expect((await lab.call(method, path, { as: token, body })).status).toBe(403)
      expect((await lab.call(method, path, { as: null, body })).status).toBe(401)
    }
  })
})

describe('signing in by name and passphrase', () => {
  it('works however the name is written, and shows it on boards', async () => {
    await become('Gëzim Kola')
    const answer = await browser('POST', '/session', { name: ' gëzim  kola ', passphrase: good })
    expect(answer.json<SessionView>()).toMatchObject({ kind: 'facilitator', name: 'Gëzim Kola' })
    const session = await browser('GET', '/session', undefined, cookieIn(answer))
    expect(session.json<SessionView>().name).toBe('Gëzim Kola')
  })

  it('says the same of a wrong name and of a wrong passphrase, and makes both wait', async () => {
    await become('Hana')
    address += 1
    const wrongName = await browser('POST', '/session', { name: 'Nobody', passphrase: good })
    const wrongPassphrase = await browser('POST', '/session', { name: 'Hana', passphrase: `${good}!` })
    expect(problemIn(wrongName)).toMatchObject({ status: 401, type: '/problems/wrong-passphrase' })
    expect(wrongPassphrase.text).toBe(wrongName.text)
    const tries = lab.server.services.tries.signIn
    for (let failed = 0; failed < 12; failed += 1)
      tries.begin(`198.51.100.${failed}`, 'hana', performance.now())
    const waits = await browser('POST', '/session', { name: 'Hana', passphrase: good })
    expect(problemIn(waits)).toMatchObject({ status: 429, retryAfter: expect.any(Number) })
  })

  it('counts wrong keys by address, and lets the right one in from another', async () => {
    address += 1
    const keys = Array.from({ length: 22 }, () => browser('POST', '/session', { key: 'not-the-key' }))
    expect((await Promise.all(keys)).map(({ status }) => status)).toContain(429)
    expect((await browser('POST', '/session', { key: labKey })).status).toBe(429)
    address += 1
    expect((await browser('POST', '/session', { key: labKey })).status).toBe(200)
  })

  it('counts wrong keys that are sent as bearer tokens too, on HTTP and sockets, and not those of sessions', async () => {
    address += 1
    const from = { 'x-forwarded-for': `192.0.2.${address}` }
    const look = (as: string) => lab.call('GET', '/boards', { as, headers: from })
    const { token } = await lab.guest(await lab.board())
    for (let wrong = 0; wrong < 20; wrong += 1) expect((await look(`wrong-${wrong}`)).status).toBe(401)
    expect((await look('wrong-once-more')).status).toBe(401)
    expect(problemIn(await look(labKey))).toMatchObject({ status: 429, type: '/problems/too-many-requests' })
    expect((await look(token)).status).toBe(403)
    const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/sync/any`, {
      headers: { authorization: `Bearer ${labKey}`, ...from },
    })
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4529)
    // The sign-in page is not held up by a program with an old key.
    expect((await browser('POST', '/session', { key: labKey })).status).toBe(200)
  })

  it('sends people away with a time to come again when too many hashes wait', async () => {
    address += 1
    const from = (index: number) => ({ 'x-forwarded-for': `203.0.113.${index}` })
    const tries = Array.from({ length: 24 }, (_, index) =>
      lab.call('POST', '/session', {
        as: null,
        body: { name: `Nobody ${index}`, passphrase: good },
        headers: from(index),
      }),
    )
    const busy = (await Promise.all(tries)).filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThan(0)
    for (const answer of busy) {
      expect(problemIn(answer).type).toBe('/problems/busy')
      expect(answer.headers.get('retry-after')).toBe('5')
    }
  })
})

describe('looking after facilitators', () => {
  /** Opens a board; answers what waits for the code that its socket is closed with. */
  const watch = async (boardId: string, cookie: string): Promise<() => Promise<number>> => {
    const address = `${lab.url.replace('http', 'ws')}/sync/${boardId}`
    const socket = new WebSocket(address, { headers: { cookie, origin: lab.url } })
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await new Promise((resolve) => socket.once('message', resolve))
    return () => closed
  }
  const kindOf = async (cookie: string) =>
    (await browser('GET', '/session', undefined, cookie)).json<SessionView>().kind

  it('stopping or removing one ends sessions and sockets at once, and undoing it lets them in again', async () => {
    const boardId = await lab.board()
    const cookie = await become('Ilir')
    const id = await idOf('Ilir')
    let closed = await watch(boardId, cookie)
    expect(await lab.ask('PATCH', `/facilitators/${id}`, { body: { disabled: true } })).toMatchObject({
      name: 'Ilir',
      disabled: true,
    })
    expect(await closed()).toBe(4401)
    expect(await kindOf(cookie)).toBeNull()
    const signIn = () => browser('POST', '/session', { name: 'Ilir', passphrase: good })
    expect(problemIn(await signIn()).type).toBe('/problems/wrong-passphrase')
    await lab.ask('PATCH', `/facilitators/${id}`, { body: { disabled: false } })
    const again = cookieIn(await signIn())
    closed = await watch(boardId, again)
    expect((await lab.call('DELETE', `/facilitators/${id}`)).status).toBe(204)
    expect(await closed()).toBe(4401)
    expect(await kindOf(again)).toBeNull()
    expect((await lab.call('DELETE', `/facilitators/${id}`)).status).toBe(404)
  })

  it('lists who is signed in and where from, and ends one of them', async () => {
    const cookie = await become('Jeta')
    const id = await idOf('Jeta')
    const second = cookieIn(await browser('POST', '/session', { name: 'Jeta', passphrase: good }))
    const seen = (await browser('GET', '/facilitators', undefined, second)).json<FacilitatorsView>()
    expect(seen.own).toBe(id)
    expect(seen.facilitators.find((one) => one.id === id)?.seenAt).not.toBeNull()
    const hers = seen.sessions.filter((one) => one.facilitatorId === id)
    expect(hers).toHaveLength(2)
    const other = hers.find(({ own }) => !own)?.id
    expect(JSON.stringify(seen)).not.toContain('hash')
    expect((await browser('DELETE', `/facilitators/sessions/${other}`, undefined, second)).status).toBe(204)
    expect([await kindOf(cookie), await kindOf(second)]).toEqual([null, 'facilitator'])
    expect((await browser('DELETE', `/facilitators/sessions/${other}`, undefined, second)).status).toBe(404)
  })

  it('one changes one’s own passphrase, which signs other browsers out, and signs out everywhere', async () => {
    const cookie = await become('Kujtim')
    const other = cookieIn(await browser('POST', '/session', { name: 'Kujtim', passphrase: good }))
    const change = (current: string, passphrase: string) =>
      browser('POST', '/session/passphrase', { current, passphrase }, cookie)
    expect(problemIn(await change('not the one it is', 'a red river in June')).status).toBe(401)
    expect(problemIn(await change(good, 'kujtimkujtim')).status).toBe(422)
    expect((await change(good, 'a red river in June')).status).toBe(204)
    expect([await kindOf(cookie), await kindOf(other)]).toEqual(['facilitator', null])
    const signIn = (passphrase: string) => browser('POST', '/session', { name: 'Kujtim', passphrase })
    expect((await signIn(good)).status).toBe(401)
    const third = cookieIn(await signIn('a red river in June'))
    expect((await browser('DELETE', '/session/everywhere', undefined, third)).status).toBe(204)
    expect([await kindOf(cookie), await kindOf(third)]).toEqual([null, null])
  })

  it('the key’s holder has no passphrase to change, and signing out everywhere leaves those with names', async () => {
    const cookie = await become('Lira')
    address += 1
    const keys = [
      cookieIn(await browser('POST', '/session', { key: labKey })),
      cookieIn(await browser('POST', '/session', { key: labKey })),
    ]
    const answer = await browser('POST', '/session/passphrase', { current: good, passphrase: good }, keys[0])
    expect(problemIn(answer).type).toBe('/problems/forbidden')
    expect((await browser('DELETE', '/session/everywhere', undefined, keys[0])).status).toBe(204)
    expect(await Promise.all([...keys, cookie].map(kindOf))).toEqual([null, null, 'facilitator'])
  })

  it('no other site can do any of it with somebody’s cookie', async () => {
    const cookie = await become('Mira')
    for (const [method, path, body] of [
      ['POST', '/facilitators/invites', {}],
      ['DELETE', `/facilitators/${await idOf('Mira')}`],
      ['DELETE', '/session/everywhere'],
      ['POST', '/welcome', { secret: 'x', name: 'Y', passphrase: good }],
    ] as const) {
      const headers = { cookie, origin: 'https://evil.example' }
      const answer = await lab.call(method, path, { as: null, body, headers })
      expect(problemIn(answer).type).toBe('/problems/foreign-origin')
    }
    expect(await kindOf(cookie)).toBe('facilitator')
  })

  it('survives a restart', async () => {
    const cookie = await become('Nora')
    await lab.restart()
    expect(await kindOf(cookie)).toBe('facilitator')
    expect((await browser('POST', '/session', { name: 'Nora', passphrase: good })).status).toBe(200)
  })
})
