import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  checkRecord,
  connect,
  indexes,
  makeShape,
  putRecords,
  readBoard,
  removeRecords,
  richText,
  seedBoard,
  type TLRichText,
  withSafeLinks,
} from './index.ts'

const note = makeShape({ type: 'note', id: 'shape:n', x: 0, y: 0, index: 'a1' })
const withText = (content: unknown) => ({
  ...note,
  props: { ...note.props, richText: { type: 'doc', content } },
})
const text = (more: object = {}) => ({ type: 'text', text: 'a', ...more })
const line = (...content: unknown[]) => ({ type: 'paragraph', content })
const image = (src: unknown) => ({
  id: 'asset:a',
  typeName: 'asset',
  type: 'image',
  meta: {},
  props: { w: 1, h: 1, name: 'a.png', isAnimated: false, mimeType: 'image/png', src },
})

describe('the judge of records', () => {
  it('[BD23] lets pass what tldraw makes', () => {
    const types = [
      'note',
      'geo',
      'text',
      'frame',
      'group',
      'arrow',
      'line',
      'draw',
      'highlight',
      'image',
      'video',
      'bookmark',
    ] as const
    for (const type of types)
      expect(checkRecord(makeShape({ type, x: 1, y: 2, index: 'a1' })), type).toBeNull()
    for (const src of ['/files/a.png', 'asset:42', null, ''])
      expect(checkRecord(image(src)), String(src)).toBeNull()
    const link = { type: 'link', attrs: { href: 'https://lab.example', target: '_blank', rel: null } }
    const list = { type: 'bulletList', content: [{ type: 'listItem', content: [line(text())] }] }
    const rich = [
      line(text({ marks: [link, { type: 'bold' }] }), { type: 'hardBreak' }),
      list,
      { type: 'heading', attrs: { level: 2 } },
    ]
    expect(checkRecord(withText(rich))).toBeNull()
  })

  it.each([
    '//elsewhere.example/a.png',
    '/\\elsewhere.example/a.png',
    '/\t/elsewhere.example/a.png',
    '/\n\\elsewhere.example/a.png',
    'https://elsewhere.example/a.png',
    'data:image/png;base64,AAAA',
    'blob:https://board.invalid/1',
    'asset:../../elsewhere',
    '/a'.repeat(1_500),
  ])('[BD23] a picture from %j is none of ours', (src) => {
    expect(checkRecord(image(src))).not.toBeNull()
  })

  it('[BD23] a cloud is drawn bump by bump, so it has bounds; nothing else that large is refused', () => {
    const geo = (props: object) => makeShape({ type: 'geo', x: 0, y: 0, index: 'a1', props })
    expect(() => geo({ geo: 'cloud', w: 1e6, h: 1e6 })).toThrow(/cloud/)
    expect(() => geo({ geo: 'cloud', w: 1_000, h: 1_000, scale: 0.001 })).toThrow(/cloud/)
    expect(() => geo({ geo: 'cloud', w: 100, h: 100, growY: 9e6 })).toThrow(/cloud/)
    expect(checkRecord(geo({ geo: 'cloud', w: 77_000, h: 43_000 }))).toBeNull()
    expect(checkRecord(geo({ geo: 'rectangle', w: 1e6, h: 1e6 }))).toBeNull()
  })

  it.each([
    'tel:+355691234567',
    'ftp://elsewhere.example',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,a',
    'file:///etc/passwd',
    'vbscript:a',
  ])('[BD23] a link to %j does not stand on a board, and a page leaves it out', (href) => {
    const marked = withText([line(text({ marks: [{ type: 'bold' }, { type: 'link', attrs: { href } }] }))])
    expect(checkRecord(marked)).toBe('this kind of link is not allowed')
    const clean = withSafeLinks(marked.props.richText as TLRichText)
    expect(clean.content).toEqual([line(text({ marks: [{ type: 'bold' }] }))])
    expect(withSafeLinks(clean)).toBe(clean)
    for (const shape of [note, makeShape({ type: 'image', x: 0, y: 0, index: 'a1' })])
      expect(checkRecord({ ...shape, props: { ...shape.props, url: href } })).not.toBeNull()
  })

  it('[BD23] refuses what kills tldraw’s editor although its validators let it pass', () => {
    const killers: Record<string, unknown> = {
      'content that is no node': withText([42, null]),
      'an unknown node': withText([{ type: 'table' }]),
      'text outside a paragraph': withText([text()]),
      'empty text': withText([line({ type: 'text', text: '' })]),
      'an empty list': withText([{ type: 'bulletList' }]),
      'no block at all': withText([]),
      'an unknown mark': withText([line(text({ marks: [{ type: 'underline' }] }))]),
      'an unknown heading': withText([{ type: 'heading', attrs: { level: 9 } }]),
      'lists without end': withText([nested(60)]),
      'a stroke without points': {
        ...makeShape({ type: 'draw', x: 0, y: 0, index: 'a1' }),
        props: { ...makeShape({ type: 'draw', x: 0, y: 0, index: 'a1' }).props, segments: [] },
      },
      'a line of one point': {
        ...makeShape({ type: 'line', x: 0, y: 0, index: 'a1' }),
        props: { ...makeShape({ type: 'line', x: 0, y: 0, index: 'a1' }).props, points: {} },
      },
    }
    for (const [name, record] of Object.entries(killers))
      expect(checkRecord(record), name).toEqual(expect.any(String))
  })
  const nested = (depth: number): unknown =>
    depth === 0
      ? line()
      : { type: 'bulletList', content: [{ type: 'listItem', content: [line(), nested(depth - 1)] }] }

  it('[BD23] refuses numbers and texts without bounds, unsafe links and pictures from outside', () => {
    const harmful: Record<string, unknown> = {
      'a far place': { ...note, x: 1e12 },
      'no number': { ...note, y: Number.NaN },
      'an endless text': withText([line(text({ text: 'a'.repeat(30_000) }))]),
      'an endless name': {
        ...makeShape({ type: 'frame', x: 0, y: 0, index: 'a1' }),
        props: { w: 1, h: 1, color: 'black', name: 'a'.repeat(30_000) },
      },
      'too much meta': { ...note, meta: { a: 'b'.repeat(20_000) } },
      'a script as link': { ...note, props: { ...note.props, url: 'javascript:alert(1)' } },
      'a script in text': withText([
        line(text({ marks: [{ type: 'link', attrs: { href: 'java\nscript:alert(1)' } }] })),
      ]),
      'an index that is none': { ...note, index: '' },
      'a session record': { id: 'instance:instance', typeName: 'instance' },
      'an inherited type': { id: 'constructor:a', typeName: 'constructor' },
      nothing: null,
    }
    for (const [name, record] of Object.entries(harmful))
      expect(checkRecord(record), name).toEqual(expect.any(String))
    for (const src of [
      'https://elsewhere.example/a.png',
      '//elsewhere.example/a.png',
      '/\\elsewhere.example',
      'data:image/png;base64,AA',
    ])
      expect(checkRecord(image(src)), src).toEqual(expect.any(String))
  })

  it('[BD16] never throws, whatever a document holds', () => {
    const doc = new Y.Doc()
    const all = doc.getMap<unknown>('records')
    const deep = new Y.XmlFragment()
    all.set('a', 5)
    all.set('b', new Y.Array())
    all.set('c', new Y.Map())
    all.set(
      'shape:d',
      new Y.Map<unknown>([
        ['$', { ...note, id: 'shape:d' }],
        [':richText', deep],
        ['at', 'x'],
        [':__proto__', { w: 1 }],
      ]),
    )
    all.set(
      'shape:e',
      new Y.Map<unknown>([
        ['$', { ...note, id: 'shape:e' }],
        [':segments', new Y.Text('???')],
      ]),
    )
    let inner: Y.XmlFragment | Y.XmlElement = deep
    for (let depth = 0; depth < 200; depth++) {
      const next = new Y.XmlElement('bulletList')
      inner.insert(0, [next])
      inner = next
    }
    doc.getMap('grave').set('shape:f', ['x', 'y'])
    const { records, unreadable } = readBoard(doc)
    expect(unreadable.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'shape:d', 'shape:e'])
    expect([...records.keys()].sort()).toEqual(['document:document', 'page:page'])
    expect(({} as { w?: number }).w).toBeUndefined()
  })
})

