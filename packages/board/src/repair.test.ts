import type { TLBinding, TLPage, TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { connect, makeShape, pagePoint, putRecords, readRecords, removeRecords } from './index.ts'
import { type Grave, repair } from './repair.ts'
import { comparable, faultsOf, type Peer, Random, Workshop } from './testing/index.ts'

const page: TLPage = {
  id: 'page:page',
  typeName: 'page',
  name: '',
  index: 'a1',
  meta: {},
} as unknown as TLPage
const note = (name: string, more: { parentId?: string; index?: string; x?: number } = {}) =>
  makeShape({ type: 'note', id: `shape:${name}`, x: 0, y: 0, index: 'a1', ...more })
const frame = (name: string, more: { parentId?: string; index?: string; x?: number } = {}) =>
  makeShape({ type: 'frame', id: `shape:${name}`, x: 0, y: 0, index: 'a1', ...more })

const asMap = (records: readonly TLRecord[]) =>
  new Map(records.map((record) => [record.id as string, record]))
const shown = (...records: TLRecord[]): Map<string, TLRecord> => repair(asMap([page, ...records]), new Map())
const parentOf = (records: Map<string, TLRecord>, id: string) =>
  (records.get(id) as TLShape | undefined)?.parentId

/** Two people offline do one thing each, then meet. Returns what all see; throws if anybody wrote on meeting. */
function meet(
  seeded: readonly TLRecord[],
  one: (peer: Peer) => void,
  other: (peer: Peer) => void,
): Map<string, TLRecord> {
  const workshop = new Workshop(new Random(7))
  putRecords(workshop.server, seeded)
  const peers = [workshop.join(), workshop.join(), workshop.join()]
  for (const peer of peers) workshop.disconnect(peer)
  const [a, b] = peers
  if (!a || !b) throw new Error('nobody came')
  one(a)
  other(b)
  for (const peer of peers) peer.settle()
  const written = peers.map((peer) => peer.written)
  let updates = 0
  workshop.server.on('update', () => updates++)
  workshop.settle()
  expect(peers.map((peer) => peer.written)).toEqual(written)
  expect(updates).toBeLessThanOrEqual(2)
  const records = readRecords(workshop.server)
  expect(faultsOf(records)).toEqual([])
  for (const peer of peers) {
    const store = new Map(Object.entries<TLRecord>(peer.store.serialize('document')))
    expect(comparable(store)).toEqual(comparable(records))
  }
  return records
}

const edit = (id: string, change: (shape: TLShape) => TLShape) => (peer: Peer) => {
  const shape = peer.store.get(id as TLShape['id'])
  if (shape) peer.store.put([change(shape)])
}
const into = (id: string, parentId: string) =>
  edit(id, (shape) => ({ ...shape, parentId: parentId as TLShape['parentId'] }))

describe('repair', () => {
  it('[BD9] frames put into each other: the circle opens at the smallest id, nobody writes', () => {
    const records = meet(
      [frame('a'), frame('b', { index: 'a2' })],
      into('shape:a', 'shape:b'),
      into('shape:b', 'shape:a'),
    )
    expect(parentOf(records, 'shape:a')).toBe('page:page')
    expect(parentOf(records, 'shape:b')).toBe('shape:a')
  })

  it('[BD9] a shape that is its own parent goes to the first page', () => {
    const itself = { ...frame('a'), parentId: 'shape:a' as TLShape['parentId'] }
    const records = shown(itself, note('n', { parentId: 'shape:a' }))
    expect(parentOf(records, 'shape:a')).toBe('page:page')
    expect(parentOf(records, 'shape:n')).toBe('shape:a')
  })

  it('[BD8] a child put into a frame that somebody deletes stays where it was on the page', () => {
    const turned = { ...frame('f', { x: 500 }), rotation: Math.PI / 2 } as TLShape
    const outer = frame('outer', { x: 1_000, index: 'a2' })
    const records = meet(
      [outer, { ...turned, parentId: outer.id }],
      (peer) => peer.store.remove([turned.id]),
      (peer) => peer.store.put([note('kid', { parentId: turned.id, x: 10 })]),
    )
    expect(parentOf(records, 'shape:kid')).toBe(outer.id)
    const point = pagePoint(records, 'shape:kid')
    expect(point?.x).toBeCloseTo(1_500)
    expect(point?.y).toBeCloseTo(10)
    expect((records.get('shape:kid') as TLShape).rotation).toBeCloseTo(Math.PI / 2)
  })

  it('[BD8] an orphan of unknown parents goes to the first page', () => {
    expect(parentOf(shown(note('kid', { parentId: 'shape:never' })), 'shape:kid')).toBe('page:page')
  })

  it('[BD11] an arrow tied to what somebody deletes is not tied any more', () => {
    const [a, b] = [note('a'), note('b', { index: 'a2' })]
    const records = meet(
      [a, b],
      (peer) => peer.store.remove([b.id]),
      (peer) => peer.store.put(connect(a, b, { id: 'shape:arrow', index: 'a3' })),
    )
    expect(records.has('shape:arrow')).toBe(true)
    expect([...records.keys()].filter((id) => id.startsWith('binding:'))).toEqual(['binding:arrow-start'])
  })

  it('[BD11] one end of an arrow tied twice at once: one binding counts', () => {
    const [a, b, c] = [note('a'), note('b', { index: 'a2' }), note('c', { index: 'a3' })]
    const [arrow, tail, tip] = connect(a, b, { id: 'shape:arrow', index: 'a4' })
    const tie = (id: string, toId: TLShape['id']) => (peer: Peer) =>
      peer.store.put([{ ...tip, id: id as TLBinding['id'], toId }])
    const records = meet([a, b, c, arrow, tail], tie('binding:x', b.id), tie('binding:y', c.id))
    expect(records.has('binding:x')).toBe(true)
    expect(records.has('binding:y')).toBe(false)
  })

  it('[BD11] bindings to itself, across pages and from what is no arrow are not shown', () => {
    const second = { ...page, id: 'page:two', index: 'a2' } as unknown as TLPage
    const [a, b] = [note('a'), note('b', { parentId: 'page:two' })]
    const [arrow, tail, tip] = connect(a, b, { id: 'shape:arrow', index: 'a3' })
    const records = shown(
      second,
      a,
      b,
      arrow,
      tail,
      tip,
      {
        ...tail,
        id: 'binding:note' as TLBinding['id'],
        fromId: a.id,
      },
      { ...tail, id: 'binding:self' as TLBinding['id'], fromId: arrow.id, toId: arrow.id },
    )
    expect([...records.keys()].filter((id) => id.startsWith('binding:'))).toEqual([tail.id])
  })

  it('[BD10] siblings with one index get different ones, the same for everybody', () => {
    const put = (name: string) => (peer: Peer) => peer.store.put([note(name)])
    const records = meet([], put('a'), put('b'))
    const [a, b] = ['shape:a', 'shape:b'].map((id) => (records.get(id) as TLShape).index)
    expect(a).toBe('a1')
    expect(b && b > 'a1' && b < 'a2').toBe(true)
  })

  it('[BD12] the last pages deleted at once: an empty page is there, nobody wrote it', () => {
    const second = { ...page, id: 'page:two', index: 'a2' } as unknown as TLPage
    const records = meet(
      [second],
      (peer) => peer.store.remove([page.id]),
      (peer) => peer.store.remove([second.id]),
    )
    expect([...records.keys()].filter((id) => id.startsWith('page:'))).toEqual(['page:page'])
  })

  it('[BD12] a page that was only shown becomes real when somebody puts something on it', () => {
    const workshop = new Workshop(new Random(3))
    removeRecords(workshop.server, [page.id])
    const peer = workshop.join()
    expect(peer.store.has(page.id)).toBe(true)
    workshop.settle()
    expect(workshop.server.getMap('records').has(page.id)).toBe(false)
    peer.store.put([note('first')])
    workshop.settle()
    expect(workshop.server.getMap('records').has(page.id)).toBe(true)
  })

  it('[BD13] a group whose members are gone is not shown, nor a group of such groups', () => {
    const outer = makeShape({ type: 'group', id: 'shape:outer', x: 0, y: 0, index: 'a1' })
    const inner = makeShape({ type: 'group', id: 'shape:inner', x: 0, y: 0, index: 'a1', parentId: outer.id })
    const records = shown(outer, inner, note('a', { index: 'a5' }))
    expect([...records.keys()].filter((id) => id.startsWith('shape:'))).toEqual(['shape:a'])
  })

  it('[BD7] does not depend on order, and repairing twice changes nothing', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = new Random(seed)
      const records = wild(random)
      const once = repair(asMap(records), new Map())
      const shuffled = [...records].sort(() => random.next() - 0.5)
      expect(repair(asMap(shuffled), new Map()), `seed ${seed}`).toEqual(once)
      expect(repair(once, new Map()), `seed ${seed}`).toEqual(once)
      expect(faultsOf(once), `seed ${seed}`).toEqual([])
    }
  })
})

