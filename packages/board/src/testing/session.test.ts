import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBoard, seedBoard } from '../index.ts'
import { type EditKind, runSession } from './session.ts'

function session(seed: number): { doc: Y.Doc; kinds: Map<EditKind, number>; state: Uint8Array } {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
  const kinds = new Map<EditKind, number>()
  const records = runSession({
    doc,
    seed,
    people: 5,
    minutes: 2,
    shapes: 100,
    onEdit: (kind) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1),
  })
  const read = readBoard(doc)
  expect(read.unreadable).toEqual([])
  expect(read.records).toEqual(records)
  return { doc, kinds, state: Y.encodeStateAsUpdate(doc) }
}

describe('a generated session', () => {
  it('[BD2] leaves in the document exactly what its people see, of every kind of edit', () => {
    const { kinds } = session(4)
    expect([...kinds.keys()].sort()).toEqual([
      'create',
      'delete',
      'drag',
      'drag several',
      'keystroke',
      'reorder',
      'resize',
      'restyle',
      'stroke',
    ])
  })

  it('[BD2] is the same for the same seed, byte for byte', () => {
    expect(session(9).state).toEqual(session(9).state)
  })
})
