import { makeShape, putRecords, readRecords } from '@sheshi/board'
import { indexAt } from '@sheshi/board/testing'
import { connectBoard } from '@sheshi/sync/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Lab, labKey, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

const note = (i: number) =>
  makeShape({ type: 'note', id: `shape:n${i}` as never, index: indexAt(i), x: i * 10, y: 0 })

async function board(notes: number): Promise<string> {
  const id = await lab.board({ template: 'blank' })
  await add(id, 0, notes)
  return id
}

async function add(id: string, from: number, to: number): Promise<void> {
  const room = await lab.server.services.rooms.open(id)
  const notes = Array.from({ length: to - from }, (_, i) => note(from + i))
  await room.edit('test', (doc) => putRecords(doc, notes))
}

/** As bytes on the wire: Node's own fetch undoes the coding. */
const state = (id: string, headers: Record<string, string> = {}) =>
  fetch(`${lab.url}/api/v1/boards/${id}/state`, {
    headers: { authorization: `Bearer ${labKey}`, ...headers },
  })

async function documentIn(response: Response): Promise<Y.Doc> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
  return doc
}

describe('[RS106] the first state over HTTP', () => {
  it('is the document, in whatever coding is asked for', async () => {
    const id = await board(300)
    const { doc } = await lab.server.services.rooms.open(id)
    const lengths: Record<string, number> = {}
    for (const coding of ['br', 'gzip', 'identity']) {
      const response = await state(id, { 'accept-encoding': coding })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding)
      expect(response.headers.get('x-sheshi-epoch')).toBe('1')
      expect(response.headers.get('cache-control')).toBe('private, no-cache')
      expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
      lengths[coding] = Number(response.headers.get('content-length'))
      expect(readRecords(await documentIn(response))).toEqual(readRecords(doc))
    }
    expect(lengths.br).toBeLessThan(lengths.gzip ?? 0)
    expect(lengths.gzip).toBeLessThan((lengths.identity ?? 0) / 3)
  })

  it('is not sent again to who has it, and is another one after an edit', async () => {
    const id = await board(20)
    const first = await state(id)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    const again = await state(id, { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.arrayBuffer()).toHaveProperty('byteLength', 0)
    const other = await state(id, { 'if-none-match': etag, 'accept-encoding': 'identity' })
    expect(other.status).toBe(200)
    // Beyond the few edits that a state may be old.
    await add(id, 20, 900)
    const later = await state(id, { 'if-none-match': etag })
    expect(later.status).toBe(200)
    expect(readRecords(await documentIn(later)).has('shape:n899' as never)).toBe(true)
  })

  it('is compressed once for all who ask at the same time', async () => {
    const id = await board(200)
    const { firstStates } = lab.server.services
    const bodies = await Promise.all(
      Array.from({ length: 20 }, async () => (await firstStates.of(id, 'br')).body()),
    )
    expect(new Set(bodies).size).toBe(1)
    await Promise.all(Array.from({ length: 20 }, async () => expect((await state(id)).status).toBe(200)))
    expect(await (await firstStates.of(id, 'br')).body()).toBe(bodies[0])
  })

  it('is for whoever may read the board', async () => {
    const [id, elsewhere] = [await board(1), await board(1)]
    const { token } = await lab.guest(id, 'viewer')
    const path = `/boards/${id}/state`
    expect((await lab.call('GET', path, { as: token })).status).toBe(200)
    expect(problemIn(await lab.call('GET', `/boards/${elsewhere}/state`, { as: token })).type).toBe(
      '/problems/forbidden',
    )
    expect(problemIn(await lab.call('GET', path, { as: null })).type).toBe('/problems/not-signed-in')
  })
})

describe('[RS106] a page that begins with it', () => {
  /** Connects as a page does; counts what comes over the socket. */
  async function open(id: string, firstState: () => Promise<Uint8Array | null>) {
    let socketBytes = 0
    class Counting extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { authorization: `Bearer ${labKey}` } })
        this.on('message', (data: ArrayBuffer) => {
          socketBytes += data.byteLength
        })
      }
    }
    const doc = new Y.Doc()
    const connection = connectBoard({
      url: `${lab.url.replace('http', 'ws')}/sync`,
      boardId: id,
      epoch: 1,
      doc,
      awareness: new Awareness(doc),
      firstState,
      WebSocketPolyfill: Counting as never,
    })
    await connection.begun
    const atFirst = doc.getMap('records').size
    await connection.synced
    const after = readRecords(doc)
    expect(connection.unsent).toBe(false)
    connection.dispose()
    return { atFirst, after, socketBytes }
  }

  it('gets only the difference over the socket', async () => {
    const id = await board(1_000)
    const fetched = new Uint8Array(await (await state(id)).arrayBuffer())
    await add(id, 1_000, 1_010)
    const { doc } = await lab.server.services.rooms.open(id)
    const page = await open(id, async () => fetched)
    expect(page.atFirst).toBeGreaterThan(1_000)
    expect(page.after).toEqual(readRecords(doc))
    expect(page.socketBytes).toBeLessThan(fetched.length / 20)
  })

  it('gets everything over the socket where there is none, or nonsense', async () => {
    const id = await board(50)
    const { doc } = await lab.server.services.rooms.open(id)
    const nonsense: (() => Promise<Uint8Array | null>)[] = [
      async () => null,
      async () => new Uint8Array([255, 1, 2]),
      () => Promise.reject(new Error('no network')),
    ]
    for (const firstState of nonsense) {
      const page = await open(id, firstState)
      expect(page.atFirst).toBe(0)
      expect(page.after).toEqual(readRecords(doc))
    }
  })
})