/** Records that no order of edits would have made: parents, indices and bindings at random. */
function wild(random: Random): TLRecord[] {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const parents = [...names.map((name) => `shape:${name}`), 'page:page', 'page:gone', 'shape:gone']
  const shapes = names.map((name, at) => ({
    ...makeShape({
      type: at % 3 === 0 ? 'group' : at % 3 === 1 ? 'frame' : 'arrow',
      id: `shape:${name}`,
      x: random.int(100),
      y: 0,
      index: random.of('a1', 'a2'),
    }),
    parentId: (random.pick(parents) ?? 'page:page') as TLShape['parentId'],
  }))
  const [, , tip] = connect(note('p'), note('q'), { id: 'shape:c', index: 'a1' })
  const bindings = names.map((name) => ({
    ...tip,
    id: `binding:${name}` as TLBinding['id'],
    fromId: (random.pick(shapes)?.id ?? 'shape:x') as TLShape['id'],
    toId: (random.pick(shapes)?.id ?? 'shape:x') as TLShape['id'],
  }))
  return [...(random.chance(0.8) ? [page] : []), ...shapes, ...bindings]
}

it('[BD11] an arrow is tied to no arrow and no group: two in a circle would be nowhere', () => {
  const arrow = (name: string, index: string, parentId = 'page:page') =>
    makeShape({ type: 'arrow', id: `shape:${name}`, x: 0, y: 0, index, parentId })
  const tie = (from: string, to: string, terminal: 'start' | 'end'): TLRecord =>
    ({
      id: `binding:${from}-${to}`,
      typeName: 'binding',
      type: 'arrow',
      fromId: `shape:${from}`,
      toId: `shape:${to}`,
      props: { terminal, normalizedAnchor: { x: 0, y: 0 }, isExact: false, isPrecise: false, snap: 'none' },
      meta: {},
    }) as unknown as TLRecord
  const view = shown(
    arrow('a', 'a1'),
    arrow('b', 'a2'),
    makeShape({ type: 'group', id: 'shape:g', x: 0, y: 0, index: 'a3' }),
    arrow('c', 'a1', 'shape:g'),
    note('n', { index: 'a4' }),
    tie('a', 'b', 'end'),
    tie('b', 'a', 'end'),
    tie('c', 'g', 'start'),
    tie('c', 'n', 'end'),
  )
  expect([...view.keys()].filter((id) => id.startsWith('binding:'))).toEqual(['binding:c-n'])
})

