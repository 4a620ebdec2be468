import { AssetRecordType, type TLRecord } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { createRecord } from '../../codec.ts'
import { putRecords, readBoard, removeRecords, seedBoard } from '../../document.ts'
import { richText } from '../../richText.ts'
import { type JsonRecord, propsOf, schema } from '../../schema.ts'
import { connect, indexes, makeShape } from '../../shapes.ts'
import { metaOf, recordsOf } from '../../view.ts'

/**
 * The documents kept beside this file, as they were written by the version that first wrote layout 1. They are
 * history, never written again; `BOARD_DOCUMENTS=write` makes vitest write those that are not there yet.
 */
export const documents: Readonly<Record<string, () => Y.Doc>> = {
  'layout1-workshop': workshop,
  'layout1-unreadable': withUnreadable,
  'layout1-older-schema': ofOlderSchema,
}

/** A document that always writes under this id, so that the same file comes out. */
function docOf(clientID: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return doc
}

const rich = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Bus stop' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'more ' },
        { type: 'text', text: 'shade', marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        {
          type: 'text',
          text: 'see',
          marks: [{ type: 'link', attrs: { href: 'https://lab.example/', target: '_blank' } }],
        },
      ],
    },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a 🙂 bench' }] }],
        },
      ],
    },
  ],
}

const asset = (): TLRecord =>
  AssetRecordType.create({
    id: 'asset:photo' as never,
    type: 'image',
    props: {
      w: 640,
      h: 480,
      name: 'stop.jpg',
      isAnimated: false,
      mimeType: 'image/jpeg',
      src: '/files/stop.jpg',
    },
    meta: {},
  })

/** One of everything that people put on a board. */
function everything(): TLRecord[] {
  const at = indexes(12).map((index, row) => ({ index, x: row * 120, y: row * 40 }))
  const place = (row: number) => at[row] ?? { index: 'a1', x: 0, y: 0 }
  const note = makeShape({ type: 'note', id: 'shape:note', ...place(0), props: { richText: rich as never } })
  const geo = makeShape({ type: 'geo', id: 'shape:geo', ...place(1), props: { richText: richText('a box') } })
  const points = [0, 3.5, 7.25, 11.01].map((x) => ({ x, y: x / 2, z: 0.5 }))
  const segments = [{ type: 'free' as const, points }]
  return [
    asset(),
    note,
    geo,
    makeShape({ type: 'text', id: 'shape:text', ...place(2), props: { richText: richText('two\nlines') } }),
    makeShape({ type: 'frame', id: 'shape:frame', ...place(3), props: { name: 'Ideas' } }),
    makeShape({ type: 'geo', id: 'shape:inside', parentId: 'shape:frame', x: 5, y: 6, index: 'a1' }),
    makeShape({ type: 'group', id: 'shape:group', ...place(4) }),
    makeShape({ type: 'line', id: 'shape:line', parentId: 'shape:group', x: 0, y: 0, index: 'a1' }),
    makeShape({ type: 'draw', id: 'shape:stroke', ...place(5), props: { segments } }),
    makeShape({ type: 'highlight', id: 'shape:marked', ...place(6), props: { segments } }),
    makeShape({ type: 'image', id: 'shape:photo', ...place(7), props: { assetId: 'asset:photo' as never } }),
    makeShape({ type: 'video', id: 'shape:film', ...place(8) }),
    makeShape({ type: 'bookmark', id: 'shape:link', ...place(9), props: { url: 'https://lab.example/' } }),
    makeShape({ type: 'frame', id: 'shape:gone', ...place(11) }),
    ...connect(note, geo, { id: 'shape:arrow', index: place(10).index, props: { text: 'so' } }),
  ]
}

const changed = (record: TLRecord | undefined, fields: object, props: object = {}): TLRecord => {
  if (!record) throw new Error('there is no such record')
  return { ...record, ...fields, props: { ...propsOf(record), ...props } } as unknown as TLRecord
}

