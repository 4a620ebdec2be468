import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  compact,
  drain,
  epochOf,
  makeShape,
  plainText,
  putRecords,
  readBoard,
  readRecords,
  removeRecords,
  renewDocument,
  richText,
  schema,
  seedBoard,
} from './index.ts'
import { changesBetween, type Registers, registersOf, sameRegister } from './registers.ts'
import { act, comparable, differences, type Peer, Random, runConvergence, Workshop } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))
const replay = `BOARD_SEED=${seed}, ${runs} runs`

function board(...records: TLRecord[]): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records, template: 'blank', locale: 'sq' })
  return doc
}

function copy(doc: Y.Doc): Y.Doc {
  const made = new Y.Doc()
  Y.applyUpdate(made, Y.encodeStateAsUpdate(doc))
  return made
}

const id = 'shape:one'
const note = (text: string, fields: object = {}) =>
  makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1', props: { richText: richText(text) }, ...fields })
const frame = makeShape({ type: 'frame', id: 'shape:frame', x: 500, y: 300, index: 'a2' })

function shapeIn(doc: Y.Doc, shapeId: string = id): TLShape {
  const shape = readRecords(doc).get(shapeId)
  if (shape?.typeName !== 'shape') throw new Error(`there is no ${shapeId}`)
  return shape
}

/** A board that people have worked on for a while, with all that merging leaves behind. */
function worn(random: Random): Y.Doc {
  const workshop = new Workshop(random)
  for (let i = 0; i < 3; i++) workshop.join()
  for (let step = 0; step < 60; step++) {
    const peer = random.pick(workshop.peers)
    if (!peer) continue
    act(peer)
    if (random.chance(0.3)) peer.frame(true)
    if (random.chance(0.5)) workshop.deliverOne(peer)
  }
  for (const peer of workshop.peers) {
    peer.settle()
    Y.applyUpdate(workshop.server, Y.encodeStateAsUpdate(peer.doc))
  }
  return workshop.server
}

describe('a new epoch', () => {
  it(`[BD40] shows the same board, holds no history, and is the same bytes from every replica (${replay})`, () => {
    for (let run = 0; run < runs / 10; run++) {
      const doc = worn(new Random(seed + run))
      const fresh = compact(doc)
      expect(differences(readRecords(doc), readRecords(fresh)), `seed ${seed + run}`).toEqual([])
      expect([...fresh.store.clients.keys()]).toEqual([2])
      expect(fresh.getMap('meta').toJSON()).toEqual({ ...doc.getMap('meta').toJSON(), epoch: 2 })
      expect(fresh.getMap('grave').size).toBe(0)
      const state = Y.encodeStateAsUpdate(fresh)
      expect(Y.encodeStateAsUpdate(compact(copy(doc)))).toEqual(state)
      expect(Y.encodeStateAsUpdate(compact(rewritten(doc)))).toEqual(state)
      expect(epochOf(compact(fresh))).toBe(3)
    }
  })

  /** The same updates merged in another way: maps of such a replica list their keys in another order. */
  function rewritten(doc: Y.Doc): Y.Doc {
    const made = new Y.Doc()
    Y.applyUpdateV2(made, Y.encodeStateAsUpdateV2(copy(doc)))
    const records = made.getMap<Y.Map<unknown>>('records')
    for (const entry of records.values()) {
      const keys = entry._map
      for (const [key, item] of [...keys].reverse()) {
        keys.delete(key)
        keys.set(key, item)
      }
    }
    return made
  }

  it('[BD40] keeps what cannot be read as it is, and what is tied to it', () => {
    const doc = board(note('hello', { parentId: 'shape:future' }))
    const records = doc.getMap<unknown>('records')
    const future = { id: 'shape:future', typeName: 'shape', type: 'hologram', parentId: 'page:page', x: 7 }
    records.set(
      'shape:future',
      new Y.Map<unknown>([
        ['$', future],
        [':richText', new Y.XmlFragment()],
      ]),
    )
    records.set('shape:nonsense', [1, { two: 3 }])
    const shown = readRecords(doc)
    const fresh = compact(doc)
    const kept = fresh.getMap<unknown>('records')
    expect(kept.toJSON()['shape:future']).toEqual(records.toJSON()['shape:future'])
    expect((kept.get('shape:future') as Y.Map<unknown>).get(':richText')).toBeInstanceOf(Y.XmlFragment)
    expect(kept.get('shape:nonsense')).toEqual([1, { two: 3 }])
    expect(
      readBoard(fresh)
        .unreadable.map((one) => one.id)
        .sort(),
    ).toEqual(['shape:future', 'shape:nonsense'])
    expect(comparable(readRecords(fresh))).toEqual(comparable(shown))
    expect((kept.get(id) as Y.Map<Record<string, unknown>>).get('$')?.parentId).toBe('shape:future')
  })

  it('[BD40] takes every point of an unfinished stroke along', () => {
    const points = [0, 1, 2].map((n) => ({ x: n, y: n, z: 0.5 }))
    const props = { isComplete: false, segments: [{ type: 'free' as const, points }] }
    const doc = board(makeShape({ type: 'draw', id, x: 0, y: 0, index: 'a1', props }))
    expect(compact(compact(doc)).getMap('records').toJSON()[id]).toEqual(doc.getMap('records').toJSON()[id])
  })
})

