import type { TLFrameShape, TLShape, TLShapeId } from '@tldraw/tlschema'
import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { bindStore } from './binding.ts'
import { deleteRecord } from './document.ts'
import { makeShape, putRecords, seedBoard } from './index.ts'
import { createStore, HandSchedule, indexAt } from './testing/index.ts'

/** How often one record was decoded, judged, or compared with another, since `work` was last cleared. */
const work = vi.hoisted(() => ({ decoded: 0, judged: 0, compared: 0, put: 0 }))

vi.mock('./codec.ts', async (original) => {
  const codec = await original<typeof import('./codec.ts')>()
  const readRecord: typeof codec.readRecord = (...args) => {
    work.decoded++
    return codec.readRecord(...args)
  }
  return { ...codec, readRecord }
})
vi.mock('./validate.ts', async (original) => {
  const validate = await original<typeof import('./validate.ts')>()
  const validateRecord: typeof validate.validateRecord = (...args) => {
    work.judged++
    return validate.validateRecord(...args)
  }
  return { ...validate, validateRecord }
})
vi.mock('./registers.ts', async (original) => {
  const registers = await original<typeof import('./registers.ts')>()
  const counted = <A extends unknown[], R>(compare: (...args: A) => R) => {
    return (...args: A): R => {
      work.compared++
      return compare(...args)
    }
  }
  return {
    ...registers,
    sameRecord: counted(registers.sameRecord),
    changesBetween: counted(registers.changesBetween),
    rebase: counted(registers.rebase),
    reuse: counted(registers.reuse),
  }
})

const SHAPES = 5_000
const frame = makeShape({
  type: 'frame',
  id: 'shape:frame',
  x: 0,
  y: 0,
  index: 'b00',
  props: { w: 900, h: 900 },
})

function bigBoard() {
  const shapes = Array.from({ length: SHAPES }, (_, at) =>
    makeShape({
      type: at % 9 === 0 ? 'geo' : 'note',
      id: `shape:${at}`,
      ...(at < 20 ? { parentId: frame.id } : {}),
      x: at,
      y: at,
      index: indexAt(at + 1),
    }),
  )
  const remote = new Y.Doc()
  seedBoard(remote, { records: [frame, ...shapes], template: 'blank', locale: 'en' })
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
  const store = createStore()
  const frames = new HandSchedule()
  const binding = bindStore({ doc, store, schedule: frames.schedule })
  const put = store.put.bind(store)
  store.put = (records, phase) => {
    work.put += records.length
    put(records, phase)
  }
  /** What the binding does for a change that somebody else makes. */
  const fromOthers = (change: () => void) => {
    change()
    Object.assign(work, { decoded: 0, judged: 0, compared: 0, put: 0 })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote, Y.encodeStateVector(doc)))
    frames.run(true)
    return { ...work }
  }
  return { remote, doc, store, frames, binding, shapes, fromOthers }
}

const board = bigBoard()
const { remote, store, shapes, fromOthers } = board
const seventh = shapes[777] as TLShape
const shown = (id: string): TLShape => store.get(id as TLShapeId) as TLShape

afterEach(() => {
  board.frames.run(true)
})

it('[BD55] one of 5,000 shapes that somebody else moves is decoded, judged and put once, and nothing else is', () => {
  const done = fromOthers(() => putRecords(remote, [{ ...seventh, x: -5 }]))
  expect(shown(seventh.id).x).toBe(-5)
  expect(done).toMatchObject({ decoded: 1, judged: 1, put: 1 })
  expect(done.compared).toBeLessThanOrEqual(4)
})

it('[BD55] so it is when this person moves one, from the store to the update and back', () => {
  const updates: Uint8Array[] = []
  board.doc.on('update', (update: Uint8Array) => updates.push(update))
  Object.assign(work, { decoded: 0, judged: 0, compared: 0, put: 0 })
  store.put([{ ...shown('shape:42'), y: 17 }])
  store._flushHistory()
  board.frames.run(true)
  expect(updates).toHaveLength(1)
  expect(work).toMatchObject({ decoded: 1, judged: 2, put: 1 })
  expect(work.compared).toBeLessThanOrEqual(6)
  Y.applyUpdate(remote, updates[0] ?? new Uint8Array())
})

it('[BD56] a change of structure has only the changed records decoded, judged, compared and put', () => {
  const created = makeShape({ type: 'note', id: 'shape:new', x: 1, y: 1, index: 'b5V' })
  const born = fromOthers(() => putRecords(remote, [created]))
  expect(shown('shape:new').x).toBe(1)
  expect(born).toMatchObject({ decoded: 1, judged: 1, put: 1 })
  expect(born.compared).toBeLessThanOrEqual(4)
  const died = fromOthers(() => deleteRecord(remote, seventh.id))
  expect(store.has(seventh.id)).toBe(false)
  expect(died).toMatchObject({ decoded: 0, judged: 0, put: 0 })
  expect(died.compared).toBeLessThanOrEqual(4)
})

it('[BD56] a frame that goes moves its twenty children only', () => {
  const done = fromOthers(() => deleteRecord(remote, frame.id as TLFrameShape['id']))
  expect(store.has(frame.id)).toBe(false)
  expect(shown('shape:3')).toMatchObject({ parentId: 'page:page', x: 3 })
  expect(done).toMatchObject({ decoded: 0, judged: 0, put: 20 })
  expect(done.compared).toBeLessThanOrEqual(100)
})

it('[BD56] repaired records are not compared again when something else is put on the board', () => {
  // The twenty without their frame are still repaired each time.
  const created = makeShape({ type: 'geo', id: 'shape:late', x: 1, y: 1, index: 'b6V' })
  const done = fromOthers(() => putRecords(remote, [created]))
  expect(done).toMatchObject({ decoded: 1, judged: 1, put: 1 })
  expect(done.compared).toBeLessThanOrEqual(30)
})