describe('the server’s own writes', () => {
  const board = () => {
    const doc = new Y.Doc()
    seedBoard(doc, { records: [note], template: 'blank', locale: 'en' })
    return doc
  }

  it('[BD24] change only the fields that differ, in one transaction', () => {
    const doc = board()
    const sizes: number[] = []
    doc.on('update', (update: Uint8Array) => sizes.push(update.length))
    putRecords(doc, [{ ...note, x: 3 }])
    putRecords(doc, [{ ...note, x: 3 }])
    expect(sizes).toHaveLength(1)
    expect(sizes[0]).toBeLessThan(50)
  })

  it('[BD24] write nothing when a record is refused', () => {
    const doc = board()
    const bad = { ...note, x: Number.NaN }
    expect(() =>
      putRecords(doc, [makeShape({ type: 'geo', id: 'shape:g', x: 0, y: 0, index: 'a2' }), bad]),
    ).toThrow('shape:n')
    expect(readBoard(doc).records.has('shape:g')).toBe(false)
  })

  it('[BD24] remove a record with the bindings tied to it', () => {
    const doc = board()
    const [first = 'a2', second = 'a3'] = indexes(3).slice(1)
    const other = makeShape({
      type: 'geo',
      id: 'shape:g',
      x: 0,
      y: 0,
      index: first,
      props: { richText: richText('x') },
    })
    putRecords(doc, [other, ...connect(note, other, { id: 'shape:arrow', index: second })])
    removeRecords(doc, ['shape:g', 'shape:never'])
    expect([...doc.getMap('records').keys()].sort()).toEqual([
      'binding:arrow-start',
      'document:document',
      'page:page',
      'shape:arrow',
      'shape:n',
    ])
  })

  it('[BD25] a shape that would be invalid is not made', () => {
    expect(() => makeShape({ type: 'geo', x: 0, y: 0, index: 'a1', props: { w: -1 } })).toThrow(
      'no valid shape',
    )
    expect(() => makeShape({ type: 'geo', x: 0, y: 0, index: 'wrong!' })).toThrow('no valid shape')
    expect(indexes(0)).toEqual([])
    const many = indexes(50)
    expect([...many].sort()).toEqual(many)
    expect(new Set(many).size).toBe(50)
  })
})
