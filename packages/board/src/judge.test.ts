import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  judgeUpdate,
  makeShape,
  putRecords,
  readBoard,
  readRecords,
  removeRecords,
  richText,
  seedBoard,
  type TLRecord,
} from './index.ts'
import { type Peer, Random, runSession, Workshop } from './testing/index.ts'
import { act } from './testing/operations.ts'
import { graveOf, metaOf, recordsOf } from './view.ts'

const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

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

function board(): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records: [note, stroke, frame], template: 'blank', locale: 'en' })
  return doc
}

/** What somebody sends who does this to a copy of the document. */
function sent(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  copy.transact(() => change(copy))
  return Y.encodeStateAsUpdate(copy, before)
}

const entry = (doc: Y.Doc, id: string) => recordsOf(doc).get(id) as Y.Map<unknown>
const fragment = (doc: Y.Doc) => entry(doc, 'shape:n').get(':richText') as Y.XmlFragment
const line = (doc: Y.Doc) => (fragment(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const make = (doc: Y.Doc, record: object, more: [string, unknown][] = []) =>
  recordsOf(doc).set('shape:new', new Y.Map<unknown>([['$', { ...record, id: 'shape:new' }], ...more]))
const withProps = (record: TLRecord, props: object) => ({
  ...record,
  props: { ...(record as { props: object }).props, ...props },
})
const { richText: _, ...bareProps } = note.props
const bare = { ...note, props: bareProps }
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

/** Bad input of every kind, and what it says in the refusal. */
const bad: Record<string, [change: (doc: Y.Doc) => void, reason: RegExp, tooLarge?: true]> = {
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
  'x = NaN': [(doc) => entry(doc, 'shape:n').set('at', [Number.NaN, 0]), /number/i],
  'a new one at 1e308': [(doc) => make(doc, { ...note, x: 1e308 }), /number/],
  'points at 1e308': [
    (doc) => (entry(doc, 'shape:d').get(':segments') as Y.Text).insert(1, '!1e308,0,0.5;'),
    /number|stroke/,
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
    /large|json/,
  ],
  'a field of the wrong type': [(doc) => entry(doc, 'shape:n').set('opacity', 'much'), /opacity/],
  'a prop of the wrong type': [(doc) => entry(doc, 'shape:n').set(':color', 'infrared'), /color/],
  'a prop that there is not': [(doc) => entry(doc, 'shape:n').set(':colour', 'red'), /colour/],
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

/** Three people at random work on one board; each judged update is applied, or the run fails. */
function workTogether(random: Random): void {
  const workshop = new Workshop(random)
  const peers = [workshop.join(), workshop.join(), workshop.join()]
  const deliver = (peer: Peer) => {
    for (const update of peer.outbox.splice(0)) {
      const refusal = judgeUpdate(workshop.server, update)
      if (refusal) throw new Error(`${JSON.stringify(refusal)}, BOARD_SEED=${random.seed}`)
      Y.applyUpdate(workshop.server, update, peer)
    }
  }
  const steps: ((peer: Peer) => void)[] = [
    act,
    act,
    (peer) => peer.frame(true),
    deliver,
    (peer) => {
      for (const update of peer.inbox.splice(0)) peer.receive(update)
    },
  ]
  for (let step = 0; step < 300; step++) {
    const peer = random.pick(peers)
    if (peer) random.pick(steps)?.(peer)
  }
}

describe('the judge of updates', () => {
  for (const [name, [change, reason, tooLarge]] of Object.entries(bad)) {
    it(`[BD65] refuses ${name}, and leaves the document alone`, () => {
      const doc = board()
      const before = Y.encodeStateAsUpdate(doc)
      const refusal = judgeUpdate(doc, sent(doc, change))
      expect(refusal?.reason).toMatch(reason)
      expect(refusal?.tooLarge).toBe(tooLarge ?? false)
      expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    })
  }

  it('[BD65] refuses in the middle of a transaction, and after changes that are not yet collected', () => {
    const doc = board()
    const good = sent(doc, (copy) => line(copy).insert(0, 'and '))
    const evil = sent(doc, (copy) => line(copy).format(0, 2, { link: { href: 'javascript:alert(1)' } }))
    const gone = sent(doc, (copy) => removeRecords(copy, ['shape:d']))
    doc.transact(() => {
      for (const update of [good, gone]) {
        expect(judgeUpdate(doc, update)).toBeNull()
        Y.applyUpdate(doc, update)
      }
      expect(judgeUpdate(doc, evil)?.id).toBe('shape:n')
    })
  })

  it('[BD65] refuses what stands in one record and claims to stand in another', () => {
    const doc = board()
    const [one, other] = [line(doc)._start, (entry(doc, 'shape:d').get(':segments') as Y.Text)._start]
    if (!one || !other) throw new Error('there is no text')
    const item = new Y.Item(
      Y.createID(9, 0),
      null,
      one.id,
      null,
      other.id,
      null,
      null,
      new Y.ContentString('x'),
    )
    const encoder = new Y.UpdateEncoderV1()
    for (const byte of [1, 1]) encoder.restEncoder.cbuf[encoder.restEncoder.cpos++] = byte
    encoder.writeClient(9)
    encoder.restEncoder.cbuf[encoder.restEncoder.cpos++] = 0
    item.write(encoder, 0)
    encoder.restEncoder.cbuf[encoder.restEncoder.cpos++] = 0
    expect(judgeUpdate(doc, encoder.toUint8Array())?.reason).toMatch(/contradicts/)
  })

  it('[BD66] lets pass what merging alone makes wrong: two long texts in one note, a list emptied by two', () => {
    const doc = board()
    const long = (word: string) => sent(doc, (copy) => line(copy).insert(2, word.repeat(15_000)))
    const [a, b] = [long('a'), long('b')]
    for (const update of [a, b]) {
      expect(judgeUpdate(doc, update)).toBeNull()
      Y.applyUpdate(doc, update)
    }
    const item = () => {
      const element = new Y.XmlElement('listItem')
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('x')])
      element.insert(0, [paragraph])
      return element
    }
    const lists = board()
    lists.transact(() => {
      const list = new Y.XmlElement('bulletList')
      list.insert(0, [item(), item()])
      fragment(lists).insert(0, [list])
    })
    const without = (at: number) =>
      sent(lists, (copy) => (fragment(copy).get(0) as Y.XmlElement).delete(at, 1))
    const halves = [without(0), without(1)]
    for (const update of halves) {
      expect(judgeUpdate(lists, update)).toBeNull()
      Y.applyUpdate(lists, update)
    }
  })

  it('[BD66] does not blame who changes something else in a record that was unreadable before', () => {
    const doc = board()
    entry(doc, 'shape:n').set(':color', 'infrared')
    expect(
      judgeUpdate(
        doc,
        sent(doc, (copy) => entry(copy, 'shape:n').set('at', [5, 5])),
      ),
    ).toBeNull()
    expect(
      judgeUpdate(
        doc,
        sent(doc, (copy) => line(copy).insert(0, 'x')),
      ),
    ).toBeNull()
    expect(
      judgeUpdate(
        doc,
        sent(doc, (copy) => recordsOf(copy).delete('shape:n')),
      ),
    ).toBeNull()
    expect(readBoard(doc).unreadable).toHaveLength(1)
    const worse = sent(doc, (copy) => entry(copy, 'shape:n').set('opacity', 'much'))
    expect(judgeUpdate(doc, worse)?.reason).toMatch(/opacity/)
  })

  it('[BD66] lets pass what deletes, makes anew and deletes again, also when it comes twice', () => {
    const doc = board()
    const away = sent(doc, (copy) => removeRecords(copy, ['shape:n', 'shape:f']))
    expect(judgeUpdate(doc, away)).toBeNull()
    const late = sent(doc, (copy) => line(copy).insert(0, 'late'))
    Y.applyUpdate(doc, away)
    expect(judgeUpdate(doc, late)).toBeNull()
    Y.applyUpdate(doc, late)
    const again = sent(doc, (copy) => putRecords(copy, [note]))
    expect(judgeUpdate(doc, again)).toBeNull()
    Y.applyUpdate(doc, again)
    const bold = sent(doc, (copy) => line(copy).format(0, 1, { bold: {} }))
    for (const update of [bold, away, again]) expect(judgeUpdate(doc, update)).toBeNull()
    const evil = sent(doc, (copy) => line(copy).format(0, 1, { bold: {}, link: { href: 'javascript:0' } }))
    expect(judgeUpdate(doc, evil)).not.toBeNull()
    const bare2 = sent(doc, (copy) => make(copy, bare, [[':richText', new Y.XmlFragment()]]))
    expect(judgeUpdate(doc, bare2)).toBeNull()
  })

  it('[BD66] never refuses what people do at once, whatever becomes of it', () => {
    for (let run = 0; run < 20; run++) workTogether(new Random(seed + run))
  })

  it('[BD66] never refuses a session of people who draw, type and tidy up', () => {
    const doc = new Y.Doc()
    seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
    const follower = new Y.Doc()
    Y.applyUpdate(follower, Y.encodeStateAsUpdate(doc))
    const refused: unknown[] = []
    doc.on('update', (update: Uint8Array) => {
      const refusal = judgeUpdate(follower, update)
      if (refusal) refused.push(refusal)
      Y.applyUpdate(follower, update)
    })
    runSession({ doc, seed, people: 5, minutes: 3, shapes: 60 })
    expect(refused, `BOARD_SEED=${seed}`).toEqual([])
    expect(readRecords(follower).size).toBeGreaterThan(40)
  })
})
