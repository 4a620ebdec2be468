import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connect, indexes, LAYOUT, makeShape, plainText, readBoard, richText, seedBoard } from './index.ts'

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
