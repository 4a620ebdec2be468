import {
  connect,
  indexes,
  makeShape,
  plainText,
  putRecords,
  readRecords,
  rewordRecord,
  type TLShape,
} from '@sheshi/board'
import { noteLimits, type OwnNote } from '@sheshi/records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jpeg } from '../testing/images.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
let id: string
let mira: { token: string }
let ben: { token: string }
beforeAll(async () => {
  lab = await Lab.open()
  id = await lab.board({ template: 'brainstorm' })
  mira = await lab.guest(id, 'participant', { name: 'Mira', sector: 'citizens' })
  ben = await lab.guest(id, 'participant', { name: 'Ben' })
})
afterAll(() => lab.dispose())

const send = (as: string, body: object) => lab.call('POST', `/boards/${id}/notes`, { as, body })
const mine = (as: string) => lab.ask<OwnNote[]>('GET', `/boards/${id}/notes/mine`, { as })
const docOf = async () => (await lab.server.services.rooms.open(id)).doc
const shape = async (noteId: string) =>
  readRecords(await docOf()).get(`shape:${noteId}`) as TLShape | undefined
const noteOf = async (as: string, body: object) => {
  const { id: shapeId } = (await send(as, body)).json<{ id: string }>()
  return shapeId.replace('shape:', '')
}
const dot: [number, number][] = [[5, 5]]
const sketchOf = (...strokes: [number, number][][]) => ({ strokes: strokes.map((points) => ({ points })) })

async function stored(as: string): Promise<string> {
  const { url } = await lab.ask<{ url: string }>('POST', `/boards/${id}/assets`, {
    as,
    body: new Uint8Array(jpeg),
    headers: { 'content-type': 'image/jpeg' },
  })
  return url.split('/').at(-1) ?? ''
}

describe('a note that is sent again', () => {
  it('is on the board once, also at the same moment, after a restart, and after it was taken off', async () => {
    const body = { text: 'Only once', id: 'key-0001' }
    const answers = await Promise.all([
      send(mira.token, body),
      send(mira.token, body),
      send(mira.token, body),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201])
    expect(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size).toBe(1)
    await lab.restart()
    expect((await send(mira.token, body)).status).toBe(200)
    const [note] = await mine(mira.token)
    expect((await mine(mira.token)).length).toBe(1)
    await lab.ask('DELETE', `/boards/${id}/notes/${note?.id}`)
    expect((await send(mira.token, body)).status).toBe(200)
    expect(await mine(mira.token)).toEqual([])
  })

  it('does not get into the way of somebody else’s id', async () => {
    expect((await send(mira.token, { text: 'hers', id: 'key-0002' })).status).toBe(201)
    expect((await send(ben.token, { text: 'his', id: 'key-0002' })).status).toBe(201)
    for (const key of ['short', 'with space in', 'x'.repeat(65)])
      expect(problemIn(await send(ben.token, { text: 'x', id: key })).status).toBe(422)
  })
})

describe('a picture', () => {
  it('goes onto the board with its caption once it is stored there, and the name only where it is wanted', async () => {
    const asset = await stored(mira.token)
    const picture = { asset, width: 1600, height: 1200 }
    const noteId = await noteOf(mira.token, { text: 'The bench', picture, signed: true })
    expect(await mine(mira.token)).toContainEqual({
      id: noteId,
      kind: 'picture',
      text: 'The bench',
      color: 'yellow',
      region: 'inbox',
      editable: true,
      signed: true,
    })
    expect((await shape(noteId))?.meta).toMatchObject({ sector: 'citizens', by: 'Mira' })
    expect((await shape(await noteOf(mira.token, { picture })))?.meta).not.toHaveProperty('by')
    const records = [...readRecords(await docOf()).values()]
    expect(records.find((record) => record.typeName === 'asset')).toMatchObject({
      props: { src: `/api/v1/boards/${id}/assets/${asset}`, mimeType: 'image/jpeg' },
    })
    expect((await lab.call('GET', `/boards/${id}/assets/${asset}`, { as: ben.token })).status).toBe(200)
  })

  it('that nobody stored, or of an odd size, is refused', async () => {
    const good = { asset: `${'0'.repeat(64)}.jpg`, width: 10, height: 10 }
    expect(problemIn(await send(mira.token, { picture: good })).errors?.[0]?.pointer).toBe('/picture/asset')
    const asset = await stored(mira.token)
    for (const picture of [
      { asset: '../secret', width: 10, height: 10 },
      { asset, width: 0, height: 10 },
      { asset, width: 1e9, height: 10 },
      { asset, width: 1.5, height: 10 },
    ])
      expect(problemIn(await send(mira.token, { picture })).status).toBe(422)
  })
})

