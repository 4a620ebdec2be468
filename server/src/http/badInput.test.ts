import type { BoardView, ChallengeView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
let boardId: string
beforeAll(async () => {
  lab = await Lab.open()
  boardId = await lab.board()
})
afterAll(() => lab.dispose())

const counts = async () => ({
  boards: (await lab.ask<unknown[]>('GET', '/boards')).length,
  challenges: (await lab.ask<unknown[]>('GET', '/challenges')).length,
})

describe('bad input gets a problem document and writes nothing', () => {
  it.each([
    [
      'an unknown template',
      '/boards',
      { title: 'A', template: 'horoscope' },
      422,
      'unknown-template',
      '/template',
    ],
    ['an empty title', '/boards', { title: '  ', template: 'blank' }, 422, 'invalid-body', '/title'],
    ['no title', '/boards', { template: 'blank' }, 422, 'invalid-body', '/title'],
    [
      'a title of 10,000 characters',
      '/challenges',
      { title: 'x'.repeat(10_000) },
      422,
      'invalid-body',
      '/title',
    ],
    ['a title with a line break', '/challenges', { title: 'a\nb' }, 422, 'invalid-body', '/title'],
    [
      'a field that is not there',
      '/boards',
      { title: 'A', template: 'blank', owner: 1 },
      422,
      'invalid-body',
      '/owner',
    ],
    ['an unknown step', '/challenges', { title: 'A', step: 'finish' }, 422, 'invalid-body', '/step'],
    [
      'an unknown challenge',
      '/boards',
      { title: 'A', template: 'blank', challengeId: 'none' },
      422,
      'invalid-body',
      '/challengeId',
    ],
    [
      'a challenge id that is no id',
      '/boards',
      { title: 'A', template: 'blank', challengeId: '../x' },
      422,
      'invalid-body',
      '/challengeId',
    ],
    [
      'a partner of no sector',
      '/challenges',
      { title: 'A', partners: [{ name: 'X', sector: 'aliens' }] },
      422,
      'invalid-body',
      '/partners/0/sector',
    ],
    ['a list instead of an object', '/challenges', [], 422, 'invalid-body', ''],
    ['a text instead of an object', '/challenges', '"A"', 415, 'unsupported-media-type', undefined],
    ['nothing', '/boards', undefined, 422, 'invalid-body', ''],
  ])('%s', async (_name, path, body, status, kind, pointer) => {
    const before = await counts()
    const answer = await lab.call('POST', path, { body })
    const problem = problemIn(answer)
    expect(problem).toMatchObject({ status, type: `/problems/${kind}` })
    if (pointer !== undefined) expect(problem.errors?.map((error) => error.pointer)).toContain(pointer)
    expect(await counts()).toEqual(before)
  })

  it('broken JSON', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await lab.call('POST', '/challenges', { body: '{"title": "A"', headers })
    expect(problemIn(answer)).toMatchObject({ status: 400, type: '/problems/broken-json' })
  })

  it('another kind of content', async () => {
    const headers = { 'content-type': 'application/xml' }
    const answer = await lab.call('POST', '/challenges', { body: '<title/>', headers })
    expect(problemIn(answer).type).toBe('/problems/unsupported-media-type')
  })

  it('a tree nested a hundred thousand levels deep', async () => {
    const deep = `${'{"id":"a","text":"a","children":['.repeat(20_000)}${']}'.repeat(20_000)}`
    const answer = await lab.call('POST', '/challenges', {
      body: `{"title":"A","problem":{"causes":[${deep}]}}`,
      headers: { 'content-type': 'application/json' },
    })
    expect(problemIn(answer)).toMatchObject({ status: 422, type: '/problems/invalid-body' })
  })

  it.each([
    ['/challenges', 'POST'],
    ['/join', 'POST'],
    ['/session', 'POST'],
    [`/boards/ID/notes`, 'POST'],
    [`/boards/ID/document`, 'PUT'],
    [`/boards/ID/assets`, 'POST'],
  ])('a body of 50 MB to %s', async (path, method) => {
    const type = path.endsWith('document') ? 'application/octet-stream' : 'application/json'
    const answer = await lab.call(method, path.replace('ID', boardId), {
      body: new Uint8Array(50 << 20).fill(32),
      headers: { 'content-type': type },
    })
    expect(problemIn(answer)).toMatchObject({ status: 413, type: '/problems/too-large' })
  })

  it('a picture of 50 MB for an export', async () => {
    const form = new FormData()
    form.set('png', new Blob([new Uint8Array(50 << 20)]), 'board.png')
    const answer = await lab.call('POST', `/boards/${boardId}/exports`, { body: form })
    expect(problemIn(answer)).toMatchObject({ status: 413, type: '/problems/too-large' })
  })

  it('HTML in a title stays text', async () => {
    const title = '<img src=x onerror=alert(1)> & "Co"'
    const board = await lab.ask<BoardView>('POST', '/boards', { body: { title, template: 'blank' } })
    expect(board.title).toBe(title)
    const markdown = await lab.call('GET', `/boards/${board.id}/outline`, {
      headers: { accept: 'text/markdown' },
    })
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(markdown.headers.get('x-content-type-options')).toBe('nosniff')
    await lab.ask('DELETE', `/boards/${board.id}`)
    const challenge = await lab.ask<ChallengeView>('POST', '/challenges', { body: { title } })
    expect((await lab.ask<ChallengeView>('GET', `/challenges/${challenge.id}`)).title).toBe(title)
  })

  it.each([
    '/boards/a%20b',
    `/boards/${'a'.repeat(65)}`,
    '/boards/..%2F..%2Fetc',
    '/challenges/%E0%A4%A',
    '/challenges/%00',
  ])('%s is no id', async (path) => {
    expect(problemIn(await lab.call('GET', path))).toMatchObject({
      status: 400,
      type: '/problems/invalid-id',
    })
  })

  it.each([
    ['GET', '/boards/nothing'],
    ['GET', '/challenges/nothing'],
    ['PATCH', '/challenges/nothing'],
    ['POST', '/boards/nothing/restore'],
    ['GET', '/no-such-call'],
  ])('%s %s is not there', async (method, path) => {
    const body = method === 'PATCH' ? { title: 'A' } : undefined
    expect(problemIn(await lab.call(method, path, { body }))).toMatchObject({ status: 404 })
  })

  it('another method is named with the possible ones', async () => {
    const answer = await lab.call('PUT', '/challenges')
    expect(problemIn(answer).type).toBe('/problems/method-not-allowed')
    expect(answer.headers.get('allow')).toBe('HEAD, GET, POST')
  })

  it('a wrong key', async () => {
    const answer = await lab.call('POST', '/session', { as: null, body: { key: 'not the right one' } })
    expect(problemIn(answer)).toMatchObject({ status: 401, type: '/problems/wrong-key' })
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(problemIn(await lab.call('GET', '/boards', { as: 'not-the-right-one-x' })).status).toBe(401)
  })

  it.each(['ABCDEF', 'short', '000000', '💥💥💥💥💥💥', '../../'])('the unknown code %s', async (code) => {
    const answer = await lab.call('POST', '/join', { as: null, body: { code } })
    expect(problemIn(answer)).toMatchObject({ status: 404, type: '/problems/unknown-code' })
  })

  it('a code that is no text', async () => {
    const answer = await lab.call('POST', '/join', { as: null, body: { code: 42 } })
    expect(problemIn(answer)).toMatchObject({ status: 422 })
  })

  it('a note for a region that is not there', async () => {
    const path = `/boards/${boardId}/notes`
    const answer = await lab.call('POST', path, { body: { text: 'A', region: 'moon' } })
    expect(problemIn(answer)).toMatchObject({ status: 422, errors: [{ pointer: '/region' }] })
    expect(problemIn(await lab.call('POST', path, { body: { text: ' ' } })).status).toBe(422)
    expect(await lab.ask('GET', `/boards/${boardId}/outline`)).toMatchObject({ loose: [], causes: [] })
  })

  it.each(['not an update', '', '\u0001\u0002'])('the document %j', async (body) => {
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await lab.call('PUT', `/boards/${boardId}/document`, { body, headers })
    expect(problemIn(answer).status).toBe(422)
  })

  it('leaves the server serving', async () => {
    const answer = await fetch(`${lab.url}/healthz`)
    expect(await answer.json()).toEqual({ status: 'ok' })
  })
})
