import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type BoardView, ChallengeRecord, type ChallengeView, type InviteView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc } from 'yjs'
import { tidy } from '../housekeeping.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

describe('challenges', () => {
  it('are written down, changed by fields, and keep the history of their steps', async () => {
    const body = {
      title: 'Clean water',
      affectedGroups: [{ label: 'Fishing families', hardship: ['poverty'] }],
      partners: [{ name: 'Polis', sector: 'university' }],
      owner: { organisation: 'Bashkia', contact: 'a@b.example' },
    }
    const made = await lab.call('POST', '/challenges', { body })
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    const challenge = made.json<ChallengeView>()
    expect(made.headers.get('location')).toBe(`/api/v1/challenges/${challenge.id}`)
    expect(challenge).toMatchObject({ ...body, step: 'engage', visibility: 'lab', boards: [], exports: [] })
    const moved = await lab.call('PATCH', `/challenges/${challenge.id}`, {
      body: { step: 'identify', reason: 'Forty people came', summary: { sq: 'Lumi', it: 'Il fiume' } },
      headers: { 'if-match': '"1"' },
    })
    expect(moved.headers.get('etag')).toBe('"2"')
    expect(moved.json<ChallengeView>().stepHistory).toMatchObject([
      { step: 'engage' },
      { step: 'identify', reason: 'Forty people came', by: 'facilitator' },
    ])
    const same = await lab.ask<ChallengeView>('PATCH', `/challenges/${challenge.id}`, {
      body: { step: 'identify' },
    })
    expect(same.stepHistory).toHaveLength(2)
    await lab.restart()
    expect(await lab.ask('GET', `/challenges/${challenge.id}`)).toEqual(same)
    expect(ChallengeRecord.parse(same)).toEqual(same)
  })

  it('are not overwritten by somebody who saw an older version', async () => {
    const id = await lab.challenge()
    const patch = (title: string, etag: string) =>
      lab.call('PATCH', `/challenges/${id}`, { body: { title }, headers: { 'if-match': etag } })
    expect((await patch('Ana was faster', 'W/"1"')).status).toBe(200)
    expect(problemIn(await patch('Ben was slower', '"1"'))).toMatchObject({
      status: 412,
      type: '/problems/changed',
    })
    expect(problemIn(await patch('Nonsense', 'abc')).status).toBe(412)
    const late = await lab.call('DELETE', `/challenges/${id}`, { headers: { 'if-match': '"1"' } })
    expect(problemIn(late).status).toBe(412)
    expect(await lab.ask('GET', `/challenges/${id}`)).toMatchObject({ title: 'Ana was faster', version: 2 })
  })

  it('are for the lab alone, unless shared', async () => {
    const id = await lab.challenge({ owner: { organisation: 'Bashkia', contact: 'secret@b.example' } })
    const asNobody = () => lab.call('GET', `/challenges/${id}`, { as: null })
    expect(problemIn(await asNobody()).type).toBe('/problems/not-signed-in')
    await lab.ask('PATCH', `/challenges/${id}`, { body: { visibility: 'public' } })
    const shown = await asNobody()
    expect(shown.status).toBe(200)
    expect(shown.text).not.toContain('secret@b.example')
    expect(shown.json<ChallengeView>().owner).toEqual({ organisation: 'Bashkia' })
    const listed = await lab.ask<ChallengeView[]>('GET', '/challenges', { as: null })
    expect(listed.map((challenge) => challenge.id)).toEqual([id])
    await lab.ask('PATCH', `/challenges/${id}`, { body: { visibility: 'link' } })
    expect((await asNobody()).status).toBe(200)
    expect(await lab.ask('GET', '/challenges', { as: null })).toEqual([])
  })

  it('leave their boards behind when they are deleted', async () => {
    const challengeId = await lab.challenge()
    const board = await lab.board({ challengeId })
    expect((await lab.ask<ChallengeView>('GET', `/challenges/${challengeId}`)).boards).toMatchObject([
      { boardId: board, template: 'problem-tree', title: 'River' },
    ])
    await lab.ask('DELETE', `/challenges/${challengeId}`)
    expect(await lab.ask('GET', `/boards/${board}`)).toMatchObject({
      challengeId: null,
      challengeTitle: null,
    })
    expect(problemIn(await lab.call('GET', `/challenges/${challengeId}`)).status).toBe(404)
  })
})

