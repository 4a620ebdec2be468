import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildTemplate, templates } from '@sheshi/methods'
import type { BoardView, OwnTemplateView } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc } from 'yjs'
import { templateLimits } from '../ownTemplates.ts'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

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

const save = (boardId: string, fields: Record<string, unknown> = {}) =>
  lab.ask<OwnTemplateView>('POST', '/templates/own', {
    body: { boardId, name: 'Our tree', keepWritten: true, ...fields },
  })
const list = () => lab.ask<OwnTemplateView[]>('GET', '/templates/own')
const fileOf = (id: string) => join(lab.dataDir, 'templates', `${id}.json`)

async function documentOf(boardId: string): Promise<Doc> {
  const answer = await fetch(`${lab.url}/api/v1/boards/${boardId}/document`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  const doc = new Doc()
  applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  return doc
}

describe('the pictures of templates', () => {
  it.each(['en', 'it', 'sq'])('are drawn for every template in %s, for anybody', async (locale) => {
    for (const { id, name } of templates) {
      const answer = await lab.call('GET', `/templates/${id}/preview.svg?locale=${locale}`, { as: null })
      expect(answer.headers.get('content-type')).toContain('image/svg+xml')
      expect(answer.headers.get('cache-control')).toContain('public')
      expect(answer.text).toMatch(/^<svg /)
      if (id === 'problem-tree') expect(answer.text).toContain(name[locale as 'en'].split(' ')[0])
    }
  })

  it('are drawn in each form, and refused where there is no such template or form', async () => {
    const five = await lab.call('GET', '/templates/helix-map/preview.svg', { as: null })
    const three = await lab.call('GET', '/templates/helix-map/preview.svg?variant=circles-3', { as: null })
    expect(three.text).not.toBe(five.text)
    expect((await lab.call('GET', '/templates/none/preview.svg', { as: null })).status).toBe(404)
    expect((await lab.call('GET', '/templates/helix-map/preview.svg?variant=x', { as: null })).status).toBe(
      404,
    )
  })
})

describe('a lab’s own templates', () => {
  it('are saved from a board, and boards made from them follow the base’s method', async () => {
    const boardId = await lab.board({ template: 'brainstorm' })
    const as = (await lab.guest(boardId, 'participant', { name: 'Ana', sector: 'ngo' })).token
    await lab.ask('POST', `/boards/${boardId}/notes`, { as, body: { text: 'Trees along the road' } })
    const asset = await lab.ask<{ url: string }>('POST', `/boards/${boardId}/assets`, {
      body: new Uint8Array(png),
    })
    expect(asset.url).toContain(boardId)
    const own = await save(boardId, { name: 'Streets', description: 'Ideas for a street' })
    expect(own).toMatchObject({
      base: 'brainstorm',
      step: 'innovate',
      name: 'Streets',
      problem: null,
      version: 1,
    })
    expect(await readFile(fileOf(own.id), 'utf8')).not.toMatch(/"sector"|Ana/)

    const made = await lab.ask<BoardView>('POST', '/boards', {
      body: { title: 'Our street', template: 'brainstorm', fromTemplate: own.id, locale: 'it' },
    })
    expect(made).toMatchObject({ template: 'brainstorm', fromTemplate: own.id, locale: 'it' })
    const outline = await lab.ask<{ inbox: { text: string }[] }>('GET', `/boards/${made.id}/outline`, {
      headers: { accept: 'application/json' },
    })
    expect(outline.inbox.map(({ text }) => text)).toContain('Trees along the road')
    expect((await documentOf(made.id)).getMap('meta').get('template')).toBe('brainstorm')
    const picture = await lab.call('GET', new URL(own.previewUrl, lab.url).pathname.replace('/api/v1', ''))
    expect(picture.text).toMatch(/^<svg /)
    expect((await lab.call('GET', `/templates/own/${own.id}/preview.svg`, { as: null })).status).toBe(401)
  })

  it('keep only the frame where that is wished', async () => {
    const boardId = await lab.board({ template: 'problem-tree' })
    await lab.ask('POST', `/boards/${boardId}/notes`, { body: { text: 'Nobody empties the bins' } })
    const own = await save(boardId, { keepWritten: false })
    const file = JSON.parse(await readFile(fileOf(own.id), 'utf8'))
    expect(file.records).toHaveLength(buildTemplate('problem-tree', 'en').length)
    expect(JSON.stringify(file)).not.toContain('bins')
  })

  it('are renamed, last over a restart, and are deleted while their boards stay', async () => {
    const boardId = await lab.board()
    const own = await save(boardId)
    const path = `/templates/own/${own.id}`
    const renamed = await lab.call('PATCH', path, {
      body: { name: 'River tree', step: null },
      headers: { 'if-match': '"1"' },
    })
    expect(renamed.json<OwnTemplateView>()).toMatchObject({ name: 'River tree', step: null, version: 2 })
    const late = await lab.call('PATCH', path, { body: { name: 'Late' }, headers: { 'if-match': '"1"' } })
    expect(problemIn(late).type).toBe('/problems/changed')
    await lab.restart()
    expect((await list()).find(({ id }) => id === own.id)).toMatchObject({ name: 'River tree', version: 2 })
    const made = await lab.board({ fromTemplate: own.id })
    expect((await lab.call('DELETE', path)).status).toBe(204)
    expect((await lab.call('DELETE', path)).status).toBe(404)
    expect((await list()).some(({ id }) => id === own.id)).toBe(false)
    expect(await lab.ask('GET', `/boards/${made}`)).toMatchObject({ fromTemplate: own.id })
    const gone = await lab.call('POST', '/boards', {
      body: { title: 'x', template: 'problem-tree', fromTemplate: own.id },
    })
    expect(problemIn(gone).errors?.[0]?.pointer).toBe('/fromTemplate')
  })

  it('refuse another base, a board that is not there, and who is no facilitator', async () => {
    const boardId = await lab.board()
    const own = await save(boardId)
    const other = { title: 'x', template: 'brainstorm', fromTemplate: own.id }
    expect(problemIn(await lab.call('POST', '/boards', { body: other })).errors?.[0]?.pointer).toBe(
      '/template',
    )
    const body = { boardId: 'none', name: 'x', keepWritten: true }
    expect(problemIn(await lab.call('POST', '/templates/own', { body })).status).toBe(422)
    const as = (await lab.guest(boardId)).token
    expect((await lab.call('GET', '/templates/own', { as })).status).toBe(403)
    expect((await lab.call('POST', '/templates/own', { as, body })).status).toBe(403)
    expect((await lab.call('DELETE', `/templates/own/${own.id}`, { as: null })).status).toBe(401)
  })
})

describe('files of own templates that cannot be used', () => {
  /** Writes another text into a template's file while the server is down. */
  async function spoil(change: (text: string) => string): Promise<OwnTemplateView> {
    const own = await save(await lab.board())
    await lab.restart(async () => writeFile(fileOf(own.id), change(await readFile(fileOf(own.id), 'utf8'))))
    return own
  }
  const use = (own: OwnTemplateView) =>
    lab.call('POST', '/boards', { body: { title: 'x', template: own.base, fromTemplate: own.id } })

  it.each([
    ['template-damaged', (text: string) => text.slice(0, -40)],
    ['template-damaged', (text: string) => text.replace('"shape:template-', '"shape:other-')],
    ['template-too-new', (text: string) => text.replace('sheshi-template/1', 'sheshi-template/2')],
    ['template-too-new', (text: string) => text.replace('"base": "problem-tree"', '"base": "fish-bone"')],
    ['template-too-new', (text: string) => text.replace(/"layout": \d+/, '"layout": 99')],
  ] as const)('are called %s, listed, left as they are, and can be deleted', async (kind, change) => {
    const own = await spoil(change)
    const before = await readFile(fileOf(own.id), 'utf8')
    expect((await list()).find(({ id }) => id === own.id)?.problem).toBe(kind)
    expect(problemIn(await use(own)).type).toBe(`/problems/${kind}`)
    expect((await lab.call('GET', `/templates/own/${own.id}/preview.svg`)).status).toBe(503)
    expect(await readFile(fileOf(own.id), 'utf8')).toBe(before)
    expect((await lab.call('DELETE', `/templates/own/${own.id}`)).status).toBe(204)
    expect(await readdir(join(lab.dataDir, 'templates'))).not.toContain(`${own.id}.json`)
  })

  it('of an earlier schema are migrated when they are read', async () => {
    const own = await spoil((text) => {
      const file = JSON.parse(text)
      file.schema.sequences['com.tldraw.shape.geo'] -= 1
      return JSON.stringify(file)
    })
    expect((await list()).find(({ id }) => id === own.id)?.problem).toBeNull()
    expect((await use(own)).status).toBe(201)
  })
})

describe('how many own templates there are', () => {
  it('is bounded, and each in its size', async () => {
    const full = await Lab.open()
    try {
      const boardId = await full.board({ template: 'blank' })
      const body = { boardId, name: 'One more', keepWritten: true }
      for (let count = 0; count < templateLimits.count; count++)
        await full.ask('POST', '/templates/own', { body })
      expect(problemIn(await full.call('POST', '/templates/own', { body })).type).toBe(
        '/problems/too-many-templates',
      )
    } finally {
      await full.dispose()
    }
    const large = await lab.board({ template: 'blank' })
    const text = 'x'.repeat(1_900)
    for (let at = 0; at < 10; at++) await lab.ask('POST', `/boards/${large}/notes`, { body: { text } })
    const { ownTemplates } = lab.server.services
    const head = { ...(await save(large)), id: 'too-large' }
    const records = await ownTemplates.records((await save(large)).id)
    const many = Array.from({ length: 200 }, () => records).flat()
    await expect(ownTemplates.insert(head, many)).rejects.toThrow('larger')
    expect(await ownTemplates.get('too-large')).toBeNull()
  })
})
