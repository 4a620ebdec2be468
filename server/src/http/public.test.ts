import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeShape, putRecords, type TLRecord } from '@sheshi/board'
import { templateById } from '@sheshi/methods'
import type { Export, PublicChallenge, PublicChallengeHead, Wall } from '@sheshi/records'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { createServer, type LabServer } from '../createServer.ts'
import { configFor, Lab, labKey } from '../testing/lab.ts'

/** One transparent point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

const nobody = { as: null }
const wall = async () => (await lab.ask<Wall>('GET', '/public/showcase', nobody)).slides

/** A board of a challenge, put into its record. */
async function exported(challengeId: string, template: string, title: string) {
  const boardId = await lab.board({ challengeId, template, title })
  return { boardId, made: await lab.ask<Export>('POST', `/boards/${boardId}/exports`) }
}

/** Puts a picture on the place that a showcase card has for one. */
async function putPhoto(boardId: string): Promise<void> {
  const { url } = await lab.ask<{ url: string }>('POST', `/boards/${boardId}/assets`, {
    body: new Uint8Array(png),
  })
  const headers = { authorization: `Bearer ${labKey}`, 'content-type': 'application/octet-stream' }
  const address = `${lab.url}/api/v1/boards/${boardId}/document`
  const doc = new Doc()
  applyUpdate(doc, new Uint8Array(await (await fetch(address, { headers })).arrayBuffer()))
  const place = templateById('showcase-card').regions.find(({ id }) => id === 'picture')?.bounds
  if (!place) throw new Error('the card has no place for a picture')
  const props = { name: 'photo', src: url, w: 90, h: 90, mimeType: 'image/png', isAnimated: false }
  const asset = {
    typeName: 'asset',
    id: 'asset:photo',
    type: 'image',
    props,
    meta: {},
  } as unknown as TLRecord
  const image = makeShape({
    type: 'image',
    id: 'shape:photo',
    x: place.x + 20,
    y: place.y + 20,
    index: 'a9' as never,
    props: { assetId: 'asset:photo' as never, w: 90, h: 90 },
  })
  putRecords(doc, [asset, image])
  const sent = await fetch(address, {
    method: 'PUT',
    headers,
    body: new Uint8Array(encodeStateAsUpdate(doc)),
  })
  expect(sent.status).toBe(204)
}