describe('boards', () => {
  it('are made from every template in every language', async () => {
    const templates = await lab.ask<{ id: string; name: Record<string, string> }[]>('GET', '/templates', {
      as: null,
    })
    expect(templates.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['blank', 'brainstorm', 'problem-tree', 'prototype-sketch']),
    )
    for (const { id: template, name } of templates) {
      expect(Object.keys(name).sort()).toEqual(['en', 'it', 'sq'])
      for (const locale of ['en', 'it', 'sq']) {
        const id = await lab.board({ template, locale })
        const outline = await lab.ask<{ template: string; loose: unknown[] }>('GET', `/boards/${id}/outline`)
        expect(outline).toMatchObject({ template, locale, loose: [] })
      }
    }
  })

  it('have the form of their template that was chosen, and no other', async () => {
    type Offered = { id: string; groupSize: unknown; script: object[]; variants: { id: string }[] }
    const offered = await lab.ask<Offered[]>('GET', '/templates', { as: null })
    const helix = offered.find(({ id }) => id === 'helix-map')
    expect(helix?.variants.map(({ id }) => id)).toEqual(['usual', 'circles-4', 'circles-3'])
    expect(helix).toMatchObject({ groupSize: [3, 12], script: { length: 5 } })
    for (const [variant, circles] of [
      ['usual', 5],
      ['circles-3', 3],
    ] as const) {
      const id = await lab.board({ template: 'helix-map', variant })
      const outline = await lab.ask<{ circles: unknown[] }>('GET', `/boards/${id}/outline`)
      expect(outline.circles).toHaveLength(circles)
    }
    const body = { title: 'Lumi', template: 'helix-map', variant: 'circles-7' }
    const refused = problemIn(await lab.call('POST', '/boards', { body }))
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer: '/variant', code: 'unknown' }] })
  })

  it('take the language of the one who makes them where none is said', async () => {
    const body = { title: 'Lumi', template: 'blank' }
    const headers = { 'accept-language': 'de, sq;q=0.8, en;q=0.5' }
    expect(await lab.ask('POST', '/boards', { body, headers })).toMatchObject({ locale: 'sq' })
  })

  it('are renamed, and moved to another challenge', async () => {
    const challengeId = await lab.challenge({ title: 'Air' })
    const id = await lab.board()
    const moved = await lab.ask<BoardView>('PATCH', `/boards/${id}`, { body: { title: 'Wind', challengeId } })
    expect(moved).toMatchObject({ title: 'Wind', challengeId, challengeTitle: 'Air', version: 2 })
    const late = await lab.call('PATCH', `/boards/${id}`, {
      body: { title: 'Late' },
      headers: { 'if-match': '"1"' },
    })
    expect(problemIn(late).status).toBe(412)
    const listed = await lab.ask<BoardView[]>('GET', `/boards?challengeId=${challengeId}`)
    expect(listed.map((board) => board.id)).toEqual([id])
    await lab.ask('PATCH', `/boards/${id}`, { body: { challengeId: null } })
    expect(await lab.ask('GET', `/boards/${id}`)).toMatchObject({ challengeId: null })
  })

  it('show their picture, which changes with the drawing, and so does their time', async () => {
    const id = await lab.board()
    const before = await lab.ask<BoardView>('GET', `/boards/${id}`)
    const picture = await lab.call('GET', before.previewUrl.replace('/api/v1', ''))
    expect(picture.headers.get('content-type')).toMatch(/^image\/svg\+xml/)
    await lab.ask('POST', `/boards/${id}/notes`, { body: { text: 'Waste water <script>' } })
    const after = await lab.ask<BoardView>('GET', `/boards/${id}`)
    expect(after.changedAt > before.changedAt).toBe(true)
    expect(after.version).toBe(1)
    expect(after.previewUrl).not.toBe(before.previewUrl)
    const changed = await lab.call('GET', after.previewUrl.replace('/api/v1', ''))
    expect(changed.text).not.toBe(picture.text)
    expect(changed.text).not.toContain('<script>')
    await lab.restart()
    expect((await lab.ask<BoardView>('GET', `/boards/${id}`)).changedAt).toBe(after.changedAt)
  })

  it('can be brought back for a day, with all that is on them', async () => {
    const id = await lab.board()
    await lab.ask('POST', `/boards/${id}/notes`, { body: { text: 'Do not lose me' } })
    await lab.ask('DELETE', `/boards/${id}`)
    expect(problemIn(await lab.call('GET', `/boards/${id}`)).status).toBe(404)
    expect(problemIn(await lab.call('POST', `/boards/${id}/notes`, { body: { text: 'A' } })).status).toBe(404)
    const ids = async (query: string) =>
      (await lab.ask<BoardView[]>('GET', `/boards${query}`)).map((board) => board.id)
    expect(await ids('')).not.toContain(id)
    expect(await ids('?deleted=true')).toContain(id)
    await lab.restart()
    await lab.ask('POST', `/boards/${id}/restore`)
    const csv = await lab.call('GET', `/boards/${id}/outline`, { headers: { accept: 'text/csv' } })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.text).toContain('Do not lose me')
  })

  it('are gone for good after that day, with their pictures and invites', async () => {
    const id = await lab.board()
    const { code } = await lab.guest(id)
    await lab.ask('DELETE', `/boards/${id}`)
    const { services } = lab.server
    await tidy(services, Date.now() + 23 * 3_600_000)
    expect(await services.records.boards.get(id)).not.toBeNull()
    await tidy(services, Date.now() + 25 * 3_600_000)
    expect(await services.records.boards.get(id)).toBeNull()
    expect(await services.records.invites.get(code)).toBeNull()
    await expect(services.rooms.open(id)).rejects.toThrow()
    expect(problemIn(await lab.call('POST', `/boards/${id}/restore`)).status).toBe(404)
  })

  it('answer their outline as asked, and say what is possible', async () => {
    const id = await lab.board()
    const asking = (accept: string) => lab.call('GET', `/boards/${id}/outline`, { headers: { accept } })
    expect((await asking('text/html, text/markdown;q=0.9')).headers.get('content-type')).toMatch(/markdown/)
    expect((await asking('*/*')).json()).toMatchObject({ template: 'problem-tree' })
    expect(problemIn(await asking('image/png'))).toMatchObject({
      status: 406,
      type: '/problems/not-acceptable',
    })
  })

  it('take a note from a phone, saved before it is answered', async () => {
    const id = await lab.board({ template: 'brainstorm' })
    const { token: as } = await lab.guest(id)
    const note = await lab.call('POST', `/boards/${id}/notes`, {
      as,
      body: { text: 'Autobus falas', color: 'green' },
    })
    expect(note.status).toBe(201)
    expect(note.json<{ id: string }>().id).toMatch(/^shape:/)
    await lab.restart()
    expect(await lab.ask('GET', `/boards/${id}/outline`)).toMatchObject({
      inbox: [{ text: 'Autobus falas' }],
    })
  })

  it('travel as one update from board to board', async () => {
    const id = await lab.board({ template: 'blank' })
    await lab.ask('POST', `/boards/${id}/notes`, { body: { text: 'Before' } })
    const document = async () => {
      const answer = await fetch(`${lab.url}/api/v1/boards/${id}/document`, {
        headers: { authorization: 'Bearer a-key-for-the-tests' },
      })
      return new Uint8Array(await answer.arrayBuffer())
    }
    const copy = new Doc()
    applyUpdate(copy, await document())
    await lab.ask('POST', `/boards/${id}/notes`, { body: { text: 'Meanwhile' } })
    const records = copy.getMap<unknown>('records')
    const noteId = [...records.keys()].find((key) => key.startsWith('shape:')) ?? ''
    let update = new Uint8Array()
    copy.on('update', (bytes: Uint8Array) => {
      update = new Uint8Array(bytes)
    })
    records.delete(noteId)
    await lab.ask('PUT', `/boards/${id}/document`, {
      body: update,
      headers: { 'content-type': 'application/octet-stream' },
    })
    const { loose } = await lab.ask<{ loose: { text: string }[] }>('GET', `/boards/${id}/outline`)
    expect(loose.map(({ text }) => text)).toEqual(['Meanwhile'])
  })
})