describe('renewal', () => {
  it('[BD41] leaves a board alone that has little history', () => {
    expect(renewDocument(board(note('hello')))).toBeNull()
  })

  it('[BD41] comes when more than a thousand client ids have written', () => {
    const doc = board(note('hello'))
    for (let visitor = 0; visitor < 1_001; visitor++) {
      const page = new Y.Doc()
      page.clientID = 10 + visitor
      page.getMap('records').set(`shape:${visitor}`, visitor)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(page))
    }
    const before = Y.encodeStateAsUpdate(doc)
    const renewed = renewDocument(doc)
    expect(renewed?.why).toBe('compact')
    expect(renewed && epochOf(renewed.doc)).toBe(2)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(renewed && renewDocument(renewed.doc)).toBeNull()
  })

  it('[BD41] comes when a board has many more structs than its content needs', () => {
    const doc = board(note('hello'))
    const others = [new Y.Doc(), new Y.Doc()]
    for (let step = 0; step < 6_000; step++) {
      const other = others[step % 2] ?? doc
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)))
      other.getMap<Y.Map<unknown>>('records').get(id)?.set('at', [step, 0])
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
    }
    const renewed = renewDocument(doc)
    expect(renewed?.why).toBe('compact')
    expect(renewed && shapeIn(renewed.doc)).toEqual(shapeIn(doc))
  })
})

describe('a board of an older schema', () => {
  it('[BD41, BD42] is renewed with today’s schema, and late work of the old one still comes along', () => {
    const old = board(note('hello'))
    const today = schema.serialize()
    old.getMap('meta').set('schema', { ...today, sequences: { ...today.sequences, 'com.tldraw.camera': 0 } })
    const renewed = renewDocument(old)
    expect(renewed?.why).toBe('migrate')
    const current = copy(renewed?.doc ?? old)
    expect(current.getMap('meta').toJSON()).toEqual({
      ...old.getMap('meta').toJSON(),
      schema: today,
      epoch: 2,
    })
    expect(renewDocument(current)).toBeNull()
    const changed = copy(old)
    putRecords(changed, [{ ...shapeIn(changed), x: 7 }])
    drain(old, changed, current)
    expect(shapeIn(current)).toMatchObject({ x: 7 })
  })
})

