import type { TLRichText, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { readRecords } from './document.ts'
import { makeShape, plainText, putRecords, richText, type TLRecord } from './index.ts'
import { nodesOf, type TextNode } from './richText.ts'
import { propsOf } from './schema.ts'
import { differences, type Peer, Random, sharedRecords, Workshop } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))
const replay = `BOARD_SEED=${seed}, ${runs} runs`

const id = 'shape:one'
const start = makeShape({
  type: 'geo',
  id,
  x: 0,
  y: 0,
  index: 'a1',
  props: { richText: richText('hello world') },
})

/** People on one board with these shapes. */
function meeting(random: Random, people: number, shapes: readonly TLRecord[]): Workshop & { peers: Peer[] } {
  const workshop = new Workshop(random)
  putRecords(workshop.server, shapes)
  for (let i = 0; i < people; i++) workshop.join()
  return workshop
}

function pair(random: Random, shapes: readonly TLRecord[] = [start]): [Workshop, Peer, Peer] {
  const workshop = meeting(random, 2, shapes)
  const [a, b] = workshop.peers
  if (!a || !b) throw new Error('nobody came')
  return [workshop, a, b]
}

const shapeOf = (peer: Peer, shapeId: string = id): TLShape => {
  const shape = peer.store.get(shapeId as TLShape['id'])
  if (shape?.typeName !== 'shape') throw new Error(`${peer.name} has no ${shapeId}`)
  return shape
}

/** Independent changes, each of a register of its own. */
const changes: Record<string, (shape: TLShape, random: Random) => TLShape> = {
  at: (shape, random) => ({ ...shape, x: 1 + random.int(1e3), y: 1 + random.int(1e3) }),
  wh: (shape, random) => withProps(shape, { w: 101 + random.int(500), h: 101 + random.int(500) }),
  rotation: (shape, random) => ({ ...shape, rotation: 0.1 + random.next() }),
  ':color': (shape, random) => withProps(shape, { color: random.of('red', 'blue', 'green') }),
  ':fill': (shape, random) => withProps(shape, { fill: random.of('solid', 'semi') }),
  '#vote': (shape, random) => ({ ...shape, meta: { ...shape.meta, vote: 1 + random.int(9) } }) as TLShape,
  '#who': (shape, random) => ({ ...shape, meta: { ...shape.meta, who: `p${random.int(9)}` } }) as TLShape,
  opacity: (shape, random) => ({ ...shape, opacity: 0.1 + random.next() / 2 }) as TLShape,
  ':richText': (shape, random) => withProps(shape, { richText: richText(`hello ${random.int(99)} world`) }),
}
const withProps = (shape: TLShape, props: object): TLShape =>
  ({ ...shape, props: { ...shape.props, ...props } }) as TLShape

