import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  judgeUpdate,
  plainText,
  putRecords,
  readBoard,
  readRecords,
  removeRecords,
  richText,
  seedBoard,
  type TLShape,
} from './index.ts'
import { badEditRecords, badEdits, type Peer, Random, runSession, Workshop } from './testing/index.ts'
import { act } from './testing/operations.ts'
import { recordsOf } from './view.ts'

const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

function board(): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records: [...badEditRecords], template: 'blank', locale: 'en' })
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
  for (const [name, { change, reason, tooLarge }] of Object.entries(badEdits)) {
    it(`[BD65] refuses ${name}, and leaves the document alone`, () => {
      const doc = board()
      const before = Y.encodeStateAsUpdate(doc)
      const refusal = judgeUpdate(doc, sent(doc, change))
      expect(refusal?.reason).toMatch(reason)
      expect(refusal?.tooLarge).toBe(tooLarge)
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

  it('[BD66] lets pass two long texts in one note, which all see and can still move and shorten', () => {
    const workshop = new Workshop(new Random(seed))
    const doc = workshop.server
    putRecords(doc, badEditRecords)
    const long = (word: string) => sent(doc, (copy) => line(copy).insert(2, word.repeat(15_000)))
    const [a, b] = [long('a'), long('b')]
    for (const update of [a, b]) {
      expect(judgeUpdate(doc, update)).toBeNull()
      Y.applyUpdate(doc, update)
    }
    const peer = workshop.join()
    const note = peer.store.get('shape:n' as TLShape['id']) as TLShape
    expect(plainText(note)).toHaveLength(30_002)
    peer.store.put([{ ...note, x: 99 }])
    workshop.settle()
    expect(readRecords(doc).get('shape:n')).toMatchObject({ x: 99 })
    const shorter = richText(plainText(note).slice(0, 25_000))
    peer.store.put([{ ...note, x: 99, props: { ...note.props, richText: shorter } } as TLShape])
    workshop.settle()
    expect(plainText(readRecords(doc).get('shape:n') as TLShape)).toHaveLength(25_000)
  })

  it('[BD66] lets pass the halves of a list that two people take away at once', () => {
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
    const again = sent(doc, (copy) => putRecords(copy, badEditRecords.slice(0, 1)))
    expect(judgeUpdate(doc, again)).toBeNull()
    Y.applyUpdate(doc, again)
    const bold = sent(doc, (copy) => line(copy).format(0, 1, { bold: {} }))
    for (const update of [bold, away, again]) expect(judgeUpdate(doc, update)).toBeNull()
    const evil = sent(doc, (copy) => line(copy).format(0, 1, { bold: {}, link: { href: 'javascript:0' } }))
    expect(judgeUpdate(doc, evil)).not.toBeNull()
  })

  it('[BD66] lets pass work on two records of which another was last changed by somebody the first has never met', () => {
    const doc = board()
    // Somebody else changes one record; what follows stands beside their item.
    Y.applyUpdate(
      doc,
      sent(doc, (copy) => entry(copy, 'shape:d').set(':color', 'red')),
    )
    const update = sent(doc, (copy) => {
      entry(copy, 'shape:d').set(':color', 'blue')
      entry(copy, 'shape:n').set(':richText', new Y.XmlFragment())
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('made anew')])
      fragment(copy).insert(0, [paragraph])
    })
    expect(judgeUpdate(doc, update)).toBeNull()
  })

  it('[BD66] never refuses what people do at once, whatever becomes of it', () => {
    for (let run = 0; run < 10; run++) workTogether(new Random(seed + run))
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
