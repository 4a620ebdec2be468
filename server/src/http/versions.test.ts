import { readdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { compact, makeShape, putRecords, readRecords, removeRecords, richText } from '@sheshi/board'
import type { VersionChanges, VersionRecords, VersionView } from '@sheshi/records'
import { connectBoard } from '@sheshi/sync/client'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { tidy } from '../housekeeping.ts'
import { openBoardLog } from '../storage/boardLog.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

const listOf = (id: string) => lab.ask<VersionView[]>('GET', `/boards/${id}/versions`)
const name = (id: string, title: string) =>
  lab.ask<VersionView>('POST', `/boards/${id}/versions`, { body: { name: title } })
const note = (id: string, text: string) =>
  lab.ask<{ id: string }>('POST', `/boards/${id}/notes`, { body: { text, region: 'inbox' } })
const changes = (id: string, version: string, since: string) =>
  lab.ask<VersionChanges>('GET', `/boards/${id}/versions/${version}/changes?since=${since}`)

/** Somebody draws over the wire, and leaves when the server has it. */
async function draw(boardId: string, token: string, change: (doc: Y.Doc) => void): Promise<void> {
  class Socket extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { authorization: `Bearer ${token}` } })
    }
  }
  const doc = new Y.Doc()
  const connection = connectBoard({
    url: `${lab.url.replace('http', 'ws')}/sync`,
    boardId,
    doc,
    awareness: new Awareness(doc),
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
  })
  await connection.synced
  change(doc)
  await vi.waitFor(() => expect(connection.getSnapshot()).toBe('saved'))
  connection.dispose()
  doc.destroy()
}

const card = (own: string, text: string) =>
  makeShape({
    id: `shape:${own}`,
    index: 'a1',
    type: 'note',
    x: 10,
    y: 10,
    props: { richText: richText(text) },
  })

it('begins with the board’s beginning, and names a moment with who made it', async () => {
  const id = await lab.board({ template: 'brainstorm' })
  expect((await listOf(id)).map(({ kind, readable }) => [kind, readable])).toEqual([['start', true]])
  const ada = await lab.guest(id, 'participant', { name: 'Ada', sector: 'ngo' })
  await draw(id, ada.token, (doc) => putRecords(doc, [card('one', 'Plant trees')]))
  const named = await name(id, '  Before the break ')
  expect(named).toMatchObject({ kind: 'named', name: 'Before the break', readable: true })
  expect(named.counts.note).toBeGreaterThan(0)
  const [newest, first] = await listOf(id)
  expect(newest).toEqual(named)
  expect(first?.kind).toBe('start')
  expect(newest?.people).toEqual([
    { name: 'Ada', facilitator: false, sector: 'ngo', changes: newest?.changes },
  ])
  expect(newest?.changes).toBeGreaterThan(0)
})

it('compares a version with another and with now', async () => {
  const id = await lab.board({ template: 'brainstorm' })
  const first = await note(id, 'Free buses')
  const one = await name(id, 'One')
  await note(id, 'More trees')
  const two = await name(id, 'Two')
  const between = await changes(id, two.id, one.id)
  expect(between.added.map(({ text, place }) => [text, place.section])).toEqual([['More trees', 'inbox']])
  expect(between.records).toEqual({ added: 1, changed: 0, removed: 0 })
  expect(between.since).toEqual({ id: one.id, at: one.at })
  await lab.server.services.rooms
    .open(id)
    .then((room) => room.edit('test', (doc) => removeRecords(doc, [first.id])))
  const untilNow = await changes(id, 'now', one.id)
  expect(untilNow.added.map(({ text }) => text)).toEqual(['More trees'])
  expect(untilNow.removed.map(({ text }) => text)).toEqual(['Free buses'])
  expect((await changes(id, one.id, 'now')).added.map(({ text }) => text)).toEqual(['Free buses'])
})

