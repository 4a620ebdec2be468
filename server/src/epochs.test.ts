import { makeShape, plainText, putRecords, readRecords, removeRecords, richText } from '@sheshi/board'
import type { BoardView } from '@sheshi/records'
import { CloseCode, epochReason } from '@sheshi/sync'
import { type BoardConnection, connectBoard } from '@sheshi/sync/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Lab, labKey } from './testing/lab.ts'

let lab: Lab
let boardId: string
const opened: Page[] = []
beforeEach(async () => {
  lab = await Lab.open()
  boardId = await lab.board({ template: 'blank' })
})
afterEach(async () => {
  for (const page of opened.splice(0)) page.close()
  await lab.dispose()
})

/** Sockets of Node say who they are in a header, as any program may. */
class LabSocket extends WebSocket {
  constructor(address: string) {
    super(address, { headers: { authorization: `Bearer ${labKey}` } })
  }
}

/** A page that keeps its document across connections, as a browser does. */
class Page {
  connection: BoardConnection | null = null
  constructor(
    readonly doc = new Y.Doc(),
    readonly awareness = new Awareness(doc),
  ) {
    opened.push(this)
  }

  async open(epoch?: number): Promise<BoardConnection> {
    this.connection = connectBoard({
      url: `${lab.url.replace('http', 'ws')}/sync`,
      boardId,
      doc: this.doc,
      awareness: this.awareness,
      WebSocketPolyfill: LabSocket as unknown as typeof globalThis.WebSocket,
      ...(epoch !== undefined && { epoch }),
    })
    return this.connection
  }

  async synced(epoch?: number): Promise<this> {
    await (await this.open(epoch)).synced
    return this
  }

  leave(): void {
    this.connection?.dispose()
    this.connection = null
  }

  close(): void {
    this.leave()
    this.awareness.destroy()
  }

  note(id: string, text: string): void {
    const props = { richText: richText(text) }
    putRecords(this.doc, [makeShape({ type: 'note', id: `shape:${id}`, x: 0, y: 0, index: 'a1', props })])
  }

  text(id: string): string | null {
    const record = readRecords(this.doc).get(`shape:${id}`)
    return record ? plainText(record) : null
  }
}

const saved = (connection: BoardConnection | null) =>
  vi.waitFor(() => expect(connection?.getSnapshot()).toBe('saved'), { timeout: 10_000, interval: 10 })
const movedOn = (connection: BoardConnection) =>
  vi.waitFor(() => expect(connection.closed).not.toBeNull(), { timeout: 10_000, interval: 10 })
const epochNow = async () => (await lab.ask<BoardView>('GET', `/boards/${boardId}`)).epoch

/** So many visitors that the server begins a new epoch when it opens the board next. */
async function crowd(): Promise<void> {
  const room = await lab.server.services.rooms.open(boardId)
  await room.edit('crowd', (doc) => {
    for (let visitor = 0; visitor < 1_001; visitor++) {
      const page = new Y.Doc()
      page.getMap('records').set(`shape:visitor${visitor}`, visitor)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(page))
    }
    for (let visitor = 0; visitor < 1_001; visitor++) doc.getMap('records').delete(`shape:visitor${visitor}`)
  })
}

it('[RS50, RS52] a page from two epochs ago brings its work after restarts, and opens the current one', async () => {
  const ada = await new Page().synced(1)
  ada.note('shared', 'hello world')
  ada.note('gone', 'soon deleted')
  await saved(ada.connection)
  ada.leave()
  ada.note('shared', 'hello my world')
  ada.note('gone', 'changed in the tunnel')
  ada.note('mine', 'drawn in a tunnel')

  expect(await epochNow()).toBe(1)
  for (const epoch of [2, 3]) {
    await crowd()
    await lab.restart()
    expect(await epochNow()).toBe(epoch)
    const ben = await new Page().synced(epoch)
    ben.note('shared', `hello world${'!'.repeat(epoch)}`)
    removeRecords(ben.doc, ['shape:gone'])
    await saved(ben.connection)
    ben.leave()
  }
  await lab.restart()

  const late = await ada.open(1)
  await movedOn(late)
  expect(late.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.carried })
  expect(late.unsent).toBe(false)
  const again = await new Page().synced((await epochNow()) ?? 1)
  expect(again.text('shared')).toBe('hello my world!!!')
  expect(again.text('mine')).toBe('drawn in a tunnel')
  expect(again.text('gone')).toBeNull()

  // Brought once more, as after a lost line, it changes nothing; and all of it outlives another restart.
  again.note('mine', 'changed by others')
  await saved(again.connection)
  await movedOn(await new Page(ada.doc).open(1))
  await lab.restart()
  const last = await new Page().synced(3)
  expect(last.text('mine')).toBe('changed by others')
  expect(last.text('shared')).toBe('hello my world!!!')
})

it('[RS54] a client that knows nothing of epochs is sent away with an old document, and welcome without', async () => {
  const old = await new Page().synced()
  old.leave()
  old.note('old', 'from before')
  await crowd()
  await lab.restart()
  expect(await epochNow()).toBe(2)
  const refused = await old.open()
  await movedOn(refused)
  expect(refused.closed).toEqual({ code: CloseCode.EpochChanged, reason: epochReason.lost })
  const stranger = await new Page().synced()
  stranger.note('new', 'hello')
  await saved(stranger.connection)
  expect(stranger.text('old')).toBeNull()
})

it('[RS53] a document taken before a new epoch is put back by carrying its changes over', async () => {
  const path = `/boards/${boardId}/document`
  const page = new Page()
  Y.applyUpdate(page.doc, Buffer.from(await (await fetchDocument(path)).arrayBuffer()))
  page.note('back', 'edited elsewhere')
  await crowd()
  await lab.restart()
  const put = await lab.call('PUT', path, {
    body: Y.encodeStateAsUpdate(page.doc),
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(put.status).toBe(204)
  const reader = await new Page().synced(2)
  expect(reader.text('back')).toBe('edited elsewhere')
  expect(reader.doc.store.clients.size).toBeLessThan(10)
})

const fetchDocument = (path: string) =>
  fetch(`${lab.url}/api/v1${path}`, { headers: { authorization: `Bearer ${labKey}` } })
