import type { TLDrawShape, TLNoteShape, TLShape, TLShapeId } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { bindStore, makeShape, putRecords, readRecords, removeRecords, richText, seedBoard } from './index.ts'
import { createStore, HandSchedule, Peer, Random, sharedRecords } from './testing/index.ts'

const id = 'shape:one' as TLShapeId
const note = makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1', props: { richText: richText('ciao') } })

function board(): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records: [note], template: 'blank', locale: 'en' })
  return doc
}

/** One person bound to a copy of the board, whose updates reach nobody. */
function alone(): {
  peer: Peer
  remote: Y.Doc
  updates: Uint8Array[]
  fromOthers: (change: (doc: Y.Doc) => void) => void
} {
  const remote = board()
  const peer = new Peer('she', Y.encodeStateAsUpdate(remote), new Random(1))
  const updates: Uint8Array[] = []
  peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === peer.binding) updates.push(update)
  })
  const fromOthers = (change: (doc: Y.Doc) => void) => {
    change(remote)
    peer.receive(Y.encodeStateAsUpdate(remote, Y.encodeStateVector(peer.doc)))
  }
  return { peer, remote, updates, fromOthers }
}

const noteOf = (peer: Peer): TLNoteShape => {
  const shape = peer.store.get(id)
  if (shape?.typeName !== 'shape' || shape.type !== 'note') throw new Error('no note')
  return shape as TLNoteShape
}