describe('concurrent edits', () => {
  it(`[BD3] of different registers of one shape both survive (${replay})`, () => {
    const names = Object.keys(changes)
    for (let run = 0; run < runs; run++) {
      const random = new Random(seed + run)
      const [workshop, a, b] = pair(random)
      const first = random.pick(names) ?? 'at'
      const second = random.pick(names.filter((name) => name !== first)) ?? 'wh'
      const ofA = changes[first]?.(shapeOf(a), random) ?? start
      const ofB = changes[second]?.(shapeOf(b), random) ?? start
      a.store.put([ofA])
      b.store.put([ofB])
      workshop.settle()
      const both = changes[second] && { ...ofA, ...pickChange(second, ofB, ofA) }
      expect(shapeOf(a), `seed ${seed + run}: ${first} and ${second}`).toEqual(both)
      expect(shapeOf(b)).toEqual(both)
    }
  })

  /** The fields of one register, as `from` has them, for laying over `onto`. */
  function pickChange(register: string, from: TLShape, onto: TLShape): Partial<TLShape> {
    if (register === 'at') return { x: from.x, y: from.y }
    if (register === 'wh') return withProps(onto, { w: propsOf(from).w, h: propsOf(from).h })
    if (register.startsWith(':')) {
      const name = register.slice(1)
      return withProps(onto, { [name]: propsOf(from)[name] })
    }
    if (register.startsWith('#')) {
      const key = register.slice(1)
      return { meta: { ...onto.meta, [key]: from.meta[key] } }
    }
    return register === 'rotation' ? { rotation: from.rotation } : { opacity: from.opacity }
  }

  it(`[BD4] of the place of one shape: one of the two places wins whole, for everybody (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const random = new Random(seed + run)
      const [workshop, a, b] = pair(random)
      a.store.put([{ ...shapeOf(a), x: 11, y: 12 }])
      b.store.put([{ ...shapeOf(b), x: 21, y: 22 }])
      workshop.settle()
      const { x, y } = shapeOf(a)
      expect([
        [11, 12],
        [21, 22],
      ]).toContainEqual([x, y])
      expect(shapeOf(b)).toEqual(shapeOf(a))
    }
  })

  it('[BD6] a delete wins over a change, a change over nothing', () => {
    for (const [name, change] of Object.entries(changes)) {
      const random = new Random(seed)
      const [workshop, a, b] = pair(random)
      a.store.remove([start.id])
      b.store.put([change(shapeOf(b), random)])
      workshop.settle()
      expect(readRecords(workshop.server).has(id), name).toBe(false)
      for (const peer of [a, b]) expect(peer.store.has(start.id), `${name}, ${peer.name}`).toBe(false)
    }
  })
})

describe('typing in one note', () => {
  /** A sign nobody else types, so that each can be counted. */
  const sign = (n: number): string => String.fromCharCode(0x4e00 + n)
  const charsOf = (text: string) => [...text].filter((one) => one >= '\u4e00')

  function typeInto(peer: Peer, random: Random, word: string, splits: boolean): void {
    const shape = shapeOf(peer)
    const blocks = nodesOf(propsOf(shape).richText as TLRichText)
    const which = random.int(blocks.length)
    const typed = blocks.flatMap((block, index): TextNode[] => {
      if (index !== which) return [block]
      const text = (block.content ?? []).map((node) => node.text ?? '').join('')
      const at = random.int(text.length + 1)
      if (splits && random.chance(0.1))
        return [paragraph(text.slice(0, at) + word), paragraph(text.slice(at))]
      return [paragraph(text.slice(0, at) + word + text.slice(at))]
    })
    peer.store.put([withProps(shape, { richText: { type: 'doc', content: typed } })])
  }
  const paragraph = (text: string): TextNode =>
    text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }

  function write(run: number, splits: boolean): { typed: string[]; text: string } {
    const random = new Random(seed + run)
    const empty = makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1' })
    const workshop = meeting(random, 3, [empty])
    const typed: string[] = []
    for (let step = 0; step < 40; step++) {
      const peer = random.pick(workshop.peers)
      if (!peer) continue
      if (random.chance(0.4)) {
        const word = Array.from({ length: 1 + random.int(3) }, (_, at) => sign(typed.length + at)).join('')
        typed.push(...word)
        typeInto(peer, random, word, splits)
      } else if (random.chance(0.7)) workshop.deliverOne(peer)
      else peer.frame(random.chance(0.5))
    }
    workshop.settle()
    const shape = readRecords(workshop.server).get(id)
    for (const peer of workshop.peers) {
      expect(differences(sharedRecords(peer.store), readRecords(workshop.server))).toEqual([])
    }
    return { typed, text: shape ? plainText(shape) : '' }
  }

  it(`[BD5] keeps every character of everybody, once (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const { typed, text } = write(run, false)
      expect(charsOf(text).sort(), `seed ${seed + run}`).toEqual([...typed].sort())
    }
  })

  it(`[BD5] loses no character when paragraphs are split meanwhile (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const { typed, text } = write(run, true)
      const there = new Set(charsOf(text))
      expect(
        typed.filter((one) => !there.has(one)),
        `seed ${seed + run}`,
      ).toEqual([])
    }
  })
})
