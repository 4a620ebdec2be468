import { judgeParts, judgeUpdate, makeShape, putRecords, readRecords, seedBoard } from '@sheshi/board'
import { indexAt, runSession } from '@sheshi/board/testing'
import { limits, splitUpdate } from '@sheshi/sync'
import { connectBoard } from '@sheshi/sync/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Lab, labKey } from './testing/lab.ts'

const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

function board(): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
  return doc
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Judges to the end; how many steps that took, and what came out. */
function judge(doc: Y.Doc, parts: readonly Uint8Array[]) {
  const judging = judgeParts(doc, parts)
  for (let steps = 0; ; steps++) {
    const { done, value } = judging.next()
    if (done) return { steps, refusal: value }
  }
}

const note = (i: number) =>
  makeShape({
    type: 'note',
    id: `shape:n${i}` as never,
    index: indexAt(i),
    x: (i % 100) * 220,
    y: Math.floor(i / 100) * 220,
  })

describe(`[RS101] the work of a session in parts, BOARD_SEED=${seed}`, () => {
  it('passes the judge at every size, and gives the same board', () => {
    const before = board()
    runSession({ doc: before, seed: seed + 1, people: 3, minutes: 4, shapes: 60 })
    const after = copyOf(before)
    for (let i = 0; i < 3; i++) {
      after.clientID = 7_000 + i
      runSession({ doc: after, seed: seed + 2 + i, people: 4, minutes: 5, shapes: 60 })
    }
    const update = Y.encodeStateAsUpdate(after, Y.encodeStateVector(before))
    for (const bytes of [1_000, 9_000, 40_000]) {
      const parts = splitUpdate(update, { bytes, structs: bytes / 10 })
      expect(parts.length).toBeGreaterThan(2)
      const { refusal, steps } = judge(before, parts)
      expect(refusal).toBeNull()
      expect(steps).toBeGreaterThan(parts.length)
      const live = copyOf(before)
      live.transact((transaction) => {
        for (const part of parts) Y.applyUpdate(live, part)
        transaction.local = true
      })
      expect(live.store.pendingStructs).toBeNull()
      expect(readRecords(live)).toEqual(readRecords(after))
    }
  })

  it('is refused for one bad record among many, wherever it lies', () => {
    const doc = board()
    putRecords(doc, [note(0)])
    const bad: ((copy: Y.Doc) => void)[] = [
      (copy) => (copy.getMap('records').get('shape:n300') as Y.Map<unknown>).set(':scale', 'huge'),
      (copy) => (copy.getMap('records').get('shape:n0') as Y.Map<unknown>).set('at', [1e300, 0, 'page:page']),
      (copy) => copy.getMap('records').set('shape:bad', new Y.Map([['x', 1]])),
      (copy) => copy.getMap('meta').set('layout', 99),
      (copy) => copy.getMap('grave').set('shape:n1', { nonsense: true }),
    ]
    for (const spoil of bad) {
      const copy = copyOf(doc)
      putRecords(
        copy,
        Array.from({ length: 400 }, (_, i) => note(i + 1)),
      )
      // A good value first, so that the bad one refers to what only another part holds.
      ;(copy.getMap('records').get('shape:n0') as Y.Map<unknown>).set('at', [5, 5, 'page:page'])
      putRecords(
        copy,
        Array.from({ length: 400 }, (_, i) => note(i + 401)),
      )
      spoil(copy)
      const update = Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc))
      expect(judgeUpdate(doc, update)).not.toBeNull()
      const parts = splitUpdate(update, { bytes: 20_000, structs: 500 })
      expect(parts.length).toBeGreaterThan(5)
      expect(judge(doc, parts).refusal).toEqual(judgeUpdate(doc, update))
    }
  })
})

describe('over the wire', () => {
  let lab: Lab
  const stops: (() => void)[] = []
  beforeEach(async () => {
    lab = await Lab.open()
  })
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop()
    await lab.dispose()
  })

  class Authorized extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { authorization: `Bearer ${labKey}` } })
    }
  }

  function connect(boardId: string, doc = new Y.Doc(), Socket: new (url: string) => WebSocket = Authorized) {
    const connection = connectBoard({
      url: `${lab.url.replace('http', 'ws')}/sync`,
      boardId,
      doc,
      awareness: new Awareness(doc),
      WebSocketPolyfill: Socket as never,
    })
    stops.push(() => connection.dispose())
    const untilSaved = () =>
      new Promise<void>((resolve) => {
        const check = () => connection.getSnapshot() === 'saved' && !connection.unsent && resolve()
        stops.push(connection.subscribe(check))
        check()
      })
    return { connection, doc, untilSaved }
  }

  it('[RS105] a full page pasted by one is saved, seen by another, and survives a restart', async () => {
    const boardId = await lab.board({ template: 'blank' })
    const sent: number[] = []
    class Counting extends Authorized {
      override send(data: Uint8Array) {
        sent.push(data.length)
        super.send(data)
      }
    }
    const author = connect(boardId, new Y.Doc(), Counting)
    const other = connect(boardId)
    await Promise.all([author.connection.synced, other.connection.synced])
    putRecords(
      author.doc,
      Array.from({ length: 4_000 }, (_, i) => note(i)),
    )
    await new Promise((resolve) => setTimeout(resolve, 0))
    await author.untilSaved()
    expect(author.connection.closed).toBeNull()
    expect(sent.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(limits.frameBytes)
    expect(Math.max(...sent)).toBeLessThan(limits.partBytes * 1.2)
    await until(other.doc, () => readRecords(other.doc).size === readRecords(author.doc).size)
    await lab.restart()
    const { doc } = await lab.server.services.rooms.open(boardId)
    expect(readRecords(doc)).toEqual(readRecords(author.doc))
  })

  it('[RS105] a page gives back what a server has lost, also the work of many', async () => {
    const boardId = await lab.board({ template: 'blank' })
    const { doc: live } = await lab.server.services.rooms.open(boardId)
    const kept = copyOf(live)
    for (let i = 0; i < 150; i++) {
      kept.clientID = 5_000 + i
      putRecords(
        kept,
        Array.from({ length: 20 }, (_, n) => note(i * 20 + n)),
      )
      const moved = { ...note(i * 10), x: i }
      putRecords(kept, [moved])
    }
    const page = connect(boardId, kept)
    await page.untilSaved()
    expect(page.connection.closed).toBeNull()
    const { doc } = await lab.server.services.rooms.open(boardId)
    expect(readRecords(doc)).toEqual(readRecords(kept))
  })
})

/** Resolves when the document has come to that. */
function until(doc: Y.Doc, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => holds() && resolve()
    doc.on('update', check)
    check()
  })
}