describe('binding a store', () => {
  it('[BD20] fills it with what the document holds and removes what it does not', () => {
    const store = createStore()
    const stray = makeShape({ type: 'geo', id: 'shape:stray', x: 0, y: 0, index: 'a1' })
    store.mergeRemoteChanges(() => store.put([stray]))
    const doc = board()
    const binding = bindStore({ doc, store, schedule: new HandSchedule().schedule })
    expect(sharedRecords(store)).toEqual(readRecords(doc))
    binding.dispose()
  })

  it('[BD20] sends a drag at most once in a pause, the last place in the end, by few bytes', () => {
    const { peer, updates } = alone()
    for (let step = 1; step <= 50; step++) {
      peer.store.put([{ ...noteOf(peer), x: step, y: step * 2 }])
      peer.frame()
    }
    expect(updates).toHaveLength(1)
    peer.frame(true)
    expect(updates).toHaveLength(2)
    expect(readRecords(peer.doc).get(id)).toMatchObject({ x: 50, y: 100 })
    expect(Math.max(...updates.map(({ length }) => length))).toBeLessThan(60)
  })

  it('[BD20] sends everything but gestures with the next frame, and all of it on flush', () => {
    const { peer, updates } = alone()
    peer.store.put([{ ...noteOf(peer), x: 1 }])
    peer.frame()
    peer.store.put([{ ...noteOf(peer), x: 2 }])
    peer.frame()
    expect(updates).toHaveLength(1)
    peer.store.put([{ ...noteOf(peer), props: { ...noteOf(peer).props, color: 'red' } }])
    peer.frame()
    expect(updates).toHaveLength(2)
    peer.store.put([{ ...noteOf(peer), x: 3 }])
    peer.binding.flush()
    expect(updates).toHaveLength(3)
    expect(readRecords(peer.doc).get(id)).toMatchObject({ x: 3, props: { color: 'red' } })
  })

  it('[BD14] never sends back what others did, nor the same change twice', () => {
    const { peer, updates, fromOthers } = alone()
    fromOthers((doc) =>
      putRecords(doc, [{ ...note, x: 7 }, makeShape({ type: 'geo', x: 0, y: 0, index: 'a2' })]),
    )
    peer.settle()
    expect(noteOf(peer).x).toBe(7)
    peer.binding.flush()
    peer.store.put([noteOf(peer)])
    peer.settle()
    expect(updates).toEqual([])
  })

  it('[BD21] does not run the canvas’s side effects for what others did, only for what this person does', () => {
    const { peer, updates, fromOthers } = alone()
    let ran = 0
    peer.store.sideEffects.registerAfterChangeHandler('shape', (_, next) => {
      ran++
      if (next.meta.seen !== true) peer.store.put([{ ...next, meta: { seen: true } } as TLShape])
    })
    fromOthers((doc) => putRecords(doc, [{ ...note, x: 7 }]))
    peer.settle()
    expect(noteOf(peer).x).toBe(7)
    expect([ran, updates.length]).toEqual([0, 0])
    peer.store.put([{ ...noteOf(peer), x: 8 }])
    expect(ran).toBeGreaterThan(0)
  })

  it('[BD21] merges many remote changes once a frame', () => {
    const { peer, fromOthers } = alone()
    let merges = 0
    const merge = peer.store.mergeRemoteChanges.bind(peer.store)
    peer.store.mergeRemoteChanges = (change) => {
      merges++
      merge(change)
    }
    for (let step = 1; step <= 20; step++) fromOthers((doc) => putRecords(doc, [{ ...note, x: step }]))
    peer.frame()
    expect(merges).toBe(1)
    expect(noteOf(peer).x).toBe(20)
  })

  it('[BD21] keeps the same rich text object when only the place has changed', () => {
    const { peer, fromOthers } = alone()
    const before = noteOf(peer).props.richText
    fromOthers((doc) => putRecords(doc, [{ ...note, x: 7 }]))
    peer.frame()
    expect(noteOf(peer).x).toBe(7)
    expect(noteOf(peer).props.richText).toBe(before)
  })

  it('[BD21] a shape in this person’s hand does not jump, yet takes a colour', () => {
    const { peer, fromOthers } = alone()
    peer.store.put([{ ...noteOf(peer), x: 10 }])
    peer.frame()
    peer.store.put([{ ...noteOf(peer), x: 20 }])
    peer.frame()
    fromOthers((doc) => putRecords(doc, [{ ...note, x: 900, props: { ...note.props, color: 'red' } }]))
    peer.frame()
    expect(noteOf(peer)).toMatchObject({ x: 20, props: { color: 'red' } })
    peer.settle()
    expect(readRecords(peer.doc).get(id)).toMatchObject({ x: 20, props: { color: 'red' } })
  })

  it('[BD5] keeps what was typed in the frame in which somebody else’s words arrive', () => {
    const { peer, fromOthers } = alone()
    peer.store.put([{ ...noteOf(peer), props: { ...noteOf(peer).props, richText: richText('ciao Ada') } }])
    fromOthers((doc) =>
      putRecords(doc, [{ ...note, props: { ...note.props, richText: richText('oh ciao') } }]),
    )
    peer.settle()
    expect(noteOf(peer).props.richText).toEqual(richText('oh ciao Ada'))
  })

  it('[BD6] what others delete stays deleted, though this person was just changing it', () => {
    const { peer, fromOthers } = alone()
    peer.store.put([{ ...noteOf(peer), props: { ...noteOf(peer).props, color: 'red' } }])
    fromOthers((doc) => removeRecords(doc, [id]))
    peer.settle()
    expect(peer.store.has(id)).toBe(false)
    expect(peer.doc.getMap('records').has(id)).toBe(false)
  })

  it('[BD6] what others delete goes, and editing it stops', () => {
    const { peer, fromOthers } = alone()
    const state = peer.store.allRecords().find((record) => record.typeName === 'instance_page_state')
    if (state?.typeName !== 'instance_page_state') throw new Error('no page state')
    peer.store.put([{ ...state, editingShapeId: id, selectedShapeIds: [id] }])
    fromOthers((doc) => removeRecords(doc, [id]))
    peer.frame()
    expect(peer.store.has(id)).toBe(false)
    expect(peer.store.get(state.id)).toMatchObject({ editingShapeId: null, selectedShapeIds: [] })
  })

  it('[BD19] keeps the pen’s last point in the store of who draws, and shows others all but that', () => {
    const { peer } = alone()
    const points = [1, 2, 3].map((x) => ({ x, y: x, z: 0.5 }))
    const ink = makeShape({
      type: 'draw',
      id: 'shape:ink',
      x: 0,
      y: 0,
      index: 'a2',
      props: { isComplete: false, segments: [{ type: 'free', points }] },
    })
    peer.store.put([ink])
    peer.settle()
    const pointsIn = (shape: unknown) => (shape as TLDrawShape).props.segments[0]?.points.length
    expect(pointsIn(peer.store.get(ink.id))).toBe(3)
    expect(pointsIn(readRecords(peer.doc).get(ink.id))).toBe(2)
    peer.store.put([{ ...ink, props: { ...ink.props, isComplete: true } }])
    peer.settle()
    expect(readRecords(peer.doc).get(ink.id)).toEqual({ ...ink, props: { ...ink.props, isComplete: true } })
  })
})