describe('while the disk fails', () => {
  it('nothing is half-written, everybody is told, and it goes on by itself afterwards', async () => {
    const id = await lab.challenge({ title: 'Before' })
    const folder = join(lab.dataDir, 'records')
    const health = async () => {
      const answer = await fetch(`${lab.url}/healthz`)
      return { status: answer.status, body: (await answer.json()) as unknown }
    }
    await rename(folder, `${folder}.away`)
    const failing = await lab.call('PATCH', `/challenges/${id}`, { body: { title: 'Not saved' } })
    expect(problemIn(failing)).toMatchObject({ status: 503, type: '/problems/not-saving' })
    expect(await lab.ask('GET', `/challenges/${id}`)).toMatchObject({ title: 'Before', version: 1 })
    const board = { title: 'Half', template: 'blank' }
    expect(problemIn(await lab.call('POST', '/boards', { body: board })).status).toBe(503)
    expect(await health()).toMatchObject({ status: 503, body: { status: 'failing' } })
    await rename(`${folder}.away`, folder)
    expect(await health()).toEqual({ status: 200, body: { status: 'ok' } })
    const boards = await lab.ask<BoardView[]>('GET', '/boards')
    expect(boards.map(({ title }) => title)).not.toContain('Half')
    await lab.ask('PATCH', `/challenges/${id}`, { body: { title: 'After' } })
    await lab.restart()
    expect(await lab.ask('GET', `/challenges/${id}`)).toMatchObject({ title: 'After', version: 2 })
  })
})

describe('after a restart', () => {
  it('invites still let in, and sessions are still known', async () => {
    const id = await lab.board()
    const guest = await lab.guest(id)
    await lab.restart()
    expect((await lab.call('GET', `/boards/${id}`, { as: guest.token })).status).toBe(200)
    expect((await lab.call('POST', '/join', { as: null, body: { code: guest.code } })).status).toBe(200)
    const open = await lab.ask<InviteView[]>('GET', `/boards/${id}/invites`)
    expect(open.map(({ code }) => code)).toEqual([guest.code])
  })

  it('forgets the names of guests when their sessions are over, and keeps their sectors', async () => {
    const id = await lab.board()
    await lab.guest(id, 'participant', { name: 'Ana', sector: 'citizens', city: 'Tirana' })
    const { services } = lab.server
    await tidy(services, Date.now() + 40 * 24 * 3_600_000)
    const left = (await services.records.sessions.list()).filter((session) => session.grants[id])
    expect(left).toMatchObject([{ name: '', city: null, sector: 'citizens', tokenHash: '' }])
  })
})
