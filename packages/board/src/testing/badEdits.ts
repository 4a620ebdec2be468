import * as Y from 'yjs'
import { richText } from '../richText.ts'
import type { TLRecord } from '../schema.ts'
import { makeShape } from '../shapes.ts'
import { graveOf, metaOf, recordsOf } from '../view.ts'

/** An edit that no honest page makes, done to a document that holds `badEditRecords`. */
export interface BadEdit {
  change(doc: Y.Doc): void
  /** What the judge says about it. */
  reason: RegExp
  /** True where a limit was passed. */
  tooLarge: boolean
}

const note = makeShape({
  type: 'note',
  id: 'shape:n',
  x: 0,
  y: 0,
  index: 'a1',
  props: { richText: richText('so') },
})
const stroke = makeShape({ type: 'draw', id: 'shape:d', x: 0, y: 0, index: 'a2' })
const frame = makeShape({ type: 'frame', id: 'shape:f', x: 0, y: 0, index: 'a3' })

/** What must be on a board for bad edits to be made there. */
export const badEditRecords: readonly TLRecord[] = [note, stroke, frame]

const entry = (doc: Y.Doc, id: string) => recordsOf(doc).get(id) as Y.Map<unknown>
const fragment = (doc: Y.Doc) => entry(doc, 'shape:n').get(':richText') as Y.XmlFragment
const line = (doc: Y.Doc) => (fragment(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const make = (doc: Y.Doc, record: object, more: [string, unknown][] = []) =>
  recordsOf(doc).set('shape:new', new Y.Map<unknown>([['$', { ...record, id: 'shape:new' }], ...more]))
const withProps = (record: TLRecord, props: object) => ({
  ...record,
  props: { ...(record as { props: object }).props, ...props },
})
const link = (href: string) => ({ type: 'link', attrs: { href } })
const linked = (href: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [link(href)] }] }],
})
const picture = {
  id: 'shape:new',
  typeName: 'asset',
  type: 'image',
  meta: {},
  props: {
    w: 1,
    h: 1,
    name: 'a',
    isAnimated: false,
    mimeType: 'image/png',
    src: 'https://elsewhere.example/a.png',
  },
}

type Listed = [change: (doc: Y.Doc) => void, reason: RegExp, tooLarge?: true]

