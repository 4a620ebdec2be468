import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import type { PrototypeOutline } from '../outline.types.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { readOutline } from './read.ts'

const read = (records: ReadonlyMap<string, TLRecord>): PrototypeOutline => {
  const outline = readOutline(records, { template: 'prototype-sketch', locale: 'en' })
  if (outline.template !== 'prototype-sketch') throw new Error('not a prototype')
  return outline
}
const sketch = (...extra: TLRecord[]) => read(boardOf('prototype-sketch', 'en', ...extra))

function shapeOf(records: ReadonlyMap<string, TLRecord>, id: string): TLShape {
  const record = records.get(`shape:template-${id}`)
  if (record?.typeName !== 'shape') throw new Error(`no ${id}`)
  return record
}

describe('a prototype', () => {
  it.each(['en', 'it', 'sq'])('says nothing before anybody has drawn, in %s', (locale) => {
    const { screens, storyboard, loose, ink, images } = read(boardOf('prototype-sketch', locale))
    expect({ screens, storyboard, loose, ink, images }).toEqual({
      screens: [],
      storyboard: [],
      loose: [],
      ink: 0,
      images: 0,
    })
  })

  it('gives a screen the remarks on it and in its gutter', () => {
    const on = noteAt('on', 'Big button', 200, 200, 'shape:template-screen.2')
    const gutter = noteAt('gutter', 'Why here?', 560, 400)
    const { screens } = sketch(on, gutter)
    expect(screens).toEqual([
      {
        id: 'template-screen.1',
        no: 1,
        device: 'phone',
        title: '1 · Phone',
        annotations: [{ id: 'gutter', text: 'Why here?' }],
        links: [],
      },
      {
        id: 'template-screen.2',
        no: 2,
        device: 'phone',
        title: '2 · Phone',
        annotations: [{ id: 'on', text: 'Big button' }],
        links: [],
      },
    ])
  })

  it('keeps a screen with only ink on it, and a renamed one', () => {
    const records = boardOf('prototype-sketch')
    const tablet = shapeOf(records, 'screen.4')
    records.set(tablet.id, { ...tablet, props: { ...tablet.props, name: 'Map of the quarter' } } as TLRecord)
    const parentId = 'shape:template-screen.1'
    const ink = makeShape({ type: 'draw', id: 'shape:ink', parentId, x: 10, y: 10, index: 'a1' })
    records.set(ink.id, ink)
    const outline = read(records)
    expect(outline.screens.map(({ no, title }) => [no, title])).toEqual([
      [1, '1 · Phone'],
      [4, 'Map of the quarter'],
    ])
    expect(outline.ink).toBe(1)
  })

  it('follows an arrow from a stamp on one screen to another screen', () => {
    const records = boardOf('prototype-sketch')
    const stamp = shapeOf(records, 'stamp.button.0')
    const moved = { ...stamp, parentId: 'shape:template-screen.1', x: 40, y: 40 } as TLShape
    const target = shapeOf(records, 'screen.3')
    for (const record of [moved, ...connect(moved, target, { index: 'a1' })]) records.set(record.id, record)
    const { screens, ink } = read(records)
    expect(screens.map(({ no, annotations, links }) => [no, annotations.length, links])).toEqual([
      [1, 0, [{ from: 'template-screen.1', to: 'template-screen.3' }]],
      [3, 0, []],
    ])
    expect(ink).toBe(0)
  })

  it('takes a stamp for a remark once its words are its own', () => {
    const records = boardOf('prototype-sketch')
    const stamp = shapeOf(records, 'stamp.button.0')
    const props = { ...stamp.props, richText: richText('Report litter') }
    records.set(stamp.id, { ...stamp, parentId: 'shape:template-screen.1', x: 40, y: 40, props } as TLRecord)
    expect(read(records).screens[0]?.annotations).toEqual([
      { id: 'template-stamp.button.0', text: 'Report litter' },
    ])
  })

  it('numbers screens of one’s own after the template’s and tells the device by its size', () => {
    const props = { w: 1000, h: 1800, name: 'At the bus stop' }
    const own = makeShape({ type: 'frame', id: 'shape:own', x: 6000, y: 0, index: 'a1', props })
    const aside = noteAt('aside', 'Too high for a child', 7150, 500)
    expect(sketch(own, aside).screens).toEqual([
      {
        id: 'own',
        no: 6,
        device: 'kiosk',
        title: 'At the bus stop',
        annotations: [{ id: 'aside', text: 'Too high for a child' }],
        links: [],
      },
    ])
  })

  it('reads captions from the sheet under a scene and from notes on it', () => {
    const records = boardOf('prototype-sketch')
    const sheet = shapeOf(records, 'card.caption.2')
    const props = { ...sheet.props, richText: richText('She opens the app') }
    records.set(sheet.id, { ...sheet, props } as TLRecord)
    const on = noteAt('on', 'At the river', 200, 200, 'shape:template-panel.2')
    records.set(on.id, on)
    expect(read(records).storyboard).toEqual([
      {
        id: 'template-panel.2',
        no: 2,
        title: 'Scene 2',
        caption: 'At the river\nShe opens the app',
        cards: [
          { id: 'on', text: 'At the river' },
          { id: 'template-card.caption.2', text: 'She opens the app' },
        ],
      },
    ])
  })

  it('is not caught in a circle of frames, one the parent and the other larger around it', () => {
    const small = { w: 300, h: 300, name: 'Parent' }
    const parent = makeShape({ type: 'frame', id: 'shape:parent', x: 6000, y: 0, index: 'a1', props: small })
    const large = { w: 2000, h: 2000, name: 'Child' }
    const head = { parentId: 'shape:parent', x: -500, y: -500 }
    const child = makeShape({ type: 'frame', id: 'shape:child', ...head, index: 'a1', props: large })
    const { screens } = sketch(parent, child)
    const found = screens.map(({ title, annotations }) => [title, annotations.map(({ text }) => text)])
    expect(found).toEqual([['Parent', ['Child']]])
  })

  it('keeps the words of the rest loose', () => {
    expect(sketch(noteAt('new', 'new', 3000, 1300)).loose).toEqual([{ id: 'new', text: 'new' }])
  })
})
