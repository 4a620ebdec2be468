import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  connect,
  hasHeld,
  indexes,
  LAYOUT,
  makeShape,
  plainText,
  putRecords,
  readBoard,
  readRecords,
  removeRecords,
  rewordRecord,
  richText,
  seedBoard,
} from './index.ts'

const at = (n: number): string => indexes(n + 1)[n] ?? 'a1'

describe('a seeded board', () => {
  it('[BD1] holds its layout, schema, page and the records of its template', () => {
    const doc = new Y.Doc()
    const note = makeShape({
      type: 'note',
      id: 'shape:a',
      x: 0,
      y: 0,
      index: at(0),
      props: { richText: richText('ciao\nmondo') },
    })
    const box = makeShape({ type: 'geo', x: 300, y: 0, index: at(1) })
    const arrow = connect(note, box, { id: 'shape:arrow', index: at(2) })
    seedBoard(doc, { records: [note, box, ...arrow], template: 'brainstorm', locale: 'it' })

    const meta = doc.getMap('meta').toJSON()
    expect(meta).toMatchObject({ layout: LAYOUT, epoch: 1, template: 'brainstorm', locale: 'it' })
    expect(meta.schema).toHaveProperty('sequences')
    const { records, unreadable } = readBoard(doc)
    expect(unreadable).toEqual([])
    expect([...records.keys()].sort()).toEqual(
      [
        'binding:arrow-end',
        'binding:arrow-start',
        'document:document',
        'page:page',
        'shape:a',
        'shape:arrow',
        box.id,
      ].sort(),
    )
    expect(records.get('shape:a')).toEqual(note)
    expect(plainText(note)).toBe('ciao\nmondo')
  })

  it('[BD1] is seeded once', () => {
    const doc = new Y.Doc()
    seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
    expect(() => seedBoard(doc, { records: [], template: 'blank', locale: 'en' })).toThrow('already seeded')
  })
})

describe('words that are changed from outside the canvas', () => {
  const withNote = (text: string) => {
    const doc = new Y.Doc()
    seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
    const note = makeShape({
      type: 'note',
      id: 'shape:a',
      x: 0,
      y: 0,
      index: 'a1',
      props: { richText: richText(text) },
    })
    putRecords(doc, [note])
    return doc
  }
  const wordsIn = (doc: Y.Doc) => {
    const record = readRecords(doc).get('shape:a')
    return record ? plainText(record) : null
  }

  it('[BD5] keep what somebody typed since they were read, and what is typed at the same moment', () => {
    const doc = withNote('bins by the river')
    const canvas = new Y.Doc()
    Y.applyUpdate(canvas, Y.encodeStateAsUpdate(doc))
    rewordRecord(doc, 'shape:a', 'bins by the river', 'bins by the river, please')
    expect(rewordRecord(doc, 'shape:a', 'bins by the river', 'More bins by the river')).not.toBeNull()
    expect(wordsIn(doc)).toBe('More bins by the river, please')
    rewordRecord(canvas, 'shape:a', 'bins by the river', 'bins by the green river')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(canvas))
    expect(wordsIn(doc)).toBe('More bins by the green river, please')
  })

  it('are refused where there are none, or they may not stand there', () => {
    const doc = withNote('x')
    expect(rewordRecord(doc, 'shape:none', 'a', 'b')).toBeNull()
    expect(rewordRecord(doc, 'page:page', 'a', 'b')).toBeNull()
    expect(() => rewordRecord(doc, 'shape:a', 'x', 'y'.repeat(30_000))).toThrow('may not stand')
    expect(wordsIn(doc)).toBe('x')
  })

  it('a record that is gone is known to have been there', () => {
    const doc = withNote('x')
    removeRecords(doc, ['shape:a'])
    const loaded = new Y.Doc()
    Y.applyUpdate(loaded, Y.encodeStateAsUpdate(doc))
    expect([hasHeld(loaded, 'shape:a'), hasHeld(loaded, 'shape:b')]).toEqual([true, false])
  })
})