describe('public challenges', () => {
  it('are read by anybody; those of the lab are not there, those by link only with the address', async () => {
    const [open, link, closed] = await Promise.all(
      ['public', 'link', 'lab'].map((visibility) => lab.challenge({ title: visibility, visibility })),
    )
    const heads = await lab.ask<PublicChallengeHead[]>('GET', '/public/challenges', nobody)
    expect(heads.map(({ id }) => id)).toEqual([open])
    const read = (id: string | undefined, as: string | null = null) =>
      lab.call('GET', `/public/challenges/${id}`, { as })
    expect((await read(open)).json<PublicChallenge>().title).toBe('public')
    expect((await read(link)).json<PublicChallenge>().title).toBe('link')
    expect((await read(closed)).status).toBe(404)
    expect((await read(closed, labKey)).status).toBe(404)
    expect((await read('none')).status).toBe(404)
  })

  it('show only the pictures that were chosen, and not any more when they are taken back', async () => {
    const id = await lab.challenge({ visibility: 'public' })
    const { made } = await exported(id, 'brainstorm', 'Ideas')
    const path = `/public/challenges/${id}/pictures/${made.id}`
    expect((await lab.call('GET', path, nobody)).status).toBe(404)
    await lab.ask('PATCH', `/challenges/${id}`, { body: { showcase: { exports: [made.id] } } })
    const picture = await lab.call('GET', path, nobody)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('content-type')).toMatch(/^image\//)
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    const shown = await lab.ask<PublicChallenge>('GET', `/public/challenges/${id}`, nobody)
    expect(shown.pictures).toEqual([{ id: made.id, title: 'Ideas', url: `/api/v1${path}` }])
    await lab.ask('PATCH', `/challenges/${id}`, { body: { visibility: 'lab' } })
    expect((await lab.call('GET', path, nobody)).status).toBe(404)
  })

  it('never show a photo by itself that lies on the board, only the drawing of the board', async () => {
    const id = await lab.challenge({ visibility: 'public' })
    const boardId = await lab.board({ challengeId: id })
    await putPhoto(boardId)
    const made = await lab.ask<Export>('POST', `/boards/${boardId}/exports`)
    expect(made.files.map(({ path }) => path)).toContainEqual(expect.stringMatching(/^pictures\//))
    await lab.ask('PATCH', `/challenges/${id}`, { body: { showcase: { exports: [made.id] } } })
    const picture = await lab.call('GET', `/public/challenges/${id}/pictures/${made.id}`, nobody)
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
  })

  it('do not show the picture of another challenge', async () => {
    const [one, other] = [await lab.challenge({ visibility: 'public' }), await lab.challenge()]
    const { made } = await exported(other, 'brainstorm', 'Secret')
    await lab.ask('PATCH', `/challenges/${one}`, { body: { showcase: { exports: [made.id] } } })
    expect((await lab.call('GET', `/public/challenges/${one}/pictures/${made.id}`, nobody)).status).toBe(404)
  })
})

describe('the showcase wall', () => {
  it('shows the public challenges that were put on it, and the showcase cards that were chosen', async () => {
    expect(await wall()).toEqual([])
    const id = await lab.challenge({
      title: 'Shade',
      visibility: 'public',
      partners: [{ name: 'Trees & co', sector: 'private' }],
      affectedGroups: [{ label: 'Elderly people' }],
      showcase: { wall: true },
    })
    const card = await lab.board({ challengeId: id, template: 'showcase-card', title: 'A cooler square' })
    const write = (region: string, text: string) =>
      lab.ask('POST', `/boards/${card}/notes`, { body: { text, region } })
    await write('title', 'Trees for the square')
    await write('result', '6 °C less')
    await write('helps', 'Market women. Call 069 123 4567')
    await write('contact', 'Ana Hoxha')
    await putPhoto(card)
    const made = await lab.ask<Export>('POST', `/boards/${card}/exports`)
    expect((await wall()).map(({ kind }) => kind)).toEqual(['challenge'])
    await lab.ask('PATCH', `/challenges/${id}`, { body: { showcase: { wall: true, exports: [made.id] } } })
    const [challenge, success] = await wall()
    expect(challenge).toMatchObject({ kind: 'challenge', title: 'Shade', helps: ['Elderly people'] })
    expect(challenge?.url).toMatch(new RegExp(`^http://.+/public/challenges/${id}$`))
    expect(success).toMatchObject({
      kind: 'card',
      title: 'Trees for the square',
      result: '6 °C less',
      helps: ['Market women. Call …'],
      partners: { private: ['Trees & co'] },
    })
    expect(JSON.stringify(await wall())).not.toContain('Ana')
    const picture = await fetch(lab.url + success?.picture?.url)
    expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true)
    await lab.ask('PATCH', `/challenges/${id}`, { body: { visibility: 'link' } })
    expect(await wall()).toEqual([])
  })

  it('goes on without a card whose file cannot be read', async () => {
    const id = await lab.challenge({ title: 'Still here', visibility: 'public', showcase: { wall: true } })
    const { made } = await exported(id, 'showcase-card', 'Broken')
    await lab.ask('PATCH', `/challenges/${id}`, { body: { showcase: { wall: true, exports: [made.id] } } })
    expect(await wall()).toHaveLength(2)
    await writeFile(join(lab.dataDir, 'exports', made.id, 'board.json'), '{')
    expect((await wall()).map(({ title }) => title)).toEqual(['Still here'])
  })
})

describe('the pages that anybody may open', () => {
  let folder: string
  let server: LabServer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sheshi-public-'))
    const clientDir = join(folder, 'client')
    await mkdir(clientDir)
    await writeFile(
      join(clientDir, 'index.html'),
      '<!doctype html><meta name="robots" content="noindex" /><title>Sheshi</title><div id="root"></div>',
    )
    const options = { clientDir, logger: pino({ level: 'silent' }) }
    server = await createServer(configFor(join(folder, 'data')), options)
    await server.listen()
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })
  const open = async (visibility: string, fields: object = {}) => {
    const answer = await fetch(`${server.addresses.local}/api/v1/challenges`, {
      method: 'POST',
      headers: { authorization: `Bearer ${labKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Bins & <banks>', visibility, ...fields }),
    })
    const { id } = (await answer.json()) as { id: string }
    const page = await fetch(`${server.addresses.local}/public/challenges/${id}`, {
      headers: { 'accept-language': 'it' },
    })
    return { html: await page.text(), robots: page.headers.get('x-robots-tag'), status: page.status }
  }

  it('have title and description of a public challenge in them, and may be found', async () => {
    const { html, robots } = await open('public', {
      summary: { en: 'Smells', it: 'Il fiume "puzza" a@b.it' },
    })
    expect(html).toContain('<title>Bins &amp; &lt;banks&gt; · Sheshi</title>')
    expect(html).toContain('<meta name="description" content="Il fiume &quot;puzza&quot; …" />')
    expect(html).toContain('content="index, follow"')
    expect(html).not.toContain('noindex')
    expect(html).toContain('<div id="root"></div>')
    expect(robots).toBeNull()
  })

  it('by link may not be found, and of one of the lab nothing is said', async () => {
    const link = await open('link')
    expect(link.html).toContain('Bins')
    expect(link.html).toContain('content="noindex"')
    expect(link.robots).toBe('noindex')
    const closed = await open('lab')
    expect(closed.html).not.toContain('Bins')
    expect(closed.robots).toBe('noindex')
  })

  it('are all that robots may read', async () => {
    const text = await (await fetch(`${server.addresses.local}/robots.txt`)).text()
    expect(text).toMatch(/^Disallow: \/$/m)
    expect(text.match(/^Allow: .*/gm)).toEqual([
      'Allow: /public',
      'Allow: /assets/',
      'Allow: /api/v1/public/',
    ])
    const list = await (await fetch(`${server.addresses.local}/public`)).text()
    expect(list).toContain('index, follow')
  })
})
