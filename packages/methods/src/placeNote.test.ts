import { checkRecord, pageBounds, plainText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { allCards } from './outline/allCards.ts'
import { readOutline } from './outline/read.ts'
import { noteRegions, placeNote } from './placeNote.ts'
import { allTemplates } from './templates/index.ts'
import { boardOf } from './testing/board.ts'
import { overlap } from './types.ts'

/** Sends `count` notes, one after the other, to a board. */
function send(template: string, count: number, region?: string): Map<string, TLRecord> {
  const records = boardOf(template)
  for (let at = 0; at < count; at += 1) {
    const wanted = { template, text: `note ${at}`, ...(region ? { region } : {}) }
    for (const record of placeNote(records, wanted)) {
      expect(checkRecord(record)).toBeNull()
      records.set(record.id, record)
    }
  }
  return records
}

const sent = (records: Map<string, TLRecord>): TLShape[] =>
  [...records.values()].filter(
    (record): record is TLShape => record.typeName === 'shape' && plainText(record).startsWith('note '),
  )

describe('a note from a phone', () => {
  it.each(allTemplates.map(({ id }) => id))('finds a free place 60 times on a board of %s', (template) => {
    const records = send(template, 60)
    const bounds = sent(records).flatMap((note) => pageBounds(records, note.id) ?? [])
    expect(bounds).toHaveLength(60)
    for (const [at, one] of bounds.entries()) {
      expect(bounds.slice(at + 1).filter((other) => overlap(one, other))).toEqual([])
    }
  })

  it('waits in the inbox of a brainstorm however many come', () => {
    const outline = readOutline(send('brainstorm', 60), { template: 'brainstorm', locale: 'en' })
    expect(allCards(outline).filter(({ path }) => path[0] === 'inbox')).toHaveLength(60)
  })

  it.each(allTemplates.flatMap(({ id }) => noteRegions(id, 'en').map((region) => [id, region.id])))(
    'sent to a region stays in it, even a full one: %s %s',
    (template = '', region = '') => {
      const records = send(template, 40, region)
      const backdrop = [...records.values()].find(
        (each) => each.typeName === 'shape' && each.meta.region === region,
      )
      const { y = 0, h = 0, x = 0, w = 0 } = pageBounds(records, backdrop?.id ?? '') ?? {}
      for (const note of sent(records)) {
        const bounds = pageBounds(records, note.id)
        if (!bounds) throw new Error('no bounds')
        const middle = { x: bounds.x + bounds.w / 2, y: bounds.y + bounds.h / 2 }
        const grows = allTemplates
          .find(({ id }) => id === template)
          ?.regions.find(({ id }) => id === region)?.grows
        expect(middle.x < x + w && middle.y >= y).toBe(true)
        expect(middle.x >= x || grows === 'left').toBe(true)
        expect(middle.y < y + h || grows === 'down').toBe(true)
      }
    },
  )

  it('becomes a direct cause when it is sent there', () => {
    const outline = readOutline(send('problem-tree', 3, 'cause.1'), {
      template: 'problem-tree',
      locale: 'en',
    })
    expect(outline.template === 'problem-tree' && outline.causes.map(({ text }) => text)).toEqual([
      'note 0',
      'note 1',
      'note 2',
    ])
  })

  it('lies above everything else and leaves the rest alone', () => {
    const records = boardOf('brainstorm')
    const before = structuredClone([...records.values()])
    const [note] = placeNote(records, { template: 'brainstorm', text: 'on top', color: 'orange' })
    if (note?.typeName !== 'shape' || note.type !== 'note') throw new Error('no note')
    const others = [...records.values()].flatMap((record) =>
      record.typeName === 'shape' ? record.index : [],
    )
    expect(others.every((index) => index < note.index)).toBe(true)
    expect(note.props).toMatchObject({ color: 'orange' })
    expect([...records.values()]).toEqual(before)
  })

  it('goes where the facilitator has moved the region', () => {
    const records = boardOf('brainstorm')
    const backdrop = [...records.values()].find(
      (each) => each.typeName === 'shape' && each.meta.region === 'parking',
    )
    if (backdrop?.typeName !== 'shape') throw new Error('no parking lot')
    records.set(backdrop.id, { ...backdrop, x: 9000, y: 9000 })
    const [note] = placeNote(records, { template: 'brainstorm', text: 'far', region: 'parking' })
    expect(note?.typeName === 'shape' && note.x >= 9000 && note.y >= 9000).toBe(true)
  })

  it('to a region that does not exist is refused with the names of those that do', () => {
    expect(() =>
      placeNote(boardOf('brainstorm'), { template: 'brainstorm', text: 'x', region: 'attic' }),
    ).toThrow(
      new RangeError('the template “brainstorm” has no region “attic”; it has: inbox, clusters, parking'),
    )
    expect(() => placeNote(boardOf('blank'), { template: 'swot', text: 'x' })).toThrow(RangeError)
  })
})
