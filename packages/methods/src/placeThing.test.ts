import { checkRecord, pageBounds } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { allCards } from './outline/allCards.ts'
import { readOutline } from './outline/read.ts'
import { ownThings, thingOf, withdrawIds } from './ownThings.ts'
import { regionShown, regionsOnBoard } from './padRegions.ts'
import { placeThing, type ThingWanted } from './placeThing.ts'
import { boardOf } from './testing/board.ts'
import { overlap } from './types.ts'

const photo = {
  src: '/api/v1/boards/b/assets/aa.jpg',
  name: 'aa.jpg',
  mimeType: 'image/jpeg',
  width: 1600,
  height: 1200,
}
const line = (...points: [number, number][]) => ({ color: 'blue' as const, points })

function put(records: Map<string, TLRecord>, wanted: Partial<ThingWanted>, template = 'brainstorm'): TLShape {
  const made = placeThing(records, { template, text: '', who: 'me', ...wanted })
  for (const record of made) {
    expect(checkRecord(record)).toBeNull()
    records.set(record.id, record)
  }
  const [lead] = made
  if (lead?.typeName !== 'shape') throw new Error('nothing was made')
  return lead
}

const shapesOf = (records: Map<string, TLRecord>, parentId: string) =>
  [...records.values()].filter(
    (record): record is TLShape => record.typeName === 'shape' && record.parentId === parentId,
  )

describe('a picture or sketch from a phone', () => {
  it('is a picture of the right shape, with its words as its description and on a note below', () => {
    const records = boardOf('brainstorm')
    const group = put(records, { text: 'The broken bench', picture: photo, sector: 'ngo', by: 'Mira' })
    expect(group.type).toBe('group')
    const [image, note] = shapesOf(records, group.id)
    expect(image).toMatchObject({ type: 'image', props: { w: 320, h: 240, altText: 'The broken bench' } })
    expect(note).toMatchObject({ type: 'note', meta: { who: 'me', sector: 'ngo', by: 'Mira' } })
    const [above, below] = [pageBounds(records, image?.id ?? ''), pageBounds(records, note?.id ?? '')]
    expect((above?.y ?? 0) + (above?.h ?? 0)).toBeLessThan(below?.y ?? 0)
    const outline = readOutline(records, { template: 'brainstorm', locale: 'en' })
    expect(allCards(outline).map(({ card }) => card)).toEqual([
      { id: expect.any(String), text: 'The broken bench', sector: 'ngo', by: 'Mira' },
    ])
    expect(placeThing(boardOf('brainstorm'), { template: 'brainstorm', text: '', picture: photo })).toEqual([
      expect.objectContaining({ type: 'image' }),
      expect.objectContaining({ typeName: 'asset' }),
    ])
  })

  it('is real ink, a shape for each line, in proportion', () => {
    const records = boardOf('brainstorm')
    const group = put(records, { sketch: [line([100, 100], [500, 100]), line([100, 100], [100, 300])] })
    const lines = shapesOf(records, group.id)
    expect(lines.map(({ type }) => type)).toEqual(['draw', 'draw'])
    expect(pageBounds(records, group.id)).toMatchObject({ w: 320, h: 160 })
    const alone = put(records, { sketch: [line([10, 10])] })
    expect(alone).toMatchObject({ type: 'draw', meta: { sketch: true, who: 'me' } })
  })

  it('finds a place of its own however many come', () => {
    const records = boardOf('brainstorm')
    const things = Array.from({ length: 12 }, (_, at) =>
      at % 2 === 0
        ? put(records, { picture: photo, text: `p ${at}` })
        : put(records, { sketch: [line([0, 0], [900, 900])] }),
    )
    const boxes = things.map(({ id }) => pageBounds(records, id) ?? { x: 0, y: 0, w: 0, h: 0 })
    for (const [at, box] of boxes.entries())
      expect(boxes.slice(at + 1).filter((other) => overlap(box, other))).toEqual([])
  })
})

describe('what somebody has made', () => {
  it('is each note, picture and sketch once, with the words and where it lies, and nothing of others', () => {
    const records = boardOf('problem-tree')
    const regions = regionsOnBoard(records, 'problem-tree', 'it')
    put(records, { text: 'A note', region: 'cause.1', color: 'orange' }, 'problem-tree')
    put(records, { text: 'A bench', picture: photo }, 'problem-tree')
    put(records, { sketch: [line([0, 0], [9, 9]), line([0, 9], [9, 0])] }, 'problem-tree')
    put(records, { text: 'Not mine', who: 'other' }, 'problem-tree')
    const things = ownThings(records, 'me', regions)
    expect(things.map(({ kind, text }) => [kind, text])).toEqual([
      ['sketch', ''],
      ['picture', 'A bench'],
      ['note', 'A note'],
    ])
    expect(things[2]).toMatchObject({ region: 'cause.1', color: 'orange', by: null })
    expect(things[0]?.textId).toBeNull()
  })

  it('goes whole, but nothing of others goes with it', () => {
    const records = boardOf('brainstorm')
    const group = put(records, { text: 'A bench', picture: photo })
    const inside = shapesOf(records, group.id).map(({ id }) => id)
    expect(withdrawIds(records, group.id)).toEqual([group.id, ...inside])
    const note = put(records, { text: 'theirs', who: 'other' })
    records.set(note.id, { ...note, parentId: group.id as never })
    expect(withdrawIds(records, group.id)).toEqual(inside)
    expect(withdrawIds(records, 'shape:nowhere')).toEqual([])
  })

  it('is no arrow, no frame and no single line of ink from the canvas', () => {
    const records = boardOf('brainstorm')
    const sketch = put(records, { sketch: [line([0, 0], [9, 9])] })
    const ink = { ...sketch, meta: { who: 'me' } }
    expect(thingOf(records, sketch, [])?.kind).toBe('sketch')
    expect(thingOf(records, ink, [])).toBeNull()
  })
})

describe('the regions of a board', () => {
  it('are those it has, in the reader’s language, and a view shows the one it is filled with', () => {
    const records = boardOf('problem-tree')
    const regions = regionsOnBoard(records, 'problem-tree', 'it')
    expect(regions.length).toBeGreaterThan(2)
    for (const region of regions) expect(regionShown(regions, region.bounds)?.id).toBe(region.id)
    expect(regionShown(regions, { x: -1e5, y: -1e5, w: 2e5, h: 2e5 })).toBeNull()
    expect(regionsOnBoard(boardOf('blank'), 'blank', 'en')).toEqual([])
  })
})
