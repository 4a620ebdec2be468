import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { makeShape, putRecords, readRecords, richText } from './index.ts'
import { changesBetween, registersOf } from './registers.ts'
import { propsOf } from './schema.ts'
import { type Peer, Random, Workshop } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

const id = 'shape:one' as TLShape['id']
const start = makeShape({ type: 'geo', id, x: 0, y: 0, index: 'a1' })

function pair(random: Random): [Workshop, Peer, Peer] {
  const workshop = new Workshop(random)
  putRecords(workshop.server, [start])
  return [workshop, workshop.join(), workshop.join()]
}
const shapeOf = (peer: Peer): TLShape => {
  const shape = peer.store.get(id)
  if (!shape) throw new Error(`${peer.name} has lost the shape`)
  return shape
}
const withProps = (shape: TLShape, props: object): TLShape =>
  ({ ...shape, props: { ...shape.props, ...props } }) as TLShape

describe('undo', () => {
  it('[BD15] takes a move back and leaves the colour somebody gave meanwhile', () => {
    const [workshop, a, b] = pair(new Random(1))
    a.store.put([{ ...shapeOf(a), x: 50 }])
    workshop.settle()
    b.store.put([withProps(shapeOf(b), { color: 'red' })])
    workshop.settle()
    a.undo()
    workshop.settle()
    expect(shapeOf(b)).toMatchObject({ x: 0, props: { color: 'red' } })
    a.redo()
    workshop.settle()
    expect(shapeOf(b)).toMatchObject({ x: 50, props: { color: 'red' } })
  })

  it('[BD15] leaves the colour somebody gave in the middle of the gesture that is undone', () => {
    const [workshop, a, b] = pair(new Random(1))
    a.store.put([{ ...shapeOf(a), x: 20 }])
    workshop.settle()
    b.store.put([withProps(shapeOf(b), { color: 'red' })])
    workshop.settle()
    a.store.put([{ ...shapeOf(a), x: 40 }])
    workshop.settle()
    a.undo()
    workshop.settle()
    expect(shapeOf(b)).toMatchObject({ x: 0, props: { color: 'red' } })
  })

  it('[BD15] does not move back what somebody moved later', () => {
    const [workshop, a, b] = pair(new Random(1))
    a.store.put([{ ...shapeOf(a), x: 50 }])
    workshop.settle()
    b.store.put([{ ...shapeOf(b), x: 90 }])
    workshop.settle()
    a.undo()
    workshop.settle()
    expect(shapeOf(a).x).toBe(90)
  })

  it('[BD15] does not bring back what somebody deleted, neither by undo nor by redo', () => {
    const [workshop, a, b] = pair(new Random(1))
    a.store.put([withProps(shapeOf(a), { color: 'blue' })])
    a.history.mark()
    const own = makeShape({ type: 'note', id: 'shape:own', x: 0, y: 0, index: 'a2' })
    a.store.put([own])
    workshop.settle()
    a.undo()
    a.redo()
    workshop.settle()
    b.store.remove([id, own.id])
    workshop.settle()
    a.undo()
    a.undo()
    a.redo()
    a.redo()
    workshop.settle()
    const left = [...readRecords(workshop.server).keys()].filter((one) => one.startsWith('shape:'))
    expect(left).toEqual([])
  })

  it('[BD15] brings back whole what oneself deleted', () => {
    const [workshop, a] = pair(new Random(1))
    a.store.remove([id])
    workshop.settle()
    a.undo()
    workshop.settle()
    expect(readRecords(workshop.server).get(id)).toEqual(start)
  })

  it('[BD15] of a redone creation that somebody deleted does nothing', () => {
    const [workshop, a, b] = pair(new Random(1))
    const own = makeShape({ type: 'note', id: 'shape:own', x: 0, y: 0, index: 'a2' })
    a.store.put([own])
    workshop.settle()
    b.store.remove([own.id])
    workshop.settle()
    a.undo()
    a.redo()
    workshop.settle()
    expect(readRecords(workshop.server).has(own.id)).toBe(false)
  })

  it(`[BD15] changes only registers one wrote last (BOARD_SEED=${seed}, ${runs} runs)`, () => {
    let undone = 0
    for (let run = 0; run < runs; run++) undone += undoRun(seed + run)
    expect(undone).toBeGreaterThan(runs)
  })
})

/** Two people edit one shape in turns and undo at random; every change of an undo must be of the undoer's own. */
function undoRun(runSeed: number): number {
  const random = new Random(runSeed)
  const [workshop, a, b] = pair(random)
  const writers = new Map<string, Peer>()
  let undone = 0
  const now = (): TLRecord | undefined => readRecords(workshop.server).get(id)
  const change = (peer: Peer): void => {
    const shape = peer.store.get(id)
    if (!shape) return
    const next = [
      { ...shape, x: random.int(1e4) },
      withProps(shape, { color: random.of('red', 'blue', 'green', 'violet') }),
      withProps(shape, { w: 1 + random.int(1e4) }),
      withProps(shape, { richText: richText(String(random.int(1e6))) }),
      { ...shape, rotation: random.next() },
    ]
    peer.store.put([random.pick(next) ?? shape])
    if (random.chance(0.6)) peer.history.mark()
  }
  for (let step = 0; step < 30; step++) {
    const peer = random.chance(0.5) ? a : b
    const undo = random.chance(0.35)
    const before = now()
    if (undo) random.chance(0.7) ? peer.undo() : peer.redo()
    else change(peer)
    workshop.settle()
    const after = now()
    if (!before || !after) continue
    for (const name of changesBetween(before, after).keys()) {
      if (undo) {
        undone++
        expect(writers.get(name)?.name, `seed ${runSeed}, step ${step}: ${name}`).toBe(peer.name)
      }
      writers.set(name, peer)
    }
  }
  expect(registersOf(start).size).toBeGreaterThan(5)
  expect(propsOf(a.store.get(id) ?? start)).toEqual(propsOf(b.store.get(id) ?? start))
  return undone
}