describe('work of an epoch that is over', () => {
  /** The old document with one person's work, carried over into a new one with another's. */
  function carried(start: Y.Doc, late: (doc: Y.Doc) => void, since: (doc: Y.Doc) => void): Y.Doc {
    const changed = copy(start)
    late(changed)
    const current = copy(compact(start))
    since(current)
    drain(start, changed, current)
    return current
  }
  const put = (change: (shape: TLShape) => TLRecord) => (doc: Y.Doc) =>
    putRecords(doc, [change(shapeIn(doc))])
  const color = (name: string) =>
    put((shape) => ({ ...shape, props: { ...shape.props, color: name } }) as TLShape)
  const type = (text: string) =>
    put((shape) => ({ ...shape, props: { ...shape.props, richText: richText(text) } }))
  const nothing = () => undefined

  it('[BD42] is written register by register, where nobody has changed the same one since', () => {
    const both = carried(
      board(note('a')),
      put((shape) => ({ ...shape, x: 5 })),
      color('red'),
    )
    expect(shapeIn(both)).toMatchObject({ x: 5, props: { color: 'red' } })
    const taken = carried(board(note('a')), color('blue'), color('red'))
    expect(shapeIn(taken)).toMatchObject({ props: { color: 'red' } })
  })

  it('[BD42] is merged letter by letter in a text', () => {
    const merged = carried(board(note('hello world')), type('hello my world'), type('hello world!'))
    expect(plainText(shapeIn(merged))).toBe('hello my world!')
  })

  it('[BD42] comes along where it is new, also what only another version can read', () => {
    const made = carried(
      board(note('a')),
      (doc) => {
        putRecords(doc, [note('new', { id: 'shape:new' })])
        doc.getMap<unknown>('records').set('shape:future', { any: 'thing' })
      },
      nothing,
    )
    expect(plainText(shapeIn(made, 'shape:new'))).toBe('new')
    expect(made.getMap('records').get('shape:future')).toEqual({ any: 'thing' })
  })

  it('[BD42] stays where it was when its frame is gone', () => {
    const inFrame = note('in', { id: 'shape:in', parentId: frame.id, x: 10, y: 20 })
    const doc = carried(
      board(note('a'), frame),
      (late) => putRecords(late, [inFrame]),
      (current) => removeRecords(current, [frame.id]),
    )
    expect(shapeIn(doc, 'shape:in')).toMatchObject({ parentId: 'page:page', x: 510, y: 320 })
  })

  it('[BD43] deletes what nobody has touched, and nothing else', () => {
    const remove = (doc: Y.Doc) => removeRecords(doc, [id])
    expect(readRecords(carried(board(note('a')), remove, nothing)).has(id)).toBe(false)
    expect(readRecords(carried(board(note('a')), remove, color('red'))).has(id)).toBe(true)
  })

  it('[BD43] brings nothing back that was deleted', () => {
    const remove = (doc: Y.Doc) => removeRecords(doc, [id])
    expect(readRecords(carried(board(note('a')), color('red'), remove)).has(id)).toBe(false)
    expect(readRecords(carried(board(note('a')), type('more'), remove)).has(id)).toBe(false)
  })

  it('[BD43] is nothing when somebody only looked on', () => {
    const start = worn(new Random(seed))
    const current = copy(compact(start))
    const before = Y.encodeStateAsUpdate(current)
    drain(start, copy(start), current)
    expect(Y.encodeStateAsUpdate(current)).toEqual(before)
  })
})

