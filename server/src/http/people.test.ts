import { putRecords, readRecords } from '@sheshi/board'
import type { BoardContributions, BoardPerson, PersonData, PresentView, VersionView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { authorTag } from '../access.ts'
import { labLimits } from '../limits.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

const write = async (board: string, as: string, text: string) =>
  (await lab.ask<{ id: string }>('POST', `/boards/${board}/notes`, { as, body: { text } })).id

const shapesOn = async (board: string) => {
  const { doc } = await lab.server.services.rooms.open(board)
  return [...readRecords(doc).values()].filter((record) => record.typeName === 'shape')
}
/** All that the board's document says of a note. */
const noteOn = async (board: string, id: string) => (await shapesOn(board)).find((shape) => shape.id === id)

const mine = (as: string) => lab.ask<BoardContributions[]>('GET', '/me/contributions', { as })
const people = (board: string) => lab.ask<BoardPerson[]>('GET', `/boards/${board}/people`)

/** Somebody's note with their name, as a page writes it. */
async function sign(board: string, id: string, by: string): Promise<void> {
  const note = await noteOn(board, id)
  if (!note) throw new Error('no such note')
  const room = await lab.server.services.rooms.open(board)
  await room.edit('test', (doc) => putRecords(doc, [{ ...note, meta: { ...note.meta, by } }]))
}

async function onLine(board: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/sync/${board}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return socket
}

describe('what somebody wrote', () => {
  it('is listed for them alone, board by board, also after their invite was withdrawn', async () => {
    const [one, two] = [await lab.board({ title: 'One' }), await lab.board({ title: 'Two' })]
    const ana = await lab.guest(one, 'participant', { name: 'Ana' })
    const ben = await lab.guest(one)
    const { code } = await lab.ask<{ code: string }>('POST', `/boards/${two}/invites`, {
      body: { role: 'participant' },
    })
    await lab.ask('POST', '/join', { as: ana.token, body: { code } })
    const first = await write(one, ana.token, 'Benches')
    const second = await write(two, ana.token, 'Shade')
    await write(one, ben.token, 'Not Ana’s')
    await sign(one, first, 'Ana')
    await lab.ask('DELETE', `/boards/${one}/invites/${ana.code}`)
    expect(await mine(ana.token)).toMatchObject([
      {
        boardId: one,
        title: 'One',
        open: false,
        things: [{ id: first.slice(6), text: 'Benches', signed: true }],
      },
      { boardId: two, title: 'Two', open: true, things: [{ text: 'Shade', signed: false }], lines: 0 },
    ])
    const gone = `/me/contributions/${one}/things/${first.slice(6)}`
    expect((await lab.call('DELETE', gone, { as: ana.token })).status).toBe(204)
    expect(await noteOn(one, first)).toBeUndefined()
    expect(await noteOn(two, second)).toBeDefined()
    expect(problemIn(await lab.call('DELETE', gone, { as: ana.token })).type).toBe('/problems/not-found')
  })

  it('is nobody else’s to delete', async () => {
    const board = await lab.board()
    const [ana, ben] = [await lab.guest(board), await lab.guest(await lab.board())]
    const id = await write(board, ana.token, 'Mine')
    const thing = `/me/contributions/${board}/things/${id.slice(6)}`
    const other = await lab.guest(board)
    for (const as of [ben.token, other.token]) {
      expect((await lab.call('DELETE', thing, { as })).status).toBe(404)
    }
    // A board that one never joined is not there; on one's own nothing of others' goes with "all".
    expect((await lab.call('DELETE', `/me/contributions/${board}`, { as: ben.token })).status).toBe(404)
    await lab.ask('DELETE', `/me/contributions/${board}`, { as: other.token })
    expect((await lab.call('DELETE', thing, { as: null })).status).toBe(401)
    expect((await lab.call('GET', '/me', { as: null })).status).toBe(401)
    expect((await lab.call('GET', '/me')).status).toBe(403)
    expect(await noteOn(board, id)).toBeDefined()
  })

  it('goes all at once, or only loses its name', async () => {
    const board = await lab.board()
    const ana = await lab.guest(board, 'participant', { name: 'Ana', sector: 'ngo' })
    const [first, second] = [await write(board, ana.token, 'A'), await write(board, ana.token, 'B')]
    await sign(board, first, 'Ana')
    await lab.ask('DELETE', `/me/contributions/${board}/name`, { as: ana.token })
    expect((await noteOn(board, first))?.meta).toEqual({ sector: 'ngo', who: expect.any(String) })
    await lab.ask('DELETE', `/me/contributions/${board}`, { as: ana.token })
    expect([await noteOn(board, first), await noteOn(board, second)]).toEqual([undefined, undefined])
    expect((await mine(ana.token))[0]?.things).toEqual([])
  })
})

it('is not asked for more often than documents can be read', async () => {
  const { token } = await lab.guest(await lab.board())
  const asked = Array.from({ length: labLimits.ownListsPerMinute + 1 }, () =>
    lab.call('GET', '/me/contributions', { as: token }),
  )
  const refused = (await Promise.all(asked)).filter(({ status }) => status === 429)
  expect(refused).toHaveLength(1)
})

describe('letting go of a person', () => {
  const said = { name: 'Mira Hoxha', sector: 'university', city: 'gjirokastër' }

  it('shows a facilitator who joined, and gives out all that is kept of one', async () => {
    const board = await lab.board()
    const mira = await lab.guest(board, 'participant', said)
    await write(board, mira.token, 'A path along the river')
    const socket = await onLine(board, mira.token)
    const [person] = await people(board)
    expect(person).toMatchObject({
      ...{ name: 'Mira Hoxha', sector: 'university', city: 'Gjirokastër', role: 'participant' },
      ...{ contributions: 1, present: true, live: true },
    })
    socket.terminate()
    const data = await lab.call('GET', `/boards/${board}/people/${person?.id}`)
    expect(data.headers.get('content-disposition')).toContain('person.json')
    expect(data.json<PersonData>()).toMatchObject({
      ...{ name: 'Mira Hoxha', city: 'Gjirokastër', live: true },
      boards: [
        { boardId: board, tag: person?.id, things: [{ text: 'A path along the river' }], scores: null },
      ],
    })
    expect(await lab.ask('GET', '/me', { as: mira.token })).toEqual(data.json())
    // Neither the token nor what leads to it.
    const session = (await lab.server.services.records.sessions.list({ name: 'Mira Hoxha' }))[0]
    expect(session && (data.text.includes(session.id) || data.text.includes(session.tokenHash))).toBe(false)
    expect((await lab.call('GET', `/boards/${board}/people`, { as: mira.token })).status).toBe(403)
    expect((await lab.call('GET', `/boards/${board}/people/nobody`)).status).toBe(404)
  })

  it('ends the session, wipes what was said, and takes every mark off, when a facilitator erases', async () => {
    const board = await lab.board({ template: 'challenge-screening' })
    const mira = await lab.guest(board, 'participant', said)
    const ben = await lab.guest(board, 'participant', { name: 'Ben', sector: 'ngo' })
    const note = await write(board, mira.token, 'Stays, but is nobody’s')
    const other = await write(board, ben.token, 'Ben’s')
    await sign(board, note, 'Mira Hoxha')
    await lab.ask('POST', `/boards/${board}/screening/open`)
    await lab.ask('PUT', `/boards/${board}/screening/ballot`, { as: mira.token, body: { scores: {} } })
    const { history, ballots, records } = lab.server.services
    const session = (await records.sessions.list({ kind: 'guest' })).find(({ grants }) => grants[board])
    const id = session?.id ?? ''
    history.changed(board, new Set([id]))
    await lab.ask('POST', `/boards/${board}/versions`, { body: { name: 'Before' } })
    const socket = await onLine(board, mira.token)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    const tag = authorTag(id, board)
    await lab.ask('DELETE', `/boards/${board}/people/${tag}`)
    expect(await closed).toBe(4401)
    expect((await noteOn(board, note))?.meta).toEqual({})
    expect((await noteOn(board, other))?.meta).toMatchObject({ sector: 'ngo', who: expect.any(String) })
    expect(Object.keys((await ballots.round(board))?.ballots ?? { one: 1 })).toEqual([])
    const [version] = await lab.ask<VersionView[]>('GET', `/boards/${board}/versions`)
    expect(version).toMatchObject({ name: 'Before', people: [] })
    expect((await lab.call('GET', `/boards/${board}`, { as: mira.token })).status).toBe(401)
    expect((await people(board)).map(({ name }) => name)).toEqual(['Ben'])
    expect(await records.sessions.get(id)).toBeNull()
  })

  it('takes everything they made, too, where that is asked, on every board they were on', async () => {
    const [one, two] = [await lab.board(), await lab.board()]
    const mira = await lab.guest(one, 'participant', said)
    const { code } = await lab.ask<{ code: string }>('POST', `/boards/${two}/invites`, {
      body: { role: 'participant' },
    })
    await lab.ask('POST', '/join', { as: mira.token, body: { code } })
    const notes = [await write(one, mira.token, 'A'), await write(two, mira.token, 'B')]
    const before = (await shapesOn(one)).length
    expect((await lab.call('DELETE', '/me?things=remove', { as: mira.token })).status).toBe(204)
    expect([await noteOn(one, notes[0] ?? ''), await noteOn(two, notes[1] ?? '')]).toEqual([
      undefined,
      undefined,
    ])
    expect((await shapesOn(one)).length).toBe(before - 1)
    expect((await lab.call('GET', '/me', { as: mira.token })).status).toBe(401)
  })

  it('begins a board’s history anew where older states must go', async () => {
    const board = await lab.board()
    const ana = await lab.guest(board)
    await write(board, ana.token, 'To be forgotten')
    await lab.ask('POST', `/boards/${board}/versions`, { body: { name: 'Old' } })
    await lab.ask('DELETE', `/me/contributions/${board}`, { as: ana.token })
    expect((await lab.call('DELETE', `/boards/${board}/versions`, { as: ana.token })).status).toBe(403)
    await lab.ask('DELETE', `/boards/${board}/versions`)
    const versions = await lab.ask<VersionView[]>('GET', `/boards/${board}/versions`)
    expect(versions).toMatchObject([{ kind: 'start', name: '' }])
    const { records } = await lab.ask<{ records: unknown[] }>(
      'GET',
      `/boards/${board}/versions/${versions[0]?.id}/records`,
    )
    expect(JSON.stringify(records)).not.toContain('To be forgotten')
  })
})

describe('who is here', () => {
  it('is told in numbers, in which small sectors and cities are not named', async () => {
    const board = await lab.board()
    const sockets: WebSocket[] = []
    const come = async (count: number, person: object) => {
      for (let one = 0; one < count; one += 1)
        sockets.push(await onLine(board, (await lab.guest(board, 'participant', { ...person })).token))
    }
    await come(3, { sector: 'citizens', city: 'Shkodër' })
    await come(1, { sector: 'ngo', city: 'Rome' })
    await come(2, { sector: 'public' })
    const asked = await lab.call('GET', `/boards/${board}/present`, { as: (await lab.guest(board)).token })
    expect(asked.json<PresentView>()).toEqual({
      people: 6,
      bySector: { citizens: 3, other: 3 },
      byCity: { Shkodër: 3, other: 3 },
    })
    for (const socket of sockets) socket.terminate()
  })
})
