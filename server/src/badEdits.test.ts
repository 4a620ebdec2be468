import { boardVersion, putRecords, rawRecord, readBoard, readRecords } from '@sheshi/board'
import { badEditRecords, badEdits } from '@sheshi/board/testing'
import { limits } from '@sheshi/sync'
import { type BoardConnection, connectBoard } from '@sheshi/sync/client'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { openBoardLog } from './storage/boardLog.ts'
import { Lab, labKey } from './testing/lab.ts'

let lab: Lab
let boardId: string
let token: string
const opened: { dispose(): void }[] = []

beforeAll(async () => {
  lab = await Lab.open()
  boardId = await lab.board({ template: 'blank' })
  const room = await lab.server.services.rooms.open(boardId)
  await room.edit('test', (doc) => putRecords(doc, badEditRecords))
  token = (await lab.guest(boardId)).token
})
afterEach(() => {
  for (const { dispose } of opened.splice(0)) dispose()
})
afterAll(() => lab.dispose())

interface Page {
  doc: Y.Doc
  connection: BoardConnection
}

/** A page on the board over a real socket. */
function page(version: Readonly<Record<string, string>> = boardVersion): Page {
  class Authorized extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { authorization: `Bearer ${token}` } })
    }
  }
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const connection = connectBoard({
    url: `${lab.url.replace('http', 'ws')}/sync`,
    boardId,
    doc,
    awareness,
    version,
    epoch: 1,
    WebSocketPolyfill: Authorized as unknown as typeof globalThis.WebSocket,
  })
  opened.push({
    dispose() {
      connection.dispose()
      awareness.destroy()
    },
  })
  return { doc, connection }
}

const titleOf = ({ doc }: Page) => (readRecords(doc).get('document:document') as { name?: string })?.name

/** Whoever is on the board goes on: what one writes the other sees, and nothing that cannot be read. */
async function goOn(ada: Page, ben: Page, title: string): Promise<void> {
  const now = readRecords(ada.doc).get('document:document')
  if (now) putRecords(ada.doc, [{ ...now, name: title } as typeof now])
  await vi.waitFor(() => expect(titleOf(ben)).toBe(title), { timeout: 10_000, interval: 5 })
  for (const { doc, connection } of [ada, ben]) {
    expect(connection.closed).toBeNull()
    expect(readBoard(doc).unreadable).toEqual([])
    expect(doc.getMap('meta').get('layout')).toBe(1)
  }
}

describe('bad input over a socket', () => {
  for (const [name, { change, tooLarge }] of Object.entries(badEdits)) {
    it(`[RS60] ${name}: its sender goes, the others go on`, async () => {
      const [ada, ben, eve] = [page(), page(), page()]
      await Promise.all([ada, ben, eve].map(({ connection }) => connection.synced))
      eve.doc.transact(() => change(eve.doc))
      await vi.waitFor(() => expect(eve.connection.closed).not.toBeNull(), { timeout: 10_000, interval: 5 })
      // One text of 5 MB cannot be cut: its frame is refused before anybody reads it, with no reason.
      if (tooLarge) expect(eve.connection.closed?.code).toBe(4413)
      else expect(eve.connection.closed).toEqual({ code: 4400, reason: 'edit refused' })
      await goOn(ada, ben, name)
    })
  }

  it('[RS60] 10 MB of text in one note: at once, and piece by piece', async () => {
    const [ada, ben, atOnce, piecewise] = [page(), page(), page(), page()]
    await Promise.all([ada, ben, atOnce, piecewise].map(({ connection }) => connection.synced))
    const write = ({ doc }: Page, letters: number) => {
      const entry = doc.getMap('records').get('shape:n') as Y.Map<Y.XmlFragment>
      const paragraph = entry.get(':richText')?.get(0) as Y.XmlElement
      const text = paragraph.get(0) as Y.XmlText
      text.insert(0, 'a'.repeat(letters))
    }
    write(atOnce, limits.frameBytes + 1)
    await vi.waitFor(() => expect(atOnce.connection.closed?.code).toBe(4413), { timeout: 10_000 })
    for (let sent = 0; sent < 1_000; sent++) write(piecewise, 10_000)
    await vi.waitFor(() => expect(piecewise.connection.closed).not.toBeNull(), { timeout: 10_000 })
    expect(piecewise.connection.closed?.code).toBe(4413)
    const length = JSON.stringify(readRecords(ada.doc).get('shape:n')).length
    expect(length).toBeLessThan(100_000)
    const room = await lab.server.services.rooms.open(boardId)
    expect(Y.encodeStateAsUpdate(room.doc).length).toBeLessThan(200_000)
    expect([ada.connection.closed, ben.connection.closed]).toEqual([null, null])
  })
})