it('draws a version’s picture once and for ever, and hands out its records', async () => {
  const id = await lab.board({ template: 'brainstorm' })
  await note(id, 'Benches in the shade')
  const { id: version, pictureUrl } = await name(id, 'Now')
  const path = pictureUrl.replace('/api/v1', '')
  const picture = await lab.call('GET', path)
  expect(picture.headers.get('content-type')).toContain('image/svg+xml')
  expect(picture.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  expect(picture.text).toContain('Benches')
  const etag = picture.headers.get('etag') ?? ''
  expect((await lab.call('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const { records } = await lab.ask<VersionRecords>('GET', `/boards/${id}/versions/${version}/records`)
  const { doc } = await lab.server.services.rooms.open(id)
  expect(new Map(records.map((record) => [record.id, record]))).toEqual(readRecords(doc))
})

it('names what was kept by itself, renames, and lets go of named moments only', async () => {
  const id = await lab.board()
  const [start] = await listOf(id)
  await note(id, 'A')
  await lab.server.services.history.flush()
  const [work] = await listOf(id)
  expect(work?.kind).toBe('work')
  const renamed = await lab.ask<VersionView>('PATCH', `/boards/${id}/versions/${work?.id}`, {
    body: { name: 'The turning point' },
  })
  expect(renamed).toMatchObject({ id: work?.id, kind: 'named', name: 'The turning point', changes: 1 })
  const kept = await lab.call('DELETE', `/boards/${id}/versions/${start?.id}`)
  expect(problemIn(kept).type).toBe('/problems/forbidden')
  expect((await lab.call('DELETE', `/boards/${id}/versions/${work?.id}`)).status).toBe(204)
  expect((await listOf(id)).map(({ kind }) => kind)).toEqual(['start'])
})

it('[RS113] keeps the state before a version is brought back', async () => {
  const id = await lab.board()
  const [start] = await listOf(id)
  await note(id, 'A')
  const before = await lab.ask<VersionView>('POST', `/boards/${id}/versions`, {
    body: { kind: 'restore', backTo: start?.id },
  })
  expect(before).toMatchObject({ kind: 'restore', backTo: start?.at })
  const unknown = await lab.call('POST', `/boards/${id}/versions`, {
    body: { kind: 'restore', backTo: '20261122T140507123Z-none' },
  })
  expect(problemIn(unknown).type).toBe('/problems/not-found')
})

it('marks each export', async () => {
  const challengeId = await lab.challenge()
  const id = await lab.board({ challengeId })
  await lab.ask('POST', `/boards/${id}/exports`)
  expect((await listOf(id))[0]).toMatchObject({ kind: 'export', exportNumber: 1 })
})

it('[RS111] shows a damaged version as unreadable and goes on', async () => {
  const id = await lab.board()
  const bad = await name(id, 'Bad')
  const good = await name(id, 'Good')
  const folder = join(lab.dataDir, 'boards', id, 'versions')
  expect(await readdir(folder)).toHaveLength(3)
  await truncate(join(folder, `${bad.id}.version`), 700)
  await lab.restart()
  expect((await listOf(id)).map(({ readable }) => readable)).toEqual([true, false, true])
  const answer = await lab.call('GET', `/boards/${id}/versions/${bad.id}/picture.svg`)
  expect(problemIn(answer).type).toBe('/problems/version-damaged')
  expect((await changes(id, good.id, 'now')).records).toEqual({ added: 0, changed: 0, removed: 0 })
  expect((await lab.call('DELETE', `/boards/${id}/versions/${bad.id}`)).status).toBe(204)
})

it('still shows a version of an older epoch after a restart, and what changed since', async () => {
  const id = await lab.board({ template: 'brainstorm' })
  const kept = await note(id, 'Stays')
  const old = await name(id, 'Before')
  const { services } = lab.server
  const room = await services.rooms.open(id)
  const next = Y.encodeStateAsUpdate(compact(room.doc))
  // As the room does when nobody is there: the new epoch takes the place of the old.
  await lab.restart(async () => {
    const log = await openBoardLog(lab.dataDir, { logger: services.logger })
    await log.load(id)
    await log.replace(id, next)
    await log.close()
  })
  await note(id, 'Comes')
  expect((await lab.server.services.rooms.open(id)).epoch).toBe(2)
  expect((await changes(id, 'now', old.id)).added.map(({ text }) => text)).toEqual(['Comes'])
  const { records } = await lab.ask<VersionRecords>('GET', `/boards/${id}/versions/${old.id}/records`)
  expect(records.map((record) => record.id)).toContain(kept.id)
})

it('a board that is removed for good takes its versions along', async () => {
  const id = await lab.board()
  await note(id, 'A')
  await name(id, 'Now')
  await lab.call('DELETE', `/boards/${id}`)
  await tidy(lab.server.services, Date.now() + 25 * 3_600_000)
  await lab.server.services.history.flush()
  expect(await readdir(join(lab.dataDir, 'boards'))).not.toContain(id)
})

it('[RS114] is for facilitators alone, and refuses what makes no sense', async () => {
  const id = await lab.board()
  const [start] = await listOf(id)
  const { token } = await lab.guest(id)
  const path = `/boards/${id}/versions`
  for (const [method, rest] of [
    ['GET', ''],
    ['POST', ''],
    ['PATCH', `/${start?.id}`],
    ['DELETE', `/${start?.id}`],
    ['GET', `/${start?.id}/picture.svg`],
    ['GET', `/${start?.id}/changes`],
    ['GET', `/${start?.id}/records`],
  ] as const) {
    expect((await lab.call(method, path + rest, { as: token })).status, `${method} ${rest}`).toBe(403)
    expect((await lab.call(method, path + rest, { as: null })).status, `${method} ${rest}`).toBe(401)
  }
  for (const body of [{}, { name: ' ' }, { name: 'x'.repeat(81) }, { kind: 'work' }, { kind: 'restore' }]) {
    expect((await lab.call('POST', path, { body })).status).toBe(422)
  }
  for (const version of ['nowhere', '20261122T140507123Z-none', '..%2F..%2Fsecret']) {
    const answer = await lab.call('GET', `${path}/${version}/records`)
    expect([400, 404]).toContain(answer.status)
  }
  expect((await lab.call('GET', `${path}/now/changes`)).status).toBe(422)
})
