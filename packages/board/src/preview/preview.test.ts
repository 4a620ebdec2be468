import type { TLAssetId, TLRecord } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { connect, indexes, makeShape, pageBounds, pagePoint, renderPreview, richText } from '../index.ts'
import { wrap } from './svg.ts'

const size = { width: 320, height: 200 }
const note = (id: string, x: number, y: number, text: string, parentId = 'page:page') =>
  makeShape({
    type: 'note',
    id: `shape:${id}`,
    x,
    y,
    index: `a${id.length}`,
    parentId,
    props: { richText: richText(text) },
  })
const asMap = (records: TLRecord[]) => new Map(records.map((record) => [record.id as string, record]))

describe('the picture of a board', () => {
  it('[BD27] is one piece of SVG with the words on it, escaped', () => {
    const picture = renderPreview([note('a', 0, 0, '<script>alert("x")</script> & l’acqua')], size)
    expect(picture.startsWith('<svg')).toBe(true)
    expect(picture).toContain('width="320"')
    expect(picture).not.toContain('<script')
    expect(picture).toContain('&#60;script&#62;')
    expect(picture).toContain('l’acqua')
    expect(picture).not.toMatch(/href|url\(|@import/)
  })

  it('[BD27] keeps signs that XML forbids out, wherever they stand', () => {
    const frame = makeShape({
      type: 'frame',
      id: 'shape:f',
      x: 0,
      y: 0,
      index: 'a1',
      props: { name: 'a\u0000b\u001b"<' },
    })
    const picture = renderPreview([frame], size)
    expect(picture).toContain('ab&#34;&#60;')
  })

  it('[BD27] of an empty board is a picture too', () => {
    expect(renderPreview([], size)).toContain('<rect')
    expect(renderPreview([], size)).not.toContain('NaN')
  })

  it('[BD27] holds every kind of shape without a NaN', () => {
    const types = [
      'note',
      'geo',
      'text',
      'frame',
      'arrow',
      'line',
      'draw',
      'highlight',
      'image',
      'video',
      'bookmark',
    ] as const
    const shapes = types.map((type, at) => makeShape({ type, x: at * 300, y: 0, index: `a${at}` }))
    const picture = renderPreview(shapes, size)
    expect(picture).not.toMatch(/NaN|undefined|Infinity/)
    expect(picture.match(/<g /g)?.length).toBeGreaterThanOrEqual(types.length - 2)
  })

  it('shows a picture that is at hand, cut and turned over as it was; for others something stands', () => {
    const src = '/api/v1/boards/b/assets/aa.png'
    const props = { name: '', src, w: 9, h: 9, mimeType: 'image/png', isAnimated: false }
    const asset = { id: 'asset:a', typeName: 'asset', type: 'image', props, meta: {} } as unknown as TLRecord
    const crop = { topLeft: { x: 0.5, y: 0 }, bottomRight: { x: 1, y: 0.5 } }
    const look = { w: 100, h: 50, assetId: 'asset:a' as TLAssetId, crop, flipX: true }
    const shape = makeShape({ type: 'image', x: 0, y: 0, index: 'a1', props: look })
    const shown = renderPreview([asset, shape], { ...size, picture: (at) => (at === src ? 'aa.png' : null) })
    expect(shown).toContain(
      '<g transform="matrix(-1 0 0 1 100 0)"><svg x="0" y="0" width="100" height="50" viewBox="0 0 100 50">' +
        '<image href="aa.png" x="-100" y="0" width="200" height="100" preserveAspectRatio="none"/></svg></g>',
    )
    expect(renderPreview([asset, shape], size)).not.toContain('<image')
    expect(renderPreview([shape], { ...size, picture: () => 'x' })).not.toContain('<image')
  })

  it('[BD27] leaves out words too small to read', () => {
    const far = note('bb', 60_000, 0, 'far')
    expect(renderPreview([note('a', 0, 0, 'near')], size)).toContain('near')
    expect(renderPreview([note('a', 0, 0, 'near'), far], size)).not.toContain('near')
  })

  it('[BD27] does not hang on a circle of parents', () => {
    const a = makeShape({ type: 'frame', id: 'shape:a', x: 0, y: 0, index: 'a1', parentId: 'shape:b' })
    const b = makeShape({ type: 'frame', id: 'shape:b', x: 0, y: 0, index: 'a1', parentId: 'shape:a' })
    expect(renderPreview([a, b], size)).toContain('<rect')
  })

  it('[BD27] wraps words and cuts those that are too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
    expect(wrap('a\n\nb', 4)).toEqual(['a', '', 'b'])
  })
})

describe('where shapes are', () => {
  const turned = {
    ...makeShape({ type: 'frame', id: 'shape:f', x: 1_000, y: 0, index: 'a1' }),
    rotation: Math.PI / 2,
  }
  const inner = note('kid', 10, 20, 'x', 'shape:f')

  it('[BD28] is told through all parents', () => {
    const records = asMap([turned, inner])
    const point = pagePoint(records, inner.id)
    expect(point?.x).toBeCloseTo(980)
    expect(point?.y).toBeCloseTo(10)
    const box = pageBounds(records, inner.id)
    expect(box?.x).toBeCloseTo(780)
    expect(box?.w).toBeCloseTo(200)
    expect(pageBounds(records, 'shape:never')).toBeNull()
  })

  it('[BD28] of an arrow follows what it is tied to, of a group its members', () => {
    const [a, b] = [note('a', 0, 0, 'a'), note('bb', 600, 0, 'b')]
    const group = makeShape({ type: 'group', id: 'shape:group', x: 50, y: 50, index: 'a9' })
    const member = note('ccc', 0, 0, 'c', group.id)
    const records = asMap([a, b, ...connect(a, b, { id: 'shape:arrow', index: 'a5' }), group, member])
    expect(pageBounds(records, 'shape:arrow')).toEqual({ x: 200, y: 100, w: 400, h: 0 })
    expect(pageBounds(records, group.id)).toEqual({ x: 50, y: 50, w: 200, h: 200 })
  })

  it('of an arrow tied to the group that holds it do not go round in a circle', () => {
    const [first] = indexes(1)
    if (!first) throw new Error('no index')
    const group = makeShape({ type: 'group', id: 'shape:group', x: 0, y: 0, index: first })
    const inside = { x: 10, y: 20, parentId: group.id, index: first }
    const arrow = makeShape({
      type: 'arrow',
      id: 'shape:held',
      ...inside,
      props: { start: { x: 0, y: 0 }, end: { x: 30, y: 40 } },
    })
    const [, binding] = connect(group, group, { index: first })
    const tied = { ...binding, fromId: arrow.id } as TLRecord
    const records = new Map([group, arrow, tied].map((record) => [record.id as string, record as TLRecord]))
    expect(pageBounds(records, group.id)).toEqual({ x: 10, y: 20, w: 30, h: 40 })
    expect(renderPreview(records.values(), { width: 200, height: 100 })).toContain('<svg')
  })
})