describe('what cannot be shown', () => {
  it('[BD16] is set aside, reported and kept, and everything else arrives', () => {
    const { remote } = alone()
    const all = remote.getMap<unknown>('records')
    all.set('shape:foreign', new Y.Map([['$', { id: 'shape:foreign', typeName: 'shape', type: 'hologram' }]]))
    all.set('shape:flat', 'no map')
    all.set('instance:instance', new Y.Map([['$', { id: 'instance:instance', typeName: 'instance' }]]))
    const reported: string[] = []
    const store = createStore()
    const frames = new HandSchedule()
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
    const binding = bindStore({
      doc,
      store,
      schedule: frames.schedule,
      onUnreadable: (unreadable) => reported.push(...unreadable.map((one) => one.id)),
    })
    expect(reported.sort()).toEqual(['instance:instance', 'shape:flat', 'shape:foreign'])
    expect(store.has(id)).toBe(true)
    expect(store.has('instance:instance' as TLShapeId)).toBe(true)
    putRecords(doc, [{ ...note, x: 5 }])
    doc.getMap<unknown>('records').delete('instance:instance')
    frames.run(true)
    binding.flush()
    expect(store.get(id)).toMatchObject({ x: 5 })
    expect(store.has('instance:instance' as TLShapeId)).toBe(true)
    expect(doc.getMap('records').has('shape:foreign')).toBe(true)
  })

  it('[BD16] one record that the canvas refuses does not keep the others out', () => {
    const { peer, fromOthers } = alone()
    const put = peer.store.put.bind(peer.store)
    peer.store.put = (records, phase) => {
      if (records.some((record) => record.id === 'shape:bad')) throw new Error('no')
      put(records, phase)
    }
    fromOthers((doc) => {
      const [bad, good] = ['bad', 'good'].map((name) =>
        makeShape({ type: 'geo', id: `shape:${name}`, x: 0, y: 0, index: 'a3' }),
      )
      if (bad && good) putRecords(doc, [bad, good])
    })
    peer.settle()
    expect(peer.store.has('shape:good' as TLShapeId)).toBe(true)
    expect(peer.store.has('shape:bad' as TLShapeId)).toBe(false)
  })

  it('[BD17] is not sent when this person makes it: the store goes back, and it is reported', () => {
    const { remote } = alone()
    const store = createStore()
    const frames = new HandSchedule()
    const reported: string[] = []
    bindStore({
      doc: remote,
      store,
      schedule: frames.schedule,
      onUnreadable: (unreadable) => reported.push(...unreadable.map((one) => one.reason)),
    })
    const far: TLShape = { ...note, x: 1e9 }
    const page = { ...makeShape({ type: 'geo', id: 'shape:embed', x: 0, y: 0, index: 'a5' }), type: 'embed' }
    store.put([far, { ...page, props: { w: 10, h: 10, url: 'https://lab.example/' } } as unknown as TLShape])
    store._flushHistory()
    frames.run(true)
    expect(reported.sort()).toEqual(['a number is out of bounds', 'embedded pages are not allowed'])
    expect(store.get(id)).toEqual(note)
    expect(store.has('shape:embed' as TLShapeId)).toBe(false)
    expect(remote.getMap('records').has('shape:embed')).toBe(false)
  })
})

it('[BD22] unbinding sends what is left and leaves the store as it was', () => {
  const { peer, updates, fromOthers } = alone()
  const patched = peer.store.applyDiff
  peer.store.put([{ ...noteOf(peer), x: 33 }])
  peer.binding.dispose()
  expect(updates).toHaveLength(1)
  expect(peer.store.applyDiff).not.toBe(patched)
  peer.store.put([{ ...noteOf(peer), x: 34 }])
  fromOthers((doc) => putRecords(doc, [{ ...note, y: 5 }]))
  peer.frame(true)
  expect(updates).toHaveLength(1)
  expect(noteOf(peer)).toMatchObject({ x: 34, y: 0 })
})
