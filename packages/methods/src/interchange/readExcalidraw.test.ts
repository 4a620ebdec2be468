import { checkRecord, pageBounds, plainText, type TLRecord } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { boardOf } from '../testing/board.ts'
import { readCanvas } from './readCanvas.ts'
import { readExcalidraw } from './readExcalidraw.ts'
import { readOcif } from './readOcif.ts'
import { ImportProblem } from './types.ts'

const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const at = (type: string, id: string, x: number, y: number, more: object = {}) => {
  return { type, id, x, y, width: 200, height: 100, angle: 0, strokeColor: '#1e1e1e', groupIds: [], ...more }
}
const file = (...elements: object[]) => ({
  type: 'excalidraw',
  version: 2,
  elements,
  files: { f1: { dataURL: dot } },
})

const drawing = file(
  at('frame', 'frame', 0, 0, { name: 'Ideas', width: 600, height: 400 }),
  at('rectangle', 'shade', 50, 60, {
    frameId: 'frame',
    backgroundColor: '#ffec99',
    boundElements: [{ id: 'words' }],
  }),
  at('text', 'words', 60, 70, { containerId: 'shade', originalText: 'Shade\nfor all', text: 'Shade' }),
  at('ellipse', 'water', 900, 60),
  at('diamond', 'choice', 900, 400, { angle: Math.PI / 2 }),
  at('text', 'free', 20, 700, { text: 'Një fjalë' }),
  at('arrow', 'leads', 250, 110, {
    points: [
      [0, 0],
      [300, 40],
      [650, 0],
    ],
    startBinding: { elementId: 'shade' },
    endBinding: { elementId: 'water' },
    endArrowhead: 'arrow',
  }),
  at('freedraw', 'scribble', 30, 30, {
    points: [
      [0, 0],
      [-10, 20],
      [40, 5],
    ],
  }),
  at('line', 'line', 0, 900, {
    points: [
      [0, 0],
      [100, 50],
    ],
  }),
  at('image', 'photo', 1200, 0, { fileId: 'f1' }),
  at('image', 'lost', 1500, 0, { fileId: 'none' }),
  at('rectangle', 'g1', 2000, 0, { groupIds: ['inner', 'outer'] }),
  at('rectangle', 'g2', 2300, 50, { groupIds: ['outer'] }),
  at('embeddable', 'film', 0, 0),
  at('rectangle', 'gone', 0, 0, { isDeleted: true }),
  at('hologram', 'odd', 0, 0),
)

describe('an Excalidraw file', () => {
  const { records, pictures, report } = readExcalidraw(drawing)
  const all = new Map(
    [boardOf('blank').get('page:page') as TLRecord, ...records].map((each) => [each.id as string, each]),
  )
  const boundsOf = (id: string) => pageBounds(all as Map<TLRecord['id'], TLRecord>, `shape:${id}`)

  it('gives records that may stand on a board, and says what did not come', () => {
    for (const record of records) expect(checkRecord(record)).toBeNull()
    expect(report.taken).toEqual({
      frame: 1,
      shape: 5,
      text: 1,
      draw: 1,
      line: 1,
      image: 1,
      group: 1,
      arrow: 1,
    })
    expect(report.left).toEqual([
      { kind: 'arrow', why: 'simplified', count: 1 },
      { kind: 'embeddable', why: 'not-allowed', count: 1 },
      { kind: 'hologram', why: 'unknown-kind', count: 1 },
      { kind: 'image', why: 'missing-picture', count: 1 },
    ])
  })

  it('keeps words, places, what is in what, and turns round the middle', () => {
    expect(plainText(all.get('shape:shade') as TLRecord)).toBe('Shade\nfor all')
    expect(all.get('shape:shade')).toMatchObject({
      parentId: 'shape:frame',
      props: { color: 'yellow', fill: 'solid' },
    })
    expect(boundsOf('shade')).toMatchObject({ x: 50, y: 60, w: 200, h: 100 })
    expect(plainText(all.get('shape:free') as TLRecord)).toBe('Një fjalë')
    const turned = boundsOf('choice')
    expect([turned?.x, turned?.y, turned?.w, turned?.h].map((value) => Math.round(value ?? 0))).toEqual([
      950, 350, 100, 200,
    ])
    expect(boundsOf('scribble')).toMatchObject({ x: 20, y: 30, w: 50, h: 20 })
    expect(all.get('shape:g1')?.['parentId' as never]).toBe('shape:group-outer')
    expect(boundsOf('g2')).toMatchObject({ x: 2300, y: 50 })
  })

  it('ties arrows at both ends and brings pictures as bytes', () => {
    expect(all.get('binding:leads-start')).toMatchObject({ fromId: 'shape:leads', toId: 'shape:shade' })
    expect(all.get('binding:leads-end')).toMatchObject({ fromId: 'shape:leads', toId: 'shape:water' })
    expect(pictures.map(({ assetId, bytes }) => [assetId, bytes.length])).toEqual([['asset:photo', 70]])
  })
})

describe('hostile files', () => {
  it.each([
    ['no numbers', file(at('rectangle', 'a', Number.NaN, 0, { width: 'wide' }))],
    ['far away', file(at('rectangle', 'a', 1e300, 0))],
    ['a frame in itself', file(at('frame', 'a', 0, 0, { frameId: 'a' }))],
    ['null among elements', { type: 'excalidraw', elements: [null, 1, 'x', []] }],
    [
      'a script as a picture',
      { ...file(at('image', 'a', 0, 0, { fileId: 'f' })), files: { f: { dataURL: 'javascript:1' } } },
    ],
    ['prototype names', file(at('__proto__', 'a', 0, 0), at('constructor', 'b', 0, 0))],
  ])('with %s give only what may stand', (_name, value) => {
    for (const record of readExcalidraw(value).records) expect(checkRecord(record)).toBeNull()
  })

  it('OCIF whose parents run in a circle, and JSON Canvas with edges to nowhere, lose just those', () => {
    const node = { position: [0, 0], size: [9, 9] }
    const round = readOcif({
      ocif: 'x',
      nodes: [
        { ...node, id: 'a', parent: 'b' },
        { ...node, id: 'b', parent: 'a' },
        { ...node, id: 'c' },
      ],
    })
    expect(round.records.map(({ id }) => id)).toEqual(['shape:c'])
    expect(round.report.left).toEqual([{ kind: 'shape', why: 'invalid', count: 2 }])
    const loose = readCanvas({
      nodes: [{ id: 'a', type: 'text', text: 'x' }],
      edges: [{ id: 'e', fromNode: 'a', toNode: 'b' }],
    })
    expect(loose.report).toMatchObject({
      taken: { shape: 1 },
      left: [{ kind: 'edge', why: 'loose-arrow', count: 1 }],
    })
  })

  it.each([[null], [[]], ['text'], [{ type: 'excalidraw' }], [{ type: 'other', elements: [] }]])(
    '%j is none',
    (value) => {
      expect(() => readExcalidraw(value)).toThrow(ImportProblem)
    },
  )
})