it('[BD13] groups nested without end are gone when nothing is in them, and take no stack', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    makeShape({
      type: 'group',
      id: `shape:g${at}`,
      parentId: at === 0 ? 'page:page' : `shape:g${at - 1}`,
      x: 0,
      y: 0,
      index: 'a1',
    }),
  )
  expect([...shown(...chain).values()].filter(({ typeName }) => typeName === 'shape')).toEqual([])
})

it('[BD9] no shape is more than 64 deep, however they came to be in one another, and nobody waits for it', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    frame(`f${at}`, at === 0 ? {} : { parentId: `shape:f${at - 1}` }),
  )
  const view = shown(...chain)
  const depthOf = (id: string): number => {
    let depth = 0
    for (let at: string | undefined = id; at !== undefined && view.has(at); at = parentOf(view, at)) depth++
    return depth
  }
  const depths = chain.map(({ id }) => depthOf(id) - 1)
  expect(Math.max(...depths)).toBe(64)
  expect(depths[63]).toBe(64)
  expect(depths[64]).toBe(1)
  expect(comparable(repair(view, new Map()))).toEqual(comparable(view))
  expect(comparable(shown(...[...chain].reverse()))).toEqual(comparable(view))
})

it('[BD8] a chain of graves is followed so far', () => {
  const graves = new Map<string, Grave>(
    Array.from({ length: 20_000 }, (_, at) => [`shape:dead${at}`, [`shape:dead${at + 1}`, 1, 0, 0]]),
  )
  const orphans = Array.from({ length: 5_000 }, (_, at) => note(`o${at}`, { parentId: 'shape:dead0' }))
  const began = performance.now()
  const view = repair(asMap([page, ...orphans]), graves)
  expect(parentOf(view, 'shape:o7')).toBe('page:page')
  expect(performance.now() - began).toBeLessThan(5_000)
})