const listed: Record<string, Listed> = {
  'a type that tldraw does not know': [(doc) => make(doc, { ...note, type: 'hologram' }), /hologram|type/],
  'a session record': [(doc) => make(doc, { ...note, typeName: 'instance' }), /do not belong/],
  'content that is no node': [
    (doc) => make(doc, withProps(note, { richText: { type: 'doc', content: [42, null] } })),
    /no node/,
  ],
  'the same in a note that is there': [
    (doc) => entry(doc, 'shape:n').set(':richText', { type: 'doc', content: [42, null] }),
    /no node/,
  ],
  'a parent that is its own child': [
    (doc) => entry(doc, 'shape:f').set('at', [0, 0, 'shape:f']),
    /its own parent/,
  ],
  'a new one of that kind': [(doc) => make(doc, { ...frame, parentId: 'shape:new' }), /its own parent/],
  'x = 1e308': [(doc) => entry(doc, 'shape:n').set('at', [1e308, 0]), /number/],
  'x = NaN': [(doc) => entry(doc, 'shape:n').set('at', [Number.NaN, 0]), /refuses x$/],
  'a new one at 1e308': [(doc) => make(doc, { ...note, x: 1e308 }), /number/],
  'points at 1e308': [
    (doc) => (entry(doc, 'shape:d').get(':segments') as Y.Text).insert(1, '!1e308,0,0.5;'),
    /points|stroke/,
  ],
  'points that are none': [
    (doc) => (entry(doc, 'shape:d').get(':segments') as Y.Text).insert(0, '???'),
    /stroke/,
  ],
  '5 MB of text': [(doc) => line(doc).insert(0, 'a'.repeat(5_000_000)), /text is too long/, true],
  '5 MB of text in a new note': [
    (doc) => make(doc, withProps(note, { richText: richText('a'.repeat(5_000_000)) })),
    /text is too long/,
    true,
  ],
  '5 MB in a name': [
    (doc) => entry(doc, 'shape:f').set(':name', 'a'.repeat(5_000_000)),
    /text is too long/,
    true,
  ],
  'a script behind text': [
    (doc) => line(doc).format(0, 2, { link: { href: 'javascript:alert(1)' } }),
    /link/,
  ],
  'a script in a new note': [
    (doc) => make(doc, withProps(note, { richText: linked('javascript:alert(1)') })),
    /link/,
  ],
  'a script behind a shape': [(doc) => entry(doc, 'shape:n').set(':url', 'javascript:alert(1)'), /link|url/i],
  'a picture from outside': [
    (doc) => {
      const id = 'asset:new'
      recordsOf(doc).set(id, new Y.Map([['$', { ...picture, id }]]))
    },
    /from this server/,
  ],
  'a map where a value should be': [
    (doc) => entry(doc, 'shape:n').set(':color', new Y.Map([['a', 1]])),
    /shared type/,
  ],
  'a map in meta': [(doc) => entry(doc, 'shape:n').set('#by', new Y.Map([['a', 1]])), /shared type/],
  'a document where a value should be': [
    (doc) => entry(doc, 'shape:n').set('#by', new Y.Doc()),
    /shared type/,
  ],
  'a value where a map should be': [(doc) => recordsOf(doc).set('shape:n', 5), /not a map/],
  'bytes where a value should be': [
    (doc) => entry(doc, 'shape:n').set('#by', new Uint8Array(50_000)),
    /large|meta/,
  ],
  'a field of the wrong type': [(doc) => entry(doc, 'shape:n').set('opacity', 'much'), /opacity/],
  'a prop of the wrong type': [(doc) => entry(doc, 'shape:n').set(':color', 'infrared'), /color/],
  'a prop that there is not': [(doc) => entry(doc, 'shape:n').set(':colour', 'red'), /refuses props$/],
  'a register taken away': [(doc) => entry(doc, 'shape:n').delete('$'), /missing/],
  'an element that no text has': [
    (doc) => fragment(doc).insert(0, [new Y.XmlElement('script')]),
    /may not stand here/,
  ],
  'marks that there are not': [(doc) => line(doc).format(0, 1, { underline: {} }), /unknown mark/],
  'things in a text that nobody would see': [
    (doc) => line(doc).insertEmbed(0, { hidden: 'a'.repeat(1_000) }),
    /no text/,
  ],
  'a mark of a megabyte': [
    (doc) => line(doc).format(0, 1, { bold: { a: 'b'.repeat(1_000_000) } }),
    /too large/,
  ],
  'an attribute of a megabyte': [
    (doc) => (fragment(doc).get(0) as Y.XmlElement).setAttribute('dir', 'a'.repeat(1_000_000)),
    /too long/,
    true,
  ],
  'a grave that is none': [(doc) => graveOf(doc).set('shape:x', 'a'.repeat(1_000)), /grave/],
  'another layout': [(doc) => metaOf(doc).set('layout', 99), /meta/],
  'no layout': [(doc) => metaOf(doc).delete('layout'), /meta/],
  '100,000 records': [
    (doc) => {
      for (let i = 0; i < 100_000; i++) recordsOf(doc).set(`shape:${i}`, new Y.Map([['$', 1]]))
    },
    /too many records/,
    true,
  ],
}

/** Bad input of every kind, by name. */
export const badEdits: Readonly<Record<string, BadEdit>> = Object.fromEntries(
  Object.entries(listed).map(([name, [change, reason, tooLarge = false]]) => [
    name,
    { change, reason, tooLarge },
  ]),
)