/** A board on which two people worked at once: registers over bases, typed text, a grave. */
function workshop(): Y.Doc {
  const server = docOf(1)
  seedBoard(server, { records: everything(), template: 'blank', locale: 'en' })
  const people = [docOf(2), docOf(3)] as const
  for (const doc of people) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
  const [ada, ben] = people
  const now = readBoard(server).records
  putRecords(ada, [
    changed(now.get('shape:note'), { x: 11.5, y: -4 }),
    changed(
      now.get('shape:geo'),
      { meta: { by: 'ada' } },
      { w: 220, h: 90, richText: richText('a big box') },
    ),
    changed(now.get('shape:inside'), { parentId: 'shape:gone' }),
  ])
  putRecords(ben, [
    changed(now.get('shape:note'), {}, { color: 'violet', richText: richText('Bus stop') }),
    changed(now.get('shape:geo'), {}, { color: 'green', richText: richText('a box!') }),
  ])
  removeRecords(ben, ['shape:gone', 'shape:film'])
  for (const doc of people) Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
  return server
}

/** A board with records that no version so far can read. */
function withUnreadable(): Y.Doc {
  const doc = docOf(1)
  const note = makeShape({ type: 'note', id: 'shape:note', x: 0, y: 0, index: 'a1' })
  seedBoard(doc, { records: [note], template: 'blank', locale: 'sq' })
  const all = recordsOf(doc)
  const future: JsonRecord = { ...note, id: 'shape:future', type: 'hologram', props: { depth: 3 } }
  all.set('shape:future', new Y.Map([['$', future]]))
  all.set('shape:number', 42)
  all.set(
    'shape:map',
    new Y.Map<unknown>([
      ['$', { ...note, id: 'shape:map' }],
      [':color', new Y.Map([['a', 1]])],
    ]),
  )
  return doc
}

/** The fields that came with later versions of tldraw's 3.x are taken away; `text` was not rich then. */
const earlier: Readonly<Record<string, (props: JsonRecord, words: string) => JsonRecord>> = {
  note: ({ richText: _, ...props }, text) => ({ ...props, text }),
  geo: ({ richText: _, ...props }, text) => ({ ...props, text }),
  text: ({ richText: _, ...props }, text) => ({ ...props, text }),
  image: ({ altText: _, ...props }) => props,
  arrow: ({ kind: _kind, elbowMidPoint: _elbow, ...props }) => props,
}
const words: Readonly<Record<string, string>> = {
  'shape:note': 'first line\nsecond line',
  'shape:geo': 'a box',
  'shape:text': 'a title',
}
const earlierVersions = {
  'com.tldraw.shape.note': 8,
  'com.tldraw.shape.geo': 9,
  'com.tldraw.shape.text': 2,
  'com.tldraw.shape.image': 4,
  'com.tldraw.shape.arrow': 5,
  'com.tldraw.binding.arrow': 0,
}

/** A board as a tldraw from before rich text, elbow arrows and alternative texts would have written it. */
function ofOlderSchema(): Y.Doc {
  const doc = docOf(1)
  seedBoard(doc, { records: [], template: 'blank', locale: 'it' })
  const kept = ['shape:note', 'shape:geo', 'shape:text', 'shape:photo', 'shape:arrow', 'asset:photo']
  const records = everything().filter(({ id, typeName }) => kept.includes(id) || typeName === 'binding')
  const ours = schema.serialize()
  doc.transact(() => {
    for (const record of records) createRecord(recordsOf(doc), asEarlier(record))
    const broken = {
      ...asEarlier(records.find(({ id }) => id === 'shape:note') as TLRecord),
      id: 'shape:broken',
    }
    recordsOf(doc).set('shape:broken', new Y.Map([['$', { ...broken, props: null }]]))
    metaOf(doc).set('schema', { ...ours, sequences: { ...ours.sequences, ...earlierVersions } })
  })
  return doc
}

function asEarlier(record: TLRecord): TLRecord {
  if (record.typeName === 'binding') {
    const { snap: _, ...props } = propsOf(record)
    return { ...record, props } as unknown as TLRecord
  }
  const change = record.typeName === 'shape' ? earlier[record.type] : undefined
  if (!change) return record
  return { ...record, props: change(propsOf(record), words[record.id] ?? '') } as unknown as TLRecord
}