describe('somebody offline across epochs', () => {
  const offline = `[BD44] loses nothing but what others changed too, and brings nothing back (${replay})`
  it(offline, () => {
    for (let run = 0; run < runs / 3; run++) {
      const random = new Random(seed + run)
      try {
        oneAway(random)
      } catch (error) {
        throw new Error(`seed ${seed + run}: ${String(error)}`, { cause: error })
      }
    }
  })

  /** One works alone while the board goes on through one or two epochs, then comes back. */
  function oneAway(random: Random): void {
    const workshop = new Workshop(random)
    Y.applyUpdate(workshop.server, Y.encodeStateAsUpdate(worn(random)))
    const [away, home] = [workshop.join(), workshop.join()]
    workshop.settle()
    const before = readRecords(workshop.server)
    workshop.disconnect(away)
    const byAway = work(away, random)
    const byHome = new Set<string>()
    const mine = readRecords(away.doc)
    let current: Peer = home
    for (let epochs = 1 + random.int(2); epochs > 0; epochs--) {
      for (const register of work(current, random)) byHome.add(register)
      while (current.outbox.length > 0) workshop.deliverOne(current)
      workshop.renew()
      workshop.connect(current)
      current = workshop.peers.find(({ name }) => name === home.name) ?? current
    }
    const since = readRecords(workshop.server)
    workshop.connect(away)
    const result = readRecords(workshop.server)
    for (const recordId of new Set([...before.keys(), ...mine.keys(), ...since.keys()])) {
      const [old, late, now, end] = [before, mine, since, result].map((records) => records.get(recordId))
      expectThere(byAway, old, late, now, end)
      // Who undoes their own deletion makes the record anew, without what others did to the old one.
      if (!old || !late || !now || !end || byAway.has(recordId) || byHome.has(recordId)) continue
      expectKept(changesBetween(old, late), end, byHome, 'who was away')
      expectKept(changesBetween(old, now), end, byAway, 'those at home')
    }
    workshop.settle()
    for (const { doc } of workshop.peers)
      expect(differences(readRecords(doc), readRecords(workshop.server))).toEqual([])
  }

  /** Groups come and go with their members; whoever undoes their own deletion makes the record anew. */
  function expectThere(byAway: ReadonlySet<string>, ...records: (TLRecord | undefined)[]): void {
    const [old, late, now, end] = records
    const own = old?.typeName === 'shape' && old.type !== 'group' && !byAway.has(old.id)
    if (own && !now) expect(end, `${old.id} came back`).toBeUndefined()
    if (!old && late?.typeName === 'shape' && late.type === 'note')
      expect(end, `${late.id} did not come along`).toBeDefined()
  }

  /** Somebody works for a while; returns every register they touched, and every record they deleted. */
  function work(peer: Peer, random: Random): Set<string> {
    const touched = new Set<string>()
    for (let step = random.int(25); step >= 0; step--) {
      const before = readRecords(peer.doc)
      act(peer)
      peer.history.mark()
      peer.settle()
      for (const touch of touches(before, readRecords(peer.doc))) touched.add(touch)
    }
    return touched
  }

  function touches(before: Records, after: Records): string[] {
    const gone = [...before.keys()].filter((recordId) => !after.has(recordId))
    const changed = [...after.values()].flatMap((record) =>
      [...changesBetween(before.get(record.id) ?? record, record).keys()].flatMap((name) => {
        // Completing a stroke also puts the point there that was held back.
        const names = name === ':isComplete' ? [name, ':segments'] : [name]
        return names.map((register) => `${record.id} ${register}`)
      }),
    )
    return [...gone, ...changed]
  }
  type Records = ReadonlyMap<string, TLRecord>

  const repaired = new Set(['at', 'rotation', 'index'])

  /** What one changed, and no other touched, and repair leaves alone, is there in the end. */
  function expectKept(changes: Registers, end: TLRecord, byOthers: ReadonlySet<string>, whose: string): void {
    const registers = registersOf(end)
    for (const [name, value] of changes) {
      if (repaired.has(name) || byOthers.has(`${end.id} ${name}`)) continue
      const kept = sameRegister(name, registers.get(name), value)
      expect(kept, `${end.id} ${name} of ${whose}`).toBe(true)
    }
  }

  it(`[BD44, BD2] all agree in the end, however often epochs change on the way (${replay})`, () => {
    for (let run = 0; run < runs / 15; run++) runConvergence({ seed: seed + run, epochs: 0.04 })
    expect(runs).toBeGreaterThan(0)
  })
})
