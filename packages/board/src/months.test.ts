import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { compact, readRecords, renewDocument, seedBoard } from './index.ts'
import { runSession } from './testing/index.ts'

const sizeOf = (doc: Y.Doc): number => Y.encodeStateAsUpdate(doc).length

it('[BD57] session after session, what is stored stays within 1.3 times a fresh document', () => {
  let doc = new Y.Doc()
  doc.clientID = 1
  seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
  let renewals = 0
  let largest = 0
  for (let seed = 1; seed <= 3; seed++) {
    const records = runSession({ doc, seed, people: 40, minutes: 10, shapes: 280, room: 280 })
    const renewed = renewDocument(doc)
    largest = Math.max(largest, sizeOf(doc) / sizeOf(compact(doc)))
    if (renewed) renewals++
    doc = renewed?.doc ?? doc
    expect(readRecords(doc)).toEqual(records)
    expect(sizeOf(doc) / sizeOf(compact(doc)), `session ${seed}`).toBeLessThanOrEqual(1.3)
  }
  // It would not have been so by itself.
  expect(largest).toBeGreaterThan(1.3)
  expect(renewals).toBeGreaterThan(0)
})
