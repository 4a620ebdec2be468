import { judgeUpdate, readRecords, seedBoard } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { fillBoard } from './board.ts'
import { type Handle, Person } from './people.ts'
import { dragUpdate, type ItemId, letterUpdate } from './updates.ts'

const person = 3_000_000_007

function filled() {
  const seeded = new Y.Doc()
  seedBoard(seeded, { records: [], template: 'blank', locale: 'en' })
  const board = fillBoard(Y.encodeStateAsUpdate(seeded), 40)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, board.state)
  doc.clientID = person
  return { board, doc }
}

/** What Yjs itself writes for a change. */
function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
  let written = new Uint8Array()
  doc.once('update', (update: Uint8Array) => {
    written = new Uint8Array(update)
  })
  doc.transact(change)
  return written
}

const firstOf = (handles: Handle[]): Handle => {
  const [first] = handles
  if (!first) throw new Error('the board has nothing to take in hand')
  return first
}

describe('edits as the benchmark writes them', () => {
  it('are byte for byte what Yjs writes for a drag, step after step', () => {
    const { board, doc } = filled()
    const handle = firstOf(board.drag)
    const entry = doc.getMap('records').get('shape:bench1')
    let { last } = handle
    for (let clock = 0; clock < 300; clock++) {
      const y = [99.876 - clock * 0.01, 40 - clock * 17, 0.125 * clock, -1e9 * clock][clock % 4] ?? 0
      const at: Handle['at'] = [12.5 + clock, y, 'page:page']
      const byYjs = updateOf(doc, () => entry instanceof Y.Map && entry.set('at', at))
      const id: ItemId = { client: person, clock }
      expect(Buffer.from(dragUpdate(id, last, at))).toEqual(Buffer.from(byYjs))
      expect(byYjs.length).toBeLessThanOrEqual(56)
      last = id
    }
  })

  it('are byte for byte what Yjs writes for typing at the end of a note', () => {
    const { board, doc } = filled()
    const entry = doc.getMap('records').get('shape:bench0')
    const text = entry instanceof Y.Map ? entry.get(':richText') : null
    const line = text instanceof Y.XmlFragment ? text.get(0) : null
    const run = line instanceof Y.XmlElement ? line.get(0) : null
    if (!(run instanceof Y.XmlText)) throw new Error('the note has no text')
    let { last } = firstOf(board.type)
    for (let clock = 0; clock < 200; clock++) {
      const byYjs = updateOf(doc, () => run.insert(run.length, 'x'))
      expect(Buffer.from(letterUpdate({ client: person, clock }, last, 'x'))).toEqual(Buffer.from(byYjs))
      last = { client: person, clock }
    }
  })

  it('are taken by the judge, and what they write can be read', () => {
    const { board, doc } = filled()
    const [dragger, typist] = [firstOf(board.drag), firstOf(board.type)].map(
      (handle, at) => new Person(person + at, 'Somebody', false, () => 0.4, handle),
    )
    for (let step = 0; step < 50; step++) {
      for (const update of [dragger?.nextDrag(step), typist?.nextLetter(step)]) {
        if (!update) throw new Error('nobody edited')
        expect(judgeUpdate(doc, update)).toBeNull()
        expect(update.length).toBeLessThanOrEqual(50)
        Y.applyUpdate(doc, update)
      }
    }
    expect(doc.store.pendingStructs).toBeNull()
    const records = readRecords(doc)
    expect(records.get('shape:bench1')).toMatchObject({ x: 220 + 50 * -0.75 })
    expect(JSON.stringify(records.get('shape:bench0'))).toContain('k'.repeat(50))
  })
})

describe('presence as the benchmark writes it', () => {
  it('is as large as tldraw’s when whole, and a good deal smaller as our pages send it', () => {
    const sizeOf = (compact: boolean) =>
      new Person(person, 'Participant 42', compact, Math.random, null).nextPresence(0).length
    expect(sizeOf(false)).toBeGreaterThanOrEqual(250)
    expect(sizeOf(false)).toBeLessThanOrEqual(400)
    expect(sizeOf(true)).toBeLessThanOrEqual(39)
  })

  it('is JSON whatever the cursor does, and moves each time', () => {
    const someone = new Person(person, 'Participant 42', false, Math.random, null)
    const seen = new Set<string>()
    for (let step = 0; step < 100; step++) {
      const body = someone.nextPresence(step)
      const { cursor } = JSON.parse(body.subarray(body.indexOf('{')).toString()) as { cursor: object }
      seen.add(JSON.stringify(cursor))
    }
    expect(seen.size).toBeGreaterThan(90)
  })
})
