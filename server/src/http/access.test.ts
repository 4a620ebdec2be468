import { createHash } from 'node:crypto'
import type { InviteView, SessionView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { sendOutUninvited } from '../housekeeping.ts'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

let lab: Lab
let boardId: string
beforeAll(async () => {
  lab = await Lab.open()
  boardId = await lab.board()
})
afterAll(() => lab.dispose())

const cookieOf = (headers: Headers): string => {
  const cookie = headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error('no cookie was set')
  return cookie
}
const sessionIdOf = (token: string) => createHash('sha256').update(token).digest('hex').slice(0, 32)
const signIn = async () =>
  cookieOf((await lab.call('POST', '/session', { as: null, body: { key: labKey } })).headers)

describe('signing in', () => {
  it('sets a cookie that scripts cannot read, and knows its bearer until signing out', async () => {
    const answer = await lab.call('POST', '/session', { as: null, body: { key: labKey } })
    expect(answer.json<SessionView>().kind).toBe('facilitator')
    const set = answer.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/HttpOnly/)
    expect(set).toMatch(/SameSite=Lax/)
    expect(set).not.toMatch(/Secure/)
    const headers = { cookie: cookieOf(answer.headers), origin: lab.url }
    expect(await lab.ask('GET', '/session', { as: null, headers })).toMatchObject({ kind: 'facilitator' })
    expect((await lab.call('GET', '/boards', { as: null, headers })).status).toBe(200)
    expect((await lab.call('DELETE', '/session', { as: null, headers })).status).toBe(204)
    expect(await lab.ask('GET', '/session', { as: null, headers })).toMatchObject({ kind: null })
    expect((await lab.call('GET', '/boards', { as: null, headers })).status).toBe(401)
  })

  it('keeps neither key nor token on disk in a readable form', async () => {
    const cookie = await signIn()
    const token = cookie.split('=')[1] ?? ''
    const [session] = (await lab.server.services.records.sessions.list()).slice(-1)
    expect(JSON.stringify(session)).not.toContain(token)
    expect(session?.tokenHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('lasts thirty days for a facilitator, and for a guest a day longer than the invite, at most thirty days', async () => {
    const { records } = lab.server.services
    const days = async (token: string) => {
      const session = await records.sessions.get(sessionIdOf(token))
      return (Date.parse(session?.expiresAt ?? '') - Date.now()) / 86_400_000
    }
    expect(await days((await signIn()).split('=')[1] ?? '')).toBeCloseTo(30, 2)
    expect(await days((await lab.guest(boardId)).token)).toBeCloseTo(1.5, 2)
    const body = { role: 'participant', expiresInHours: 24 * 90 }
    const { code } = await lab.ask<InviteView>('POST', `/boards/${boardId}/invites`, { body })
    const { token } = await lab.ask<{ token: string }>('POST', '/join', { as: null, body: { code } })
    expect(await days(token)).toBeCloseTo(30, 2)
  })

  it('marks the cookie Secure behind https', async () => {
    const https = await Lab.open({ PUBLIC_URL: 'https://board.lab.example' })
    const body = { key: labKey }
    const answer = await https.call('POST', '/session', { as: null, body })
    expect(answer.headers.get('set-cookie')).toMatch(/Secure/)
    await https.dispose()
  })

  it('does not let another site write with somebody’s cookie', async () => {
    const cookie = await signIn()
    const body = { title: 'Forged' }
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const headers = { cookie, ...(origin ? { origin } : {}) }
      const answer = await lab.call('POST', '/challenges', { as: null, body, headers })
      expect(problemIn(answer)).toMatchObject({ status: 403, type: '/problems/foreign-origin' })
    }
    const headers = { cookie, origin: lab.url }
    expect((await lab.call('POST', '/challenges', { as: null, body, headers })).status).toBe(201)
    const forged = await lab.call('POST', '/session', {
      as: null,
      body: { key: labKey },
      headers: { origin: 'https://evil.example' },
    })
    expect(problemIn(forged).type).toBe('/problems/foreign-origin')
  })
})

describe('joining', () => {
  it('gives a guest the invite’s role on that board and on no other', async () => {
    const guest = await lab.guest(boardId, 'participant', { name: 'Ana', sector: 'ngo' })
    expect(guest).toMatchObject({ boardId, role: 'participant' })
    const as = guest.token
    expect(await lab.ask('GET', `/boards/${boardId}`, { as })).toMatchObject({ role: 'participant' })
    expect(await lab.ask('GET', '/session', { as })).toMatchObject({
      kind: 'guest',
      name: 'Ana',
      sector: 'ngo',
      boards: { [boardId]: 'participant' },
    })
    const other = await lab.board()
    expect(problemIn(await lab.call('GET', `/boards/${other}`, { as })).status).toBe(403)
    for (const [method, path] of [
      ['GET', '/boards'],
      ['POST', `/boards/${boardId}/exports`],
      ['GET', `/boards/${boardId}/document`],
      ['GET', `/boards/${boardId}/invites`],
      ['DELETE', `/boards/${boardId}`],
      ['POST', '/challenges'],
    ] as const) {
      expect(problemIn(await lab.call(method, path, { as })).type).toBe('/problems/forbidden')
    }
  })

  it('takes a code as people type it', async () => {
    const { code } = await lab.ask<InviteView>('POST', `/boards/${boardId}/invites`, {
      body: { role: 'viewer' },
    })
    const typed = ` ${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`
    expect((await lab.call('POST', '/join', { as: null, body: { code: typed } })).status).toBe(200)
  })

  it('adds a board to the session of a browser that joined before', async () => {
    const other = await lab.board()
    const invites = await Promise.all(
      [boardId, other].map((id) =>
        lab.ask<InviteView>('POST', `/boards/${id}/invites`, { body: { role: 'participant' } }),
      ),
    )
    const first = await lab.call('POST', '/join', {
      as: null,
      body: { code: invites[0]?.code, name: 'Ben' },
    })
    const headers = { cookie: cookieOf(first.headers), origin: lab.url }
    const second = await lab.call('POST', '/join', { as: null, headers, body: { code: invites[1]?.code } })
    expect(second.json<{ token: string }>().token).toBe(first.json<{ token: string }>().token)
    expect(await lab.ask('GET', '/session', { as: null, headers })).toMatchObject({
      name: 'Ben',
      boards: { [boardId]: 'participant', [other]: 'participant' },
    })
  })

  it('gives the role of the newer invite, also to tabs that are open', async () => {
    const board = await lab.board()
    const { token } = await lab.guest(board, 'participant')
    const { code } = await lab.ask<InviteView>('POST', `/boards/${board}/invites`, {
      body: { role: 'viewer' },
    })
    const socket = await openSocket(board, token)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    const answer = await lab.ask('POST', '/join', { as: token, body: { code } })
    expect(answer).toEqual({ token, boardId: board, role: 'viewer' })
    expect(await closed).toBe(4501)
    expect(await lab.ask('GET', `/boards/${board}`, { as: token })).toMatchObject({ role: 'viewer' })
  })

  it('sends out who has signed out meanwhile', async () => {
    const cookie = await signIn()
    const board = await lab.board()
    const socket = await openSocket(board, cookie.split('=')[1] ?? '')
    const guest = await openSocket(board, (await lab.guest(board)).token)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await lab.call('DELETE', '/session', { as: null, headers: { cookie, origin: lab.url } })
    expect(await closed).toBe(4401)
    await sendOutUninvited(lab.server.services)
    expect(guest.readyState).toBe(WebSocket.OPEN)
    guest.terminate()
  })

  it('leaves a facilitator who tries an invite a facilitator', async () => {
    const { code } = await lab.ask<InviteView>('POST', `/boards/${boardId}/invites`, {
      body: { role: 'viewer' },
    })
    const headers = { cookie: await signIn(), origin: lab.url }
    const answer = await lab.call('POST', '/join', { as: null, headers, body: { code } })
    expect(answer.json()).toMatchObject({ role: 'viewer' })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await lab.ask('GET', '/session', { as: null, headers })).toMatchObject({ kind: 'facilitator' })
  })

  it('lets a viewer look and not write', async () => {
    const { token: as } = await lab.guest(boardId, 'viewer')
    expect((await lab.call('GET', `/boards/${boardId}/outline`, { as })).status).toBe(200)
    const note = await lab.call('POST', `/boards/${boardId}/notes`, { as, body: { text: 'Hello' } })
    expect(problemIn(note).type).toBe('/problems/forbidden')
    const picture = await lab.call('POST', `/boards/${boardId}/assets`, { as, body: new Uint8Array(8) })
    expect(problemIn(picture).type).toBe('/problems/forbidden')
  })

  it('shows a big screen the code for participants, and no other', async () => {
    const board = await lab.board()
    const { token: as } = await lab.guest(board, 'screen')
    const participant = await lab.guest(board)
    const shown = await lab.ask<InviteView[]>('GET', `/boards/${board}/invites`, { as })
    expect(shown.map((invite) => invite.code)).toEqual([participant.code])
    const qr = await lab.call('GET', `/boards/${board}/invites/${participant.code}/qr.svg`, { as })
    expect(qr.text).toMatch(/^<svg /)
  })
})

describe('invites', () => {
  it('tells link and code, without letters that look alike', async () => {
    const invite = await lab.ask<InviteView>('POST', `/boards/${boardId}/invites`, {
      body: { role: 'participant' },
    })
    expect(invite.code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/)
    expect(invite.url).toBe(`${lab.url}/join#${invite.code}`)
    const hours = (Date.parse(invite.expiresAt) - Date.parse(invite.createdAt)) / 3_600_000
    expect(hours).toBe(12)
    const open = await lab.ask<InviteView[]>('GET', `/boards/${boardId}/invites`)
    expect(open).toContainEqual(invite)
  })

  it('uses the public address in links', async () => {
    const away = await Lab.open({ PUBLIC_URL: 'https://board.lab.example' })
    const board = await away.board()
    const body = { role: 'screen' }
    const { url, shareUrl } = await away.ask<InviteView>('POST', `/boards/${board}/invites`, { body })
    expect(url).toMatch(/^https:\/\/board\.lab\.example\/join#/)
    expect(shareUrl).toBe(url)
    await away.dispose()
  })

  it('takes back what an invite gave when it is withdrawn, on the wire too, and nothing else', async () => {
    const board = await lab.board()
    const withdrawn = await lab.guest(board)
    const staying = await lab.guest(board)
    const [gone, stays] = await Promise.all([
      openSocket(board, withdrawn.token),
      openSocket(board, staying.token),
    ])
    const closed = new Promise<number>((resolve) => gone.once('close', resolve))
    await lab.ask('DELETE', `/boards/${board}/invites/${withdrawn.code}`)
    expect(await closed).toBe(4430)
    const look = await lab.call('GET', `/boards/${board}`, { as: withdrawn.token })
    expect(problemIn(look)).toMatchObject({ status: 403, type: '/problems/invite-withdrawn' })
    expect(await refusal(board, withdrawn.token)).toBe(4430)
    const join = await lab.call('POST', '/join', { as: null, body: { code: withdrawn.code } })
    expect(problemIn(join).type).toBe('/problems/unknown-code')
    expect(stays.readyState).toBe(WebSocket.OPEN)
    expect((await lab.call('GET', `/boards/${board}`, { as: staying.token })).status).toBe(200)
    stays.terminate()
  })

  it('ends what it gave a day after it has run out', async () => {
    const guest = await lab.guest(boardId)
    const { records } = lab.server.services
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    await records.invites.update(guest.code, (invite) => ({ ...invite, expiresAt: ago(23) }))
    const join = await lab.call('POST', '/join', { as: null, body: { code: guest.code } })
    expect(problemIn(join).type).toBe('/problems/unknown-code')
    expect((await lab.call('GET', `/boards/${boardId}`, { as: guest.token })).status).toBe(200)
    const socket = await openSocket(boardId, guest.token)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await records.invites.update(guest.code, (invite) => ({ ...invite, expiresAt: ago(25) }))
    const look = await lab.call('GET', `/boards/${boardId}`, { as: guest.token })
    expect(problemIn(look)).toMatchObject({ status: 403, type: '/problems/invite-over' })
    await sendOutUninvited(lab.server.services)
    expect(await closed).toBe(4431)
  })
})

describe('the wire', () => {
  it.each([
    ['nobody', null, 4401],
    ['a wrong token', 'not-the-right-token', 4401],
  ])('refuses %s', async (_name, token, code) => {
    expect(await refusal(boardId, token)).toBe(code)
  })

  it('refuses a guest of another board, and a board that is not there', async () => {
    const guest = await lab.guest(await lab.board())
    expect(await refusal(boardId, guest.token)).toBe(4403)
    expect(await refusal('no-such-board', labKey)).toBe(4404)
  })

  it('refuses a page of another site', async () => {
    const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/sync/${boardId}`, {
      headers: { authorization: `Bearer ${labKey}`, origin: 'https://evil.example' },
    })
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve))
    expect(error.message).toContain('403')
  })
})

/** Resolves once the room has said its first word. */
function openSocket(board: string, token: string | null): Promise<WebSocket> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/sync/${board}`, { headers })
  return new Promise((resolve, reject) => {
    socket.once('message', () => resolve(socket))
    socket.once('close', (code) => reject(new Error(String(code))))
    socket.once('error', reject)
  })
}

const refusal = (board: string, token: string | null): Promise<number> =>
  openSocket(board, token).then(
    () => 0,
    (error: Error) => Number(error.message),
  )