describe('a sketch', () => {
  it('is ink on the board', async () => {
    const noteId = await noteOf(mira.token, {
      sketch: sketchOf(
        [
          [0, 0],
          [500, 500],
        ],
        [
          [500, 0],
          [0, 500],
        ],
      ),
    })
    expect(await shape(noteId)).toMatchObject({ type: 'group' })
    expect((await mine(mira.token))[0]).toMatchObject({ id: noteId, kind: 'sketch', editable: false })
  })

  it('of too many lines or points, or off its sheet, is refused, and so is a note of nothing', async () => {
    const { strokes, pointsPerStroke, points, sheet } = noteLimits
    const long = (count: number) => Array.from({ length: count }, (): [number, number] => [1, 1])
    for (const sketch of [
      sketchOf(...Array.from({ length: strokes + 1 }, () => dot)),
      sketchOf(long(pointsPerStroke + 1)),
      sketchOf(
        ...Array.from({ length: Math.ceil(points / pointsPerStroke) + 1 }, () => long(pointsPerStroke)),
      ),
      sketchOf([[sheet + 1, 0]]),
      sketchOf([[-1, 0]]),
      sketchOf([[0.5, 0]]),
      sketchOf([]),
      sketchOf(),
      { strokes: [{ points: dot, color: 'javascript' }] },
    ])
      expect(problemIn(await send(mira.token, { sketch })).status).toBe(422)
    expect(problemIn(await send(mira.token, {})).errors?.[0]?.pointer).toBe('/text')
    expect(problemIn(await send(mira.token, { text: 'x', region: 'attic' })).errors?.[0]?.pointer).toBe(
      '/region',
    )
  })
})

describe('one’s own notes', () => {
  it('are changed without losing what others type, whatever was read before', async () => {
    const noteId = await noteOf(mira.token, { text: 'bins by the river' })
    const path = `/boards/${id}/notes/${noteId}`
    const room = await lab.server.services.rooms.open(id)
    await room.edit('test', (doc) => {
      rewordRecord(doc, `shape:${noteId}`, 'bins by the river', 'bins by the river, please')
    })
    const changed = await lab.ask<OwnNote>('PATCH', path, {
      as: mira.token,
      body: { text: 'more bins by the river', before: 'bins by the river', color: 'light-blue' },
    })
    expect(changed).toMatchObject({ text: 'more bins by the river, please', color: 'light-blue' })
    const words = await shape(noteId)
    expect(words && plainText(words)).toBe('more bins by the river, please')
    expect(problemIn(await lab.call('PATCH', path, { as: mira.token, body: { text: ' ' } })).status).toBe(422)
  })

  it('made on the canvas are among them, and go with their arrows’ ties', async () => {
    const { author } = await lab.ask<{ author: string }>('GET', `/boards/${id}`, { as: ben.token })
    const [one, other] = [
      await noteOf(ben.token, { text: 'one' }),
      await noteOf(ben.token, { text: 'other' }),
    ]
    const [from, to] = [await shape(one), await shape(other)]
    if (!from || !to) throw new Error('no notes')
    const room = await lab.server.services.rooms.open(id)
    const drawn: TLShape = { ...from, id: 'shape:drawn' as TLShape['id'], meta: { who: author } }
    await room.edit('test', (doc) => {
      putRecords(doc, [drawn, ...connect(drawn, to, { id: 'shape:arrow', index: indexes(3)[2] ?? 'a3' })])
    })
    expect((await mine(ben.token)).map((note) => note.id)).toContain('drawn')
    expect((await lab.call('DELETE', `/boards/${id}/notes/drawn`, { as: ben.token })).status).toBe(204)
    const left = [...readRecords(await docOf()).keys()]
    expect(left).not.toContain('shape:drawn')
    expect(left.filter((key) => key.startsWith('binding:arrow'))).toEqual(['binding:arrow-end'])
  })

  it('are nobody else’s to change: others get 403, the facilitator may, what is gone or no note is 404', async () => {
    const noteId = await noteOf(mira.token, { text: 'hers' })
    const path = `/boards/${id}/notes/${noteId}`
    const tries = (as: string, to = path) =>
      Promise.all([
        lab.call('PATCH', to, { as, body: { text: 'changed' } }).then(({ status }) => status),
        lab.call('DELETE', to, { as }).then(({ status }) => status),
      ])
    expect(await tries(ben.token)).toEqual([403, 403])
    const viewer = await lab.guest(id, 'viewer')
    expect(await tries(viewer.token)).toEqual([403, 403])
    expect((await send(viewer.token, { text: 'x' })).status).toBe(403)
    expect(await mine(viewer.token)).toEqual([])
    expect(await lab.ask('PATCH', path, { body: { text: 'by Ada' } })).toMatchObject({ text: 'by Ada' })
    expect(await tries(mira.token, `/boards/${id}/notes/nowhere`)).toEqual([404, 404])
    const room = await lab.server.services.rooms.open(id)
    await room.edit('test', (doc) =>
      putRecords(doc, [makeShape({ type: 'frame', id: 'shape:frame', x: 0, y: 9e3, index: 'a9' })]),
    )
    expect((await lab.call('DELETE', `/boards/${id}/notes/frame`)).status).toBe(404)
    expect((await lab.call('DELETE', path)).status).toBe(204)
    expect(await tries(mira.token)).toEqual([404, 404])
    const elsewhere = await lab.board()
    expect((await lab.call('GET', `/boards/${elsewhere}/notes/mine`, { as: mira.token })).status).toBe(403)
  })
})