describe('unreadable records', () => {
  it('[BD64] go into a board and out of it as they are, over HTTP and a restart', async () => {
    const id = await lab.board({ template: 'blank' })
    const sent = new Y.Doc()
    const future = new Y.Map<unknown>([['$', { id: 'shape:future', typeName: 'shape', type: 'hologram' }]])
    sent.getMap('records').set('shape:future', future)
    sent.getMap('records').set('shape:list', new Y.Array<unknown>())
    const headers = { 'content-type': 'application/octet-stream' }
    await lab.ask('PUT', `/boards/${id}/document`, { body: Y.encodeStateAsUpdate(sent), headers })
    const stored = async () => {
      const { doc } = await lab.server.services.rooms.open(id)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return copy
    }
    await lab.restart()
    const answer = await fetch(`${lab.url}/api/v1/boards/${id}/document`, {
      headers: { authorization: `Bearer ${labKey}` },
    })
    const got = new Y.Doc()
    Y.applyUpdate(got, new Uint8Array(await answer.arrayBuffer()))
    for (const doc of [got, await stored()]) {
      expect(
        readBoard(doc)
          .unreadable.map((one) => one.id)
          .sort(),
      ).toEqual(['shape:future', 'shape:list'])
      expect(rawRecord(doc, 'shape:future')).toEqual(rawRecord(sent, 'shape:future'))
      expect(rawRecord(doc, 'shape:list')).toEqual([])
    }
  })
})

describe('versions', () => {
  it('[BD62] a page of another version is told to load again; who says nothing is let in', async () => {
    const current = page()
    const stock = page({})
    await Promise.all([current.connection.synced, stock.connection.synced])
    for (const version of [{ layout: '0' }, { ...boardVersion, schema: 'ffffffff' }]) {
      const { connection } = page(version)
      await vi.waitFor(() => expect(connection.closed).not.toBeNull())
      expect(connection.closed).toEqual({ code: 4426, reason: 'client is too old' })
    }
  })

  it('[BD62] a board that a newer program has written is refused and left as it is', async () => {
    const newer = await lab.board({ template: 'blank' })
    const room = await lab.server.services.rooms.open(newer)
    await room.edit('test', (doc) => doc.getMap('meta').set('layout', 99))
    const before = Y.encodeStateAsUpdate(room.doc)
    await lab.restart()
    token = (await lab.guest(newer)).token
    boardId = newer
    const { connection } = page()
    await vi.waitFor(() => expect(connection.closed).not.toBeNull())
    expect(connection.closed).toEqual({ code: 4409, reason: 'board is too new' })
    const answer = await lab.call('GET', `/boards/${newer}/document`)
    expect([answer.status, answer.json<{ type: string }>().type]).toEqual([503, '/problems/board-too-new'])
    await lab.server.close()
    const log = await openBoardLog(lab.dataDir, { logger: { info() {}, warn() {}, error() {} } })
    const stored = new Y.Doc()
    for (const update of (await log.load(newer))?.updates ?? []) Y.applyUpdate(stored, update)
    expect(Y.encodeStateAsUpdate(stored)).toEqual(before)
    await log.close()
  })
})
