import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChallengeView, Export, ExportChanges } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

/** One transparent point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>Lumë</text></svg>'

let lab: Lab
let challengeId: string
let boardId: string
beforeAll(async () => {
  lab = await Lab.open()
  challengeId = await lab.challenge({ title: 'Clean water' })
  boardId = await lab.board({ challengeId, title: 'Lumi i Tiranës', template: 'brainstorm' })
})
afterAll(() => lab.dispose())

const pictures = (
  fields: Record<string, string | Uint8Array<ArrayBuffer>> = { svg, png: new Uint8Array(png) },
) => {
  const form = new FormData()
  for (const [name, content] of Object.entries(fields)) form.set(name, new Blob([content]), name)
  return form
}
const make = (body?: FormData) => lab.ask<Export>('POST', `/boards/${boardId}/exports`, body ? { body } : {})
const fetchFile = async (path: string) => {
  const answer = await fetch(`${lab.url}/api/v1/challenges/${challengeId}/exports/${path}`, {
    headers: { authorization: `Bearer ${labKey}` },
  })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('putting a board into the record', () => {
  it('makes every file, each with its true checksum', async () => {
    await lab.ask('POST', `/boards/${boardId}/notes`, { body: { text: 'Ujë i pastër' } })
    const made = await make(pictures())
    expect(made).toMatchObject({ challengeId, boardId, number: 1, template: 'brainstorm', locale: 'en' })
    expect(made.files.map((file) => file.path).sort()).toEqual([
      'board.canvas',
      'board.json',
      'board.md',
      'board.ocif.json',
      'board.pdf',
      'board.png',
      'board.svg',
      'board.yjs',
      'decidim-import.csv',
      'ideas.csv',
      'manifest.json',
    ])
    for (const file of made.files) {
      const { status, headers, bytes } = await fetchFile(`${made.id}/files/${file.path}`)
      expect(status).toBe(200)
      expect({ sha256: hash(bytes), bytes: bytes.length }).toEqual({ sha256: file.sha256, bytes: file.bytes })
      expect(headers.get('content-type')).toBe(file.type)
      expect(headers.get('content-security-policy')).toContain('sandbox')
    }
    const manifest = JSON.parse((await fetchFile(`${made.id}/files/manifest.json`)).bytes.toString())
    expect(manifest.files).toEqual(made.files.filter((file) => file.path !== 'manifest.json'))
    expect((await fetchFile(`${made.id}/files/board.svg`)).bytes.toString()).toBe(svg)
  })

  it('keeps the document itself, and its hash as the board’s version', async () => {
    const made = await make()
    const { bytes } = await fetchFile(`${made.id}/files/board.yjs`)
    expect(hash(bytes)).toBe(made.boardVersion)
    const doc = new Doc()
    applyUpdate(doc, new Uint8Array(bytes))
    expect(hash(encodeStateAsUpdate(doc))).toBe(made.boardVersion)
    expect([...doc.getMap('records').keys()].length).toBeGreaterThan(2)
  })

  it('has a small picture where no browser made one', async () => {
    const made = await make()
    expect(made.files.map((file) => file.path)).toContain('preview.svg')
    expect((await fetchFile(`${made.id}/files/preview.svg`)).bytes.toString()).toMatch(/^<svg /)
  })

  it('counts versions, shows them with the challenge, and tells what changed', async () => {
    const first = await make()
    await lab.ask('POST', `/boards/${boardId}/notes`, { body: { text: 'Më shumë pemë', region: 'parking' } })
    const second = await make()
    expect(second.number).toBe(first.number + 1)
    expect(second.boardVersion).not.toBe(first.boardVersion)
    const { exports } = await lab.ask<ChallengeView>('GET', `/challenges/${challengeId}`)
    expect(exports.slice(-2)).toEqual([first, second])
    const path = `/challenges/${challengeId}/exports/${second.id}`
    expect(await lab.ask('GET', path)).toMatchObject({
      ...second,
      outline: { template: 'brainstorm', parking: [{ text: 'Më shumë pemë' }] },
    })
    const changes = await lab.ask<ExportChanges>('GET', `${path}/changes?since=${first.id}`)
    expect(changes).toMatchObject({ since: { number: first.number }, removed: [], changed: [], moved: [] })
    expect(changes.added).toMatchObject([{ text: 'Më shumë pemë', place: { section: 'parking' } }])
    for (const since of ['', '?since=none', '?since=a&since=b']) {
      expect(problemIn(await lab.call('GET', `${path}/changes${since}`)).status).toBe(422)
    }
  })

  it('gives numbers without a gap to exports made at once', async () => {
    const board = await lab.board({ challengeId })
    const made = await Promise.all(
      Array.from({ length: 5 }, () => lab.ask<Export>('POST', `/boards/${board}/exports`)),
    )
    expect(made.map((one) => one.number).sort()).toEqual([1, 2, 3, 4, 5])
    expect(made[0]?.files.map((file) => file.path)).toContain('tree.csv')
  })

  it('counts participants by sector, and hides small sectors', async () => {
    const board = await lab.board({ challengeId })
    const join = async (sector: string, count: number) => {
      for (let n = 0; n < count; n += 1) await lab.guest(board, 'participant', { name: 'Ana', sector })
    }
    await join('citizens', 3)
    await join('ngo', 1)
    await lab.guest(board, 'viewer', { sector: 'ngo' })
    const made = await lab.ask<Export>('POST', `/boards/${board}/exports`)
    // Four less three would give the one away.
    expect(made.session).toMatchObject({ participants: 4 })
    expect(made.session.bySector).toEqual({ other: 4 })
    await join('public', 2)
    const later = await lab.ask<Export>('POST', `/boards/${board}/exports`)
    expect(later.session.bySector).toEqual({ citizens: 3, other: 3 })
    // Nor does a note in the files that are handed on, while the board itself keeps its marks.
    for (const sector of ['citizens', 'ngo']) {
      const { token } = await lab.guest(board, 'participant', { sector })
      await lab.ask('POST', `/boards/${board}/notes`, { as: token, body: { text: `From ${sector}` } })
    }
    const last = await lab.ask<Export>('POST', `/boards/${board}/exports`)
    expect(Object.keys(last.session.bySector).sort()).toEqual(['citizens', 'other'])
    const path = `/challenges/${challengeId}/exports/${last.id}/files`
    const minutes = (await lab.call('GET', `${path}/board.md`)).text
    expect(minutes).toContain('From ngo')
    expect(minutes).not.toContain('Civil society')
    const ideas = (await lab.call('GET', `${path}/ideas.csv`)).text.split('\n')
    expect(ideas.find((row) => row.includes('From citizens'))).toContain(',citizens')
    expect(ideas.find((row) => row.includes('From ngo'))).not.toContain(',ngo')
    expect(JSON.stringify(made)).not.toContain('Ana')
  })

  it('bundles all files in a ZIP named after the board', async () => {
    const made = await make(pictures())
    const { headers, bytes } = await fetchFile(`${made.id}/bundle.zip`)
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toContain(`${made.number}.zip`)
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('lumi-i-tiranës')
    expect(namesInZip(bytes)).toEqual(made.files.map((file) => file.path))
  })

  it('survives a restart', async () => {
    const made = await make(pictures())
    await lab.restart()
    expect(await lab.ask('GET', `/challenges/${challengeId}/exports/${made.id}`)).toMatchObject(made)
    expect((await fetchFile(`${made.id}/files/board.png`)).bytes.equals(png)).toBe(true)
  })
})

describe('what is refused', () => {
  const refused = async (body: unknown, headers = {}) =>
    problemIn(await lab.call('POST', `/boards/${boardId}/exports`, { body, headers }))

  it('a board without a challenge', async () => {
    const loose = await lab.board()
    const answer = await lab.call('POST', `/boards/${loose}/exports`)
    expect(problemIn(answer)).toMatchObject({ status: 409, type: '/problems/board-without-challenge' })
  })

  it.each([
    ['a PNG that is none', { png: 'hello' }, '/png'],
    ['a JPEG named PNG', { png: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]) }, '/png'],
    ['an SVG that is none', { svg: '<html></html>' }, '/svg'],
    ['an SVG with a script', { svg: '<svg><script>1</script></svg>' }, '/svg'],
    ['an SVG with entities', { svg: '<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>' }, '/svg'],
    ['an SVG cut off', { svg: '<svg><g>' }, '/svg'],
    ['an SVG that is no text', { svg: new Uint8Array([0xff, 0xfe, 0x3c]) }, '/svg'],
  ])('%s', async (_name, fields, pointer) => {
    const before = await readdir(join(lab.dataDir, 'exports'))
    expect(await refused(pictures(fields))).toMatchObject({ status: 422, errors: [{ pointer }] })
    expect(await readdir(join(lab.dataDir, 'exports'))).toEqual(before)
  })

  it('another field, another kind of body, a broken form', async () => {
    expect((await refused(pictures({ pdf: 'x' }))).status).toBe(422)
    expect((await refused('<x/>', { 'content-type': 'text/xml' })).status).toBe(415)
    const broken = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await refused('--x\r\nContent-Disposition: form-data; name="svg"', broken)).status).toBe(422)
    expect((await refused('nothing', { 'content-type': 'multipart/form-data' })).status).toBe(422)
  })

  it('files that an export does not name, and exports of another challenge', async () => {
    const made = await make()
    for (const path of ['board.docx', '..%2F..%2Ffacilitator-key', '%2e%2e/manifest.json', 'x/board.md']) {
      expect((await fetchFile(`${made.id}/files/${path}`)).status).toBe(404)
    }
    const other = await lab.challenge()
    expect((await lab.call('GET', `/challenges/${other}/exports/${made.id}`)).status).toBe(404)
    const { token: as } = await lab.guest(boardId)
    const path = `/challenges/${challengeId}/exports/${made.id}`
    expect((await lab.call('GET', path, { as })).status).toBe(403)
  })

  it('nothing is left of an export that was interrupted', async () => {
    const made = await make()
    await mkdir(join(lab.dataDir, 'exports', 'abc.new'))
    await mkdir(join(lab.dataDir, 'exports', 'without-record'))
    await lab.restart()
    const left = await readdir(join(lab.dataDir, 'exports'))
    expect(left).toContain(made.id)
    expect(left).not.toContain('abc.new')
    expect(left).not.toContain('without-record')
  })

  it('goes with its challenge, files and all', async () => {
    const gone = await lab.challenge()
    const board = await lab.board({ challengeId: gone })
    const made = await lab.ask<Export>('POST', `/boards/${board}/exports`)
    expect(await readdir(join(lab.dataDir, 'exports'))).toContain(made.id)
    await lab.ask('DELETE', `/challenges/${gone}`)
    expect(await readdir(join(lab.dataDir, 'exports'))).not.toContain(made.id)
  })
})

describe('pictures on a board', () => {
  const upload = (body: Uint8Array | string, type: string) =>
    lab.call('POST', `/boards/${boardId}/assets`, { body, headers: { 'content-type': type } })

  it('are kept once, by what is in them, for those who may see the board', async () => {
    const answer = await upload(new Uint8Array(png), 'image/jpeg')
    expect(answer.status).toBe(201)
    const asset = answer.json<{ url: string; type: string; bytes: number }>()
    expect(asset).toMatchObject({ type: 'image/png', bytes: png.length })
    expect(asset.url).toMatch(new RegExp(`^/api/v1/boards/${boardId}/assets/[0-9a-f]{64}\\.png$`))
    expect((await upload(new Uint8Array(png), 'image/png')).json()).toEqual(asset)
    const { token } = await lab.guest(boardId, 'viewer')
    const seen = await fetch(lab.url + asset.url, { headers: { authorization: `Bearer ${token}` } })
    expect(Buffer.from(await seen.arrayBuffer()).equals(png)).toBe(true)
    expect(seen.headers.get('content-type')).toBe('image/png')
    expect(seen.headers.get('content-security-policy')).toContain('sandbox')
    expect(seen.headers.get('cache-control')).toContain('immutable')
    expect((await fetch(lab.url + asset.url)).status).toBe(401)
    const name = asset.url.split('/').at(-1) ?? ''
    const kept = await readFile(join(lab.dataDir, 'assets', boardId, name))
    expect(kept.equals(png)).toBe(true)
  })

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['HTML named PNG', '<html><script>alert(1)</script>', 'image/png'],
    ['nothing', '', 'image/png'],
    ['a PDF', '%PDF-1.7\n', 'application/pdf'],
  ])('refuse %s', async (_name, body, type) => {
    expect(problemIn(await upload(body, type))).toMatchObject({
      status: 415,
      type: '/problems/unsupported-media-type',
    })
  })

  it('refuse more than 10 MB', async () => {
    const body = new Uint8Array((10 << 20) + 1)
    body.set(png)
    expect(problemIn(await upload(body, 'image/png')).status).toBe(413)
  })

  it.each(['../../../facilitator-key', '..%2F..%2Frecords%2Fboards.json', `${'0'.repeat(64)}.png`, 'a.png'])(
    'are not found at %s',
    async (name) => {
      expect((await lab.call('GET', `/boards/${boardId}/assets/${name}`)).status).toBe(404)
    },
  )
})

/** The names in a ZIP's central directory. */
function namesInZip(zip: Buffer): string[] {
  const names: string[] = []
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)))
  }
  return names
}
