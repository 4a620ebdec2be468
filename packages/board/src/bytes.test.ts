import type { TLDrawShape, TLNoteShape, TLShape, TLShapeId } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeShape, readRecords, richText, seedBoard } from './index.ts'
import { propsOf } from './schema.ts'
import { Peer, Random } from './testing/index.ts'

const id = 'shape:abcdefghijklmnopqrstu' as TLShapeId
/** Client ids are of 32 bits; this one takes as many bytes as any. */
const LARGEST_ID = 4_294_967_290

/** Somebody alone on a board that another has made, with the updates sent and the times they were sent at. */
function somebody(shape: TLShape) {
  const remote = new Y.Doc()
  remote.clientID = LARGEST_ID - 1
  seedBoard(remote, { records: [shape], template: 'blank', locale: 'en' })
  const peer = new Peer('she', Y.encodeStateAsUpdate(remote), new Random(1), LARGEST_ID)
  const sent: { at: number; bytes: number }[] = []
  peer.doc.on('update', (update: Uint8Array) => sent.push({ at: peer.frames.now, bytes: update.length }))
  /** Steps of a screen's sixty a second, for so many milliseconds. */
  const frames = (milliseconds: number, change: (step: number, now: TLShape) => TLShape) => {
    for (let step = 1; step * 16.7 <= milliseconds; step++) {
      const now = peer.store.get(id) as TLShape
      peer.store.put([change(step, now)])
      peer.frame()
      peer.frames.advance(16.7)
    }
  }
  return { peer, sent, frames }
}

const largest = (sent: readonly { bytes: number }[]): number => Math.max(...sent.map(({ bytes }) => bytes))
const mostInASecond = (sent: readonly { at: number }[]): number =>
  Math.max(...sent.map(({ at }) => sent.filter((other) => other.at >= at && other.at < at + 1_000).length))

describe('few bytes', () => {
  it('[BD51] a drag: 60 bytes an update, 30 a second, and the last place at once when the hand lets go', () => {
    const { peer, sent, frames } = somebody(makeShape({ type: 'note', id, x: 0.1, y: 0.1, index: 'a1' }))
    frames(5_000, (step, now) => ({ ...now, x: 12_345.678 + step / 7, y: -9_876.543 - step / 3 }))
    const last = peer.store.get(id) as TLShape
    expect(largest(sent)).toBeLessThanOrEqual(60)
    expect(sent.length).toBeGreaterThan(90)
    expect(mostInASecond(sent)).toBeLessThanOrEqual(30)
    peer.store.put([{ ...last, x: 77.7 }])
    peer.binding.flush()
    expect(readRecords(peer.doc).get(id)).toMatchObject({ x: 77.7, y: last.y })
  })

  it('[BD51] a drag of a shape that has moved into a frame does not say the frame’s name again', () => {
    const { peer, sent, frames } = somebody(makeShape({ type: 'note', id, x: 0.1, y: 0.1, index: 'a1' }))
    const frame = makeShape({ type: 'frame', id: 'shape:zyxwvutsrqponmlkjihgf', x: 0, y: 0, index: 'a2' })
    peer.store.put([frame, { ...(peer.store.get(id) as TLShape), parentId: frame.id }])
    peer.frame(true)
    sent.length = 0
    frames(500, (step, now) => ({ ...now, x: 12_345.678 + step / 7, y: -9_876.543 - step / 3 }))
    expect(sent.length).toBeGreaterThan(5)
    expect(largest(sent)).toBeLessThanOrEqual(60)
  })

  it('[BD51] a drag of many shapes sends less often, yet all of it when the hand lets go', () => {
    const { peer, sent } = somebody(makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1' }))
    const others = Array.from({ length: 20 }, (_, at) =>
      makeShape({ type: 'geo', id: `shape:g${at}`, x: 0, y: 0, index: `a${at + 10}V` }),
    )
    peer.store.put(others)
    peer.frame()
    sent.length = 0
    for (let step = 1; step <= 60; step++) {
      peer.store.put(others.map((shape) => ({ ...shape, x: step })))
      peer.frame()
      peer.frames.advance(16.7)
    }
    expect(sent.length).toBeLessThanOrEqual(14)
    peer.binding.flush()
    for (const { id: other } of others) expect(readRecords(peer.doc).get(other)).toMatchObject({ x: 60 })
  })

  it('[BD52] a keystroke: 40 bytes', () => {
    const { peer, sent } = somebody(makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1' }))
    const text = 'Përshëndetje! A bench in the park, where grandmothers play chess 🙂 and teach it.'
    for (let at = 1; at <= text.length; at++) {
      const now = peer.store.get(id) as TLNoteShape
      // Half of a surrogate pair is no character.
      if (/[\ud800-\udbff]$/.test(text.slice(0, at))) continue
      peer.store.put([
        { ...now, props: { ...propsOf(now), richText: richText(text.slice(0, at)) } } as TLShape,
      ])
      peer.frame()
      peer.frames.advance(120)
    }
    expect(sent.length).toBe([...text].length)
    expect(largest(sent)).toBeLessThanOrEqual(40)
  })

  it('[BD53] a point of a stroke: 12 bytes in the long run, the last one at once when the pen is lifted', () => {
    const ink = makeShape({
      type: 'draw',
      id,
      x: 0,
      y: 0,
      index: 'a1',
      props: { isComplete: false, segments: [{ type: 'free', points: [{ x: 0, y: 0, z: 0.5 }] }] },
    })
    const { peer, sent, frames } = somebody(ink)
    const random = new Random(3)
    const points = [{ x: 0, y: 0, z: 0.5 }]
    const hundredth = (value: number): number => Math.round(value * 100) / 100 + 0
    frames(6_000, (_, now) => {
      const { x, y } = points.at(-1) ?? { x: 0, y: 0 }
      points.push({
        x: hundredth(x + random.next() * 16 - 6),
        y: hundredth(y + random.next() * 16 - 8),
        z: 0.5,
      })
      return {
        ...now,
        props: { ...propsOf(now), segments: [{ type: 'free', points: [...points] }] },
      } as TLShape
    })
    const bytes = sent.reduce((sum, update) => sum + update.bytes, 0)
    expect(points.length).toBeGreaterThan(300)
    expect(bytes / points.length).toBeLessThanOrEqual(12)
    const now = peer.store.get(id) as TLDrawShape
    peer.store.put([{ ...now, props: { ...now.props, isComplete: true } }])
    peer.frame()
    expect(propsOf(readRecords(peer.doc).get(id) as TLShape).segments).toEqual([{ type: 'free', points }])
  })
})
