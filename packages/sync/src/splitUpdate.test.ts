import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { joinUpdates } from './joinUpdates.ts'
import { splitUpdate } from './splitUpdate.ts'
import { randomFrom, runSeed } from './testing/index.ts'

const sizes = [
  { bytes: 200, structs: 1_000 },
  { bytes: 100_000, structs: 7 },
  { bytes: 1_500, structs: 40 },
]

/** As a room applies them: yjs would tidy the marks of texts of which it has only a part. */
function applied(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) {
    doc.transact((transaction) => {
      Y.applyUpdate(doc, update)
      transaction.local = true
    })
  }
  return doc
}

/** Equal in what is read, in what is known of each author, and in what waits: nothing. */
function expectSame(parts: readonly Uint8Array[], doc: Y.Doc): void {
  const other = applied(parts)
  expect(other.store.pendingStructs).toBeNull()
  expect(other.store.pendingDs).toBeNull()
  expect(other.getMap('records').toJSON()).toEqual(doc.getMap('records').toJSON())
  expect(other.getText('text').toDelta()).toEqual(doc.getText('text').toDelta())
  expect(Y.decodeStateVector(Y.encodeStateVector(other))).toEqual(
    Y.decodeStateVector(Y.encodeStateVector(doc)),
  )
  const same = Y.equalDeleteSets(
    Y.createDeleteSetFromStructStore(other.store),
    Y.createDeleteSetFromStructStore(doc.store),
  )
  expect(same).toBe(true)
}

/** Several people at random on records with fields, lists and texts, who hear of each other now and then. */
function work(random: () => number, gc: boolean): Y.Doc {
  const docs = Array.from({ length: 5 }, () => new Y.Doc({ gc }))
  const pick = (n: number) => Math.floor(random() * n)
  for (let step = 0; step < 400; step++) {
    const doc = docs[pick(docs.length)] ?? new Y.Doc()
    const records = doc.getMap<Y.Map<unknown>>('records')
    const id = `r${pick(40)}`
    const record = records.get(id)
    const what = pick(6)
    if (!record || what === 0) {
      const made = new Y.Map<unknown>([['base', { id, emoji: '🌍', list: [1.5, -3, null, true] }]])
      made.set('text', new Y.XmlText('word'))
      records.set(id, made)
    } else if (what === 1) records.delete(id)
    else if (what === 2) (record.get('text') as Y.XmlText).insert(0, 'ünï ', { bold: true })
    else if (what === 3) doc.getText('text').insert(pick(doc.getText('text').length + 1), 'x😀')
    else if (what === 4 && doc.getText('text').length > 3) doc.getText('text').delete(pick(2), 2)
    else record.set(`f${pick(4)}`, new Uint8Array([pick(200)]))
    const other = docs[pick(docs.length)]
    if (other && pick(6) === 0) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  }
  return applied(docs.map((doc) => Y.encodeStateAsUpdate(doc)))
}

describe('[RS100] an update cut into parts', () => {
  it('gives the same document, whatever it holds', () => {
    const random = randomFrom(runSeed())
    for (let run = 0; run < 12; run++) {
      const doc = work(random, run % 2 === 0)
      const update = Y.encodeStateAsUpdate(doc)
      for (const size of sizes) {
        const parts = splitUpdate(update, size)
        expectSame([joinUpdates(parts)], doc)
        expect(parts.length).toBeGreaterThan(3)
        expectSame(parts, doc)
      }
    }
  })

  it('keeps to its sizes, but for one struct that is larger', () => {
    const doc = new Y.Doc()
    for (let i = 0; i < 500; i++) doc.getMap('records').set(`r${i}`, 'x'.repeat(100))
    doc.getMap('records').set('large', 'y'.repeat(9_000))
    const parts = splitUpdate(Y.encodeStateAsUpdate(doc), { bytes: 4_000, structs: 30 })
    const lengths = parts.map(({ length }) => length)
    expect(lengths.filter((length) => length > 4_100)).toHaveLength(1)
    for (const part of parts) expect(Y.decodeUpdate(part).structs.length).toBeLessThanOrEqual(30)
    expectSame(parts, doc)
  })

  it('can be of deletes alone', () => {
    const doc = new Y.Doc()
    const text = doc.getText('text')
    text.insert(0, 'ab'.repeat(3_000))
    const before = Y.encodeStateAsUpdate(doc)
    const vector = Y.encodeStateVector(doc)
    doc.transact(() => {
      for (let at = 2_999; at >= 0; at--) text.delete(at, 1)
    })
    for (let at = 0; at < 1_000; at++) text.format(at, 1, { bold: at % 2 === 0 })
    const update = Y.encodeStateAsUpdate(doc, vector)
    expectSame([before, ...splitUpdate(update, { bytes: 1_000, structs: 100 })], doc)
  })

  it('may begin anywhere, hold gaps and come from many authors', () => {
    const docs = Array.from({ length: 300 }, (_, i) => {
      const doc = new Y.Doc()
      doc.clientID = 10_000 + i
      doc.getMap('records').set(`r${i}`, i)
      return doc
    })
    const first = new Y.Doc()
    first.getText('text').insert(0, 'first')
    const vector = Y.encodeStateVector(first)
    const early = Y.encodeStateAsUpdate(first)
    first.getText('text').insert(2, 'middle')
    const middle = Y.encodeStateAsUpdate(first, vector)
    const later = Y.encodeStateVector(first)
    first.getText('text').insert(4, 'last')
    const gapped = Y.mergeUpdates([early, Y.encodeStateAsUpdate(first, later)])
    expect(Y.decodeUpdate(gapped).structs.some((struct) => struct instanceof Y.Skip)).toBe(true)
    const update = Y.mergeUpdates([gapped, ...docs.map((doc) => Y.encodeStateAsUpdate(doc))])
    const whole = applied([update, middle])
    expectSame([...splitUpdate(update, { bytes: 300, structs: 20 }), middle], whole)
  })

  it('puts what others depend on first', () => {
    const one = new Y.Doc()
    const other = new Y.Doc()
    // yjs itself writes the highest id first.
    one.clientID = 1
    other.clientID = 2
    for (let i = 0; i < 60; i++) {
      const [writes, hears] = i % 30 < 15 ? [one, other] : [other, one]
      writes.getText('text').insert(writes.getText('text').length, `line ${i} `.repeat(20))
      Y.applyUpdate(hears, Y.encodeStateAsUpdate(writes))
    }
    const doc = new Y.Doc()
    for (const part of splitUpdate(Y.encodeStateAsUpdate(one), { bytes: 8_000, structs: 100 })) {
      Y.applyUpdate(doc, part)
      expect(doc.store.pendingStructs).toBeNull()
    }
    expectSame([Y.encodeStateAsUpdate(doc)], one)
  })

  it('is left alone where it is small, and refused where it is none', () => {
    const update = Y.encodeStateAsUpdate(work(randomFrom(1), true))
    expect(joinUpdates([update])).toBe(update)
    expect(splitUpdate(update, { bytes: 1 << 20, structs: 1e6 })).toEqual([update])
    expect(() => splitUpdate(update.subarray(0, 900), { bytes: 100, structs: 10 })).toThrow()
  })
})
