import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { putRecords, readRecords } from '@sheshi/board'
import { drawTree, riverPollution } from '@sheshi/methods/testing'
import type { BoardView, Export, Verification } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { sha256 } from '../exports/files.ts'
import { photo, pngOf } from '../testing/images.ts'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

const png = pngOf()
const pictureName = `${sha256(png)}.png`

let lab: Lab
let bundle: Uint8Array<ArrayBuffer>
let made: Export
let boardId: string
beforeAll(async () => {
  lab = await Lab.open()
  const challengeId = await lab.challenge({ title: 'Clean water' })
  boardId = await lab.board({ challengeId, title: 'Lumi i Tiranës', template: 'problem-tree' })
  const doc = await documentOf(boardId)
  const { url } = await lab.ask<{ url: string }>('POST', `/boards/${boardId}/assets`, {
    body: new Uint8Array(png),
  })
  putRecords(doc, [
    ...drawTree(readRecords(doc), riverPollution).values(),
    ...photo('photo', url, { x: 0, y: 0, w: 9, h: 9 }),
  ])
  await lab.ask('PUT', `/boards/${boardId}/document`, {
    body: encodeStateAsUpdate(doc),
    headers: { 'content-type': 'application/octet-stream' },
  })
  made = await lab.ask<Export>('POST', `/boards/${boardId}/exports`)
  const answer = await fetch(`${lab.url}/api/v1/challenges/${challengeId}/exports/${made.id}/bundle.zip`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  bundle = new Uint8Array(await answer.arrayBuffer())
})
afterAll(() => lab.dispose())

async function documentOf(id: string): Promise<Doc> {
  const answer = await fetch(`${lab.url}/api/v1/boards/${id}/document`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  const doc = new Doc()
  applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  return doc
}

function form(
  bytes: string | Uint8Array<ArrayBuffer>,
  name: string,
  fields: Record<string, string> = {},
): FormData {
  const sent = new FormData()
  for (const [field, value] of Object.entries(fields)) sent.set(field, value)
  sent.set('file', new Blob([bytes]), name)
  return sent
}
const bring = (body: FormData) => lab.ask<BoardView>('POST', '/boards/import', { body })
const shapesIn = (doc: Doc) =>
  new Map([...readRecords(doc)].filter(([, { typeName }]) => typeName !== 'document'))

describe('a board made again from its bundle', () => {
  it('has the same shapes under the same ids, and its pictures', async () => {
    const board = await bring(form(bundle, 'lumi.zip'))
    expect(board).toMatchObject({ title: 'Lumi i Tiranës', template: 'problem-tree', locale: 'en' })
    expect(board.imported).toMatchObject({
      format: 'bundle',
      file: 'lumi.zip',
      left: [],
      taken: { image: 1 },
    })
    const before = shapesIn(await documentOf(boardId))
    const after = shapesIn(await documentOf(board.id))
    const src = (after.get('asset:photo') as { props: { src: string } } | undefined)?.props.src ?? ''
    expect(src).toContain(`/boards/${board.id}/assets/`)
    expect((await lab.call('GET', src.replace('/api/v1', ''))).status).toBe(200)
    before.delete('asset:photo')
    after.delete('asset:photo')
    expect(after).toEqual(before)
    expect((await lab.ask<BoardView>('GET', `/boards/${board.id}`)).imported).toEqual(board.imported)
  })

  it('has its pictures on another server too, which never saw the board', async () => {
    const other = await Lab.open()
    try {
      const board = await other.ask<BoardView>('POST', '/boards/import', { body: form(bundle, 'lumi.zip') })
      expect(board.imported).toMatchObject({ left: [], taken: { image: 1 } })
      const address = `${other.url}/api/v1/boards/${board.id}/assets/${pictureName}`
      const shown = await fetch(address, { headers: { authorization: `Bearer ${labKey}` } })
      expect(Buffer.from(await shown.arrayBuffer()).equals(png)).toBe(true)
      const verified = await other.call('POST', '/verify', { as: null, body: bundle })
      expect(verified.json<Verification>()).toMatchObject({ right: true, made: false })
    } finally {
      await other.dispose()
    }
  })

  it('takes a title, a challenge and a language', async () => {
    const challengeId = await lab.challenge()
    const canvas = JSON.stringify({
      nodes: [{ id: 'a', type: 'text', text: 'Hije', x: 0, y: 0, width: 200, height: 200 }],
    })
    const board = await bring(form(canvas, 'tregu.canvas', { title: 'Tregu', challengeId, locale: 'sq' }))
    expect(board).toMatchObject({ title: 'Tregu', template: 'blank', locale: 'sq', challengeId })
    expect((await bring(form(canvas, 'hije për tregun.canvas'))).title).toBe('hije për tregun')
  })

  it('keeps pictures that lie in an Excalidraw file, and refuses what is no picture', async () => {
    const image = (id: string) => ({
      type: 'image',
      id,
      x: 0,
      y: 0,
      width: 9,
      height: 9,
      angle: 0,
      fileId: id,
    })
    const dataURL = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`
    const files = { good: { dataURL: dataURL(png) }, bad: { dataURL: dataURL(Buffer.from('<script>')) } }
    const file = JSON.stringify({ type: 'excalidraw', elements: [image('good'), image('bad')], files })
    const board = await bring(form(file, 'x.excalidraw'))
    expect(board.imported?.left).toEqual([{ kind: 'image', why: 'unreadable', count: 1 }])
    const records = shapesIn(await documentOf(board.id))
    expect([...records.keys()].filter((id) => id.includes('bad'))).toEqual([])
    expect(await readdir(join(lab.dataDir, 'assets', board.id))).toHaveLength(1)
  })
})

describe('pictures of a board', () => {
  it('are in its bundle, named in the manifest and beside what shows them', async () => {
    const path = `pictures/${pictureName}`
    const fileOf = async (name: string) => {
      const answer = await lab.call('GET', `/challenges/${made.challengeId}/exports/${made.id}/files/${name}`)
      expect(answer.status).toBe(200)
      return answer
    }
    const file = { path, type: 'image/png', sha256: sha256(png), bytes: png.length }
    expect(made.files).toContainEqual(file)
    const manifest = (await fileOf('manifest.json')).json<{ files: unknown[]; picturesLeftOut: unknown[] }>()
    expect(manifest.files).toContainEqual(file)
    expect(manifest.picturesLeftOut).toEqual([])
    expect((await fileOf(path)).headers.get('content-type')).toBe('image/png')
    const located = { location: path, mimeType: 'image/png' }
    const { resources } = (await fileOf('board.ocif.json')).json<{ resources: unknown[] }>()
    expect(resources).toContainEqual({ id: 'photo.content', representations: [located] })
    const { nodes } = (await fileOf('board.canvas')).json<{ nodes: unknown[] }>()
    expect(nodes).toContainEqual(expect.objectContaining({ type: 'file', file: path }))
    expect((await fileOf('preview.svg')).text).toContain('<image href="data:image/png;base64,')
    expect((await fileOf('board.pdf')).text).toContain('/Subtype /Image')
  })

  it('stay in the record when the board is deleted', async () => {
    const kept = join(lab.dataDir, 'exports', made.id, 'pictures', pictureName)
    const challengeId = await lab.challenge()
    const board = await bring(form(bundle, 'x.zip', { challengeId }))
    const again = await lab.ask<Export>('POST', `/boards/${board.id}/exports`)
    const second = join(lab.dataDir, 'exports', again.id, 'pictures', pictureName)
    await rm(join(lab.dataDir, 'assets', board.id), { recursive: true })
    for (const path of [kept, second]) expect((await readFile(path)).equals(png)).toBe(true)
  })
})

describe('files that are refused leave nothing', () => {
  const kept = async () => [
    await readdir(join(lab.dataDir, 'boards')),
    (await lab.ask<BoardView[]>('GET', '/boards')).length,
  ]
  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['a text', 'not a board', 'unknown-file'],
    ['JSON of another kind', '{"hello":"world"}', 'unknown-file'],
    ['a broken ZIP', new Uint8Array([80, 75, 3, 4, 0, 0]), 'broken-file'],
    ['nothing', '', 'unknown-file'],
    ['deep JSON', '['.repeat(200_000), 'unknown-file'],
  ])('%s', async (_name, bytes, type) => {
    const before = await kept()
    const answer = await lab.call('POST', '/boards/import', { body: form(bytes, 'x') })
    expect(problemIn(answer)).toMatchObject({ status: 422, type: `/problems/${type}` })
    expect(await kept()).toEqual(before)
  })

  it('without a file, for an unknown challenge, by a guest', async () => {
    expect(problemIn(await lab.call('POST', '/boards/import', { body: new FormData() })).status).toBe(422)
    const unknown = form('{}', 'x', { challengeId: 'none' })
    expect(problemIn(await lab.call('POST', '/boards/import', { body: unknown })).status).toBe(422)
    expect((await lab.call('POST', '/boards/import', { body: '{}' })).status).toBe(415)
    const { token: as } = await lab.guest(boardId)
    expect((await lab.call('POST', '/boards/import', { body: form('{}', 'x'), as })).status).toBe(403)
  })
})

describe('checking a bundle', () => {
  const verify = (body: Uint8Array) => lab.call('POST', '/verify', { as: null, body })

  it('anybody hears that all is right and that this server made it', async () => {
    const found = (await verify(bundle)).json<Verification>()
    expect(found).toMatchObject({
      right: true,
      made: true,
      manifest: { exportId: made.id, title: 'Lumi i Tiranës' },
    })
    expect(found.files.map(({ path }) => path).sort()).toEqual(
      made.files
        .map(({ path }) => path)
        .filter((path) => path !== 'manifest.json')
        .sort(),
    )
    expect(await lab.ask('GET', `/verify/${found.manifest.sha256}`, { as: null })).toEqual({ made: true })
    expect(await lab.ask('GET', `/verify/${'0'.repeat(64)}`, { as: null })).toEqual({ made: false })
  })

  it.each([
    ['board.pdf', 2_000],
    [`pictures/${pictureName}`, 20],
  ])('a changed byte is named by its file: %s', async (path, far) => {
    const name = Buffer.from(path)
    // In the manifest it is packed, so the first time that its name is there is at its beginning.
    const at = Buffer.from(bundle).indexOf(name) + name.length + far
    const changed = new Uint8Array(bundle)
    changed[at] = (changed[at] ?? 0) ^ 1
    const found = (await verify(changed)).json<Verification>()
    const wrong = found.files.filter(({ state }) => state !== 'right')
    expect(found.right).toBe(false)
    expect(wrong.map((file) => file.path)).toEqual([path])
    expect(['changed', 'unreadable']).toContain(wrong[0]?.state)
  })

  it('what is no bundle is refused', async () => {
    expect(problemIn(await verify(new Uint8Array([1, 2, 3])))).toMatchObject({
      type: '/problems/broken-file',
    })
  })
})
