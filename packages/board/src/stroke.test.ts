import type { TLDrawShapeSegment } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { changeRecord, createRecord, readRecord } from './codec.ts'
import { makeShape, type TLRecord } from './index.ts'
import { packStroke, settledSegments, unpackStroke } from './stroke.ts'
import { Random } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

function randomSegments(random: Random): TLDrawShapeSegment[] {
  const number = (): number => {
    const value = (random.next() - 0.5) * 10 ** random.int(5)
    // Minus nought is nought.
    return (random.chance(0.9) ? Math.round(value * 100) / 100 : value) + 0
  }
  return Array.from({ length: 1 + random.int(3) }, () => ({
    type: random.of('free', 'straight'),
    points: Array.from({ length: 1 + random.int(30) }, () =>
      random.chance(0.9)
        ? { x: number(), y: number(), z: Math.round(random.next() * 100) / 100 }
        : { x: number(), y: number() },
    ),
  }))
}

it(`[BD18] a stroke is unpacked exactly as it was packed (BOARD_SEED=${seed}, ${runs} runs)`, () => {
  for (let run = 0; run < runs; run++) {
    const segments = randomSegments(new Random(seed + run))
    expect(unpackStroke(packStroke(segments)), `seed ${seed + run}`).toEqual(segments)
  }
})

it('[BD18] a packed stroke that is broken is refused', () => {
  for (const broken of ['A', '.A', '.!1,2', '.!1;', '.%%%', '|_____________________']) {
    expect(() => unpackStroke(broken), broken).toThrow()
  }
})

it('[BD19] while the pen is down a stroke only grows, by few bytes; lifted, it is all there', () => {
  const doc = new Y.Doc()
  const records = doc.getMap<unknown>('records')
  const random = new Random(5)
  const draw = (points: { x: number; y: number; z: number }[], isComplete: boolean) =>
    makeShape({
      type: 'draw',
      id: 'shape:ink',
      x: 0,
      y: 0,
      index: 'a1',
      props: { isComplete, segments: [{ type: 'free', points }] },
    })
  const points = [{ x: 0, y: 0, z: 0.5 }]
  let shape: TLRecord = draw([...points], false)
  createRecord(records, shape)
  const entry = records.get('shape:ink') as Y.Map<unknown>
  const text = entry.get(':segments') as Y.Text
  const sizes: number[] = []
  doc.on('update', (update: Uint8Array) => sizes.push(update.length))
  for (let step = 0; step < 100; step++) {
    const before = text.toString()
    const last = points.at(-1) ?? { x: 0, y: 0 }
    // A stylus that hardly moves has its last point replaced.
    if (step % 7 === 6) points.pop()
    points.push({
      x: Math.round((last.x + random.next() * 9) * 100) / 100,
      y: Math.round(last.y * 100) / 100 + 1,
      z: 0.5,
    })
    const next = draw(
      points.map((point) => ({ ...point })),
      false,
    )
    doc.transact(() => changeRecord(entry, shape, next))
    expect(text.toString().startsWith(before)).toBe(true)
    shape = next
  }
  expect(Math.max(...sizes)).toBeLessThan(45)
  const done = draw(points, true)
  changeRecord(entry, shape, done)
  expect(readRecord('shape:ink', entry)).toEqual({ record: done })
  expect(entry.get(':segments')).toBe(text)
})

it('[BD19] the point held back is never the only one', () => {
  const segments: TLDrawShapeSegment[] = [{ type: 'free', points: [{ x: 1, y: 2, z: 0.5 }] }]
  expect(settledSegments(segments)).toEqual(segments)
})

it('[BD4] a finished stroke stretched by two people at once is one of the two, not a scribble', () => {
  const stretched = [1.5, 3].map((by) => {
    const doc = new Y.Doc()
    doc.clientID = by * 2
    return { doc, by }
  })
  const stroke = (by: number) =>
    makeShape({
      type: 'draw',
      id: 'shape:ink',
      x: 0,
      y: 0,
      index: 'a1',
      props: {
        segments: [
          {
            type: 'free',
            points: [
              { x: 0, y: 0, z: 0.5 },
              { x: 10 * by, y: 7 * by, z: 0.5 },
            ],
          },
        ],
      },
    })
  const origin = new Y.Doc()
  createRecord(origin.getMap<unknown>('records'), stroke(1))
  for (const { doc, by } of stretched) {
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(origin))
    const entry = doc.getMap<unknown>('records').get('shape:ink') as Y.Map<unknown>
    changeRecord(entry, stroke(1), stroke(by))
  }
  for (const { doc } of stretched) Y.applyUpdate(origin, Y.encodeStateAsUpdate(doc))
  const read = readRecord('shape:ink', origin.getMap<unknown>('records').get('shape:ink'))
  expect([{ record: stroke(1.5) }, { record: stroke(3) }]).toContainEqual(read)
})
