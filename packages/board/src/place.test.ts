import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Place, readPlace, writePlace } from './place.ts'

const made = 'page:page'

/** An entry of a document of its own, with what another has. */
function entryOf(state?: Uint8Array): {
  doc: Y.Doc
  entry: Y.Map<unknown>
  place(): unknown
  go(to: Place): void
} {
  const doc = new Y.Doc()
  if (state) Y.applyUpdate(doc, state)
  const entry = doc.getMap<unknown>('entry')
  return {
    doc,
    entry,
    place: () => readPlace(entry.get('at'), entry.get('in')),
    go: (to) => doc.transact(() => writePlace(entry, to, made)),
  }
}

/** Two people start from the same, do one thing each, and meet; both must see the same. */
function meet(before: Place[], ada: Place[], ben: Place[]): unknown {
  const start = entryOf()
  for (const place of before) start.go(place)
  const state = Y.encodeStateAsUpdate(start.doc)
  const [one, other] = [entryOf(state), entryOf(state)]
  for (const place of ada) one.go(place)
  for (const place of ben) other.go(place)
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc))
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc))
  expect(one.place()).toEqual(other.place())
  return one.place()
}

describe('a shape’s place', () => {
  it('[BD4] is read back as written, through moves and parents', () => {
    const { place, go, entry } = entryOf()
    for (const next of [
      [1, 2, made],
      [3, 4, 'shape:f'],
      [5, 6, 'shape:f'],
      [7, 8, made],
      [9, 9, made],
    ] satisfies Place[]) {
      go(next)
      expect((place() as unknown[])[2] ?? made).toBe(next[2])
      expect((place() as unknown[]).slice(0, 2)).toEqual(next.slice(0, 2))
    }
    expect(JSON.stringify(entry.get('at'))).not.toContain('page')
  })

  it('[BD4] put into a frame counts as a whole beside a move made at once, whoever’s client id is higher', () => {
    for (let run = 0; run < 20; run++) {
      expect(meet([[0, 0, made]], [[50, 60, made]], [[1, 2, 'shape:f']])).toEqual([1, 2, 'shape:f'])
    }
  })

  it('[BD4] is one of the two where two people put the shape into different frames, never a mixture', () => {
    for (let run = 0; run < 20; run++) {
      const met = meet(
        [[0, 0, 'shape:a']],
        [
          [1, 1, 'shape:b'],
          [2, 2, 'shape:b'],
        ],
        [[30, 30, 'shape:c']],
      )
      expect([
        [1, 1, 'shape:b'],
        [2, 2, 'shape:b'],
        [30, 30, 'shape:c'],
      ]).toContainEqual(met)
    }
  })

  it('[BD4] moved in a frame while somebody else takes it out is out', () => {
    for (let run = 0; run < 20; run++) {
      expect(meet([[0, 0, 'shape:a']], [[9, 9, 'shape:a']], [[500, 500, made]])).toEqual([500, 500, made])
    }
  })

  it('written with the parent’s name at its end, as at first, is read and can be moved on', () => {
    const { place, go, entry } = entryOf()
    entry.set('at', [1, 2, 'shape:f'])
    expect(place()).toEqual([1, 2, 'shape:f'])
    go([3, 4, 'shape:f'])
    expect(place()).toEqual([3, 4, 'shape:f'])
    go([5, 6, made])
    expect(place()).toEqual([5, 6, made])
  })
})
