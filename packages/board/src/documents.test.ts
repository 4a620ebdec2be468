import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { StoreSnapshot } from '@tldraw/store'
import type { TLRecord } from '@tldraw/tlschema'
import { createTLSchema as createTLSchema5 } from 'tlschema-5'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  boardVersion,
  checkRecord,
  compact,
  DocumentTooNew,
  isOtherVersion,
  migrateRecords,
  plainText,
  putRecords,
  rawRecord,
  readBoard,
  readRecords,
  renewDocument,
  schema,
  seedBoard,
} from './index.ts'
import { documents } from './testing/documents/make.ts'
import { runSession } from './testing/index.ts'
import { metaOf, recordsOf } from './view.ts'

const fileOf = (name: string, end: string) => new URL(`./testing/documents/${name}.${end}`, import.meta.url)

/** What is read of a document, as it is kept beside it. */
function reading(doc: Y.Doc) {
  const { records, unreadable } = readBoard(doc)
  const byId = [...records].sort(([a], [b]) => (a < b ? -1 : 1))
  return { records: Object.fromEntries(byId), unreadable: unreadable.sort((a, b) => (a.id < b.id ? -1 : 1)) }
}

// Files that are there stay as they are: they were written by the version they tell of.
for (const [name, make] of Object.entries(documents)) {
  if (process.env.BOARD_DOCUMENTS !== 'write' || existsSync(fileOf(name, 'yjs'))) continue
  const doc = make()
  writeFileSync(fileOf(name, 'yjs'), Y.encodeStateAsUpdate(doc))
  writeFileSync(fileOf(name, 'json'), `${JSON.stringify(reading(doc), null, 1)}\n`)
}

function open(name: string): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, readFileSync(fileOf(name, 'yjs')))
  return doc
}

describe('documents of layout 1', () => {
  for (const name of Object.keys(documents)) {
    it(`[BD60] ${name} reads as it did when it was written`, () => {
      expect(JSON.parse(JSON.stringify(reading(open(name))))).toEqual(
        JSON.parse(readFileSync(fileOf(name, 'json'), 'utf8')),
      )
    })
  }

  it('[BD60] hold everything that people put on a board', () => {
    const types = [...readRecords(open('layout1-workshop')).values()].map((record) =>
      'type' in record ? `${record.typeName} ${record.type}` : record.typeName,
    )
    expect([...new Set(types)].sort()).toEqual([
      'asset image',
      'binding arrow',
      'document',
      'page',
      ...[
        'arrow',
        'bookmark',
        'draw',
        'frame',
        'geo',
        'group',
        'highlight',
        'image',
        'line',
        'note',
        'text',
      ].map((type) => `shape ${type}`),
    ])
  })
})

describe('migrating', () => {
  it('[BD61] leaves documents of this version alone', () => {
    expect(migrateRecords(open('layout1-workshop'))).toBeNull()
    expect(migrateRecords(open('layout1-unreadable'))).toBeNull()
    expect(migrateRecords(new Y.Doc())).toBeNull()
  })

  it('[BD61] turns the records of an earlier schema into ours, and leaves out what cannot be', () => {
    const doc = open('layout1-older-schema')
    const before = Y.encodeStateAsUpdate(doc)
    const unmigrated = readRecords(doc)
    expect(unmigrated.has('shape:note')).toBe(false)
    const migrated = migrateRecords(doc) ?? new Map<string, TLRecord>()
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    const text = (id: string) => plainText(migrated.get(id) as TLRecord)
    expect([text('shape:note'), text('shape:geo'), text('shape:text')]).toEqual([
      'first line\nsecond line',
      'a box',
      'a title',
    ])
    expect(migrated.get('shape:photo')).toMatchObject({ props: { altText: '' } })
    expect(migrated.get('shape:arrow')).toMatchObject({ props: { kind: 'arc', elbowMidPoint: 0.5 } })
    expect(migrated.get('binding:arrow-end')).toMatchObject({ props: { snap: 'none' } })
    expect([...recordsOf(doc).keys()].filter((id) => !migrated.has(id))).toEqual(['shape:broken'])
    for (const [id, record] of migrated) expect(checkRecord(record), id).toBeNull()
  })

  it('[BD62] refuses documents of a newer layout or schema, and leaves them as they are', () => {
    const layout = open('layout1-workshop')
    metaOf(layout).set('layout', 99)
    const later = open('layout1-workshop')
    const sequences = { ...schema.serialize().sequences, 'com.tldraw.shape.note': 99 }
    metaOf(later).set('schema', { schemaVersion: 2, sequences })
    const unknown = open('layout1-workshop')
    metaOf(unknown).set('schema', { schemaVersion: 2, sequences: { 'com.example.hologram': 1 } })
    for (const doc of [layout, later, unknown]) {
      const before = Y.encodeStateAsUpdate(doc)
      expect(() => migrateRecords(doc)).toThrow(DocumentTooNew)
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    }
    expect(() => migrateRecords(layout)).toThrow('layout 99')
    expect(() => migrateRecords(later)).toThrow('com.tldraw.shape.note 99')
  })

  it('[BD62] a client of another layout or schema is known by what it says of itself', () => {
    expect(isOtherVersion({ layout: null, schema: null })).toBe(false)
    expect(isOtherVersion(boardVersion)).toBe(false)
    expect(isOtherVersion({ ...boardVersion, layout: '0' })).toBe(true)
    expect(isOtherVersion({ ...boardVersion, schema: '00000000' })).toBe(true)
    expect(boardVersion.schema).toMatch(/^[0-9a-f]{8}$/)
  })
})

describe('tldraw 5.4', () => {
  const later = createTLSchema5()
  const types: Record<string, { validate(record: unknown): unknown } | undefined> = later.types
  /** tldraw 5.4's migrations and validators, run over these records. */
  function accepts(records: ReadonlyMap<string, TLRecord>, from = schema.serialize()): string[] {
    type Snapshot = Parameters<typeof later.migrateStoreSnapshot>[0]
    const snapshot: StoreSnapshot<TLRecord> = {
      store: Object.fromEntries(records) as StoreSnapshot<TLRecord>['store'],
      schema: from,
    }
    const result = later.migrateStoreSnapshot(snapshot as unknown as Snapshot)
    if (result.type === 'error') throw new Error(`tldraw 5.4 cannot migrate this: ${result.reason}`)
    return Object.values(result.value).map((record) => {
      const type = types[record.typeName]
      if (!type) throw new Error(`tldraw 5.4 has no records of type ${record.typeName}`)
      type.validate(record)
      return record.id
    })
  }

  it('[BD63] takes over every record of every kept document', () => {
    expect(later.serialize()).not.toEqual(schema.serialize())
    for (const name of Object.keys(documents)) {
      const doc = open(name)
      const records = migrateRecords(doc) ?? readRecords(doc)
      expect(accepts(records).sort(), name).toEqual([...records.keys()].sort())
    }
  })

  it('[BD63] takes over every record of a board that a session left', () => {
    const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))
    const doc = new Y.Doc()
    seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
    runSession({ doc, seed, people: 8, minutes: 5, shapes: 150 })
    const records = readRecords(doc)
    expect(records.size, `BOARD_SEED=${seed}`).toBeGreaterThan(100)
    expect(accepts(records).sort(), `BOARD_SEED=${seed}`).toEqual([...records.keys()].sort())
  })
})

describe('unreadable records', () => {
  const rawOf = (doc: Y.Doc) =>
    Object.fromEntries(
      [...recordsOf(doc).keys()].sort().map((id) => [id, JSON.parse(JSON.stringify(rawRecord(doc, id)))]),
    )

  it('[BD64] are in the document of a new epoch as they were in the old one, compacted or migrated', () => {
    const before = open('layout1-unreadable')
    const compacted = compact(before)
    for (const { id } of readBoard(before).unreadable) {
      expect(rawOf(compacted)[id], id).toEqual(rawOf(before)[id])
    }
    expect(readBoard(compacted).unreadable).toHaveLength(3)
    const older = open('layout1-older-schema')
    const renewal = renewDocument(older)
    if (!renewal) throw new Error('nothing was migrated')
    expect(renewal.why).toBe('migrate')
    expect(rawOf(renewal.doc)['shape:broken']).toEqual(rawOf(older)['shape:broken'])
    expect(readBoard(renewal.doc).unreadable.map(({ id }) => id)).toEqual(['shape:broken'])
    expect(readRecords(renewal.doc).get('shape:note')?.typeName).toBe('shape')
    expect(metaOf(renewal.doc).get('schema')).toEqual(schema.serialize())
    expect(renewDocument(renewal.doc)).toBeNull()
  })

  it('[BD64] are shown raw, as JSON whatever they hold', () => {
    const doc = open('layout1-unreadable')
    const raw = Object.fromEntries(readBoard(doc).unreadable.map(({ id }) => [id, rawRecord(doc, id)]))
    expect(JSON.parse(JSON.stringify(raw))).toMatchObject({
      'shape:future': { $: { type: 'hologram', props: { depth: 3 } } },
      'shape:number': 42,
      'shape:map': { $: { id: 'shape:map' }, ':color': { a: 1 } },
    })
    expect(rawRecord(doc, 'shape:never')).toBeNull()
  })

  it('[BD64] travel untouched through a whole document and the work of others', () => {
    const doc = open('layout1-unreadable')
    const before = readBoard(doc).unreadable.map(({ id }) => JSON.stringify(rawRecord(doc, id)))
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const note = readRecords(copy).get('shape:note') as TLRecord
    putRecords(copy, [{ ...note, x: 50 } as TLRecord])
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy))
    expect(readRecords(doc).get('shape:note')).toMatchObject({ x: 50 })
    expect(readBoard(doc).unreadable.map(({ id }) => JSON.stringify(rawRecord(doc, id)))).toEqual(before)
  })
})
