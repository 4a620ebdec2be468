import { allowEmbeds, checkRecord, makeShape, pageBounds, plainText } from '@sheshi/board'
import type { TLAssetId, TLRecord } from '@tldraw/tlschema'
import Ajv from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { allTemplates } from '../templates/index.ts'
import { boardOf } from '../testing/board.ts'
import { crowdedBoard } from '../testing/crowd.ts'
import { drawTree, riverPollution, workedExamples } from '../testing/index.ts'
import { toCanvas } from './canvas.ts'
import { fromMarkdownText, toMarkdownText } from './markdownText.ts'
import { toOcif } from './ocif.ts'
import { readCanvas } from './readCanvas.ts'
import { readOcif } from './readOcif.ts'
import { canvasRules, ocifRules } from './testing/schemas.ts'

const ajv = new Ajv({ strict: false })
const isOcif = ajv.compile(ocifRules)
const isCanvas = ajv.compile(canvasRules)
const page = boardOf('blank').get('page:page') as TLRecord
const boards: [string, Map<string, TLRecord>][] = [
  ...allTemplates.map(({ id }): [string, Map<string, TLRecord>] => [id, crowdedBoard(id, 400, 7)]),
  ['river tree', drawTree(boardOf('problem-tree'), riverPollution)],
  ...workedExamples.map(({ template, records }): [string, Map<string, TLRecord>] => [
    `${template}, the worked example`,
    records(),
  ]),
]

/** A board's cards by id, with their words and the middle of where they lie. */
function cardsOn(
  records: ReadonlyMap<string, TLRecord>,
): Map<string, { text: string; x: number; y: number }> {
  const cards = new Map<string, { text: string; x: number; y: number }>()
  for (const record of records.values()) {
    const box = record.typeName === 'shape' && record.type !== 'arrow' ? pageBounds(records, record.id) : null
    const text = plainText(record)
    if (box && text !== '') cards.set(record.id, { text, x: box.x, y: box.y })
  }
  return cards
}

const linksOn = (records: Iterable<TLRecord>): string[] => {
  const ends = new Map<string, string[]>()
  for (const record of records) {
    if (record.typeName !== 'binding') continue
    const { terminal } = record.props as { terminal: string }
    ends.set(record.fromId, [...(ends.get(record.fromId) ?? []), `${terminal} ${record.toId}`])
  }
  // Links between two cards; a loose end is no link.
  return [...ends]
    .flatMap(([arrow, tied]) => (tied.length === 2 ? [`${arrow}: ${tied.sort().join(', ')}`] : []))
    .sort()
}

const withPage = (records: TLRecord[]): Map<string, TLRecord> =>
  new Map([page, ...records].map((record) => [record.id, record]))

/** The nodes that a node's edge and group name. */
const namedIn = ({ data = [] }: ReturnType<typeof toOcif>['nodes'][number]): unknown[] =>
  data.flatMap(({ type, start, end, members }) => {
    if (type === '@ocif/edge') return [start, end]
    return type === '@ocif/group' ? (members as string[]) : []
  })

describe.each(boards)('a board of %s', (_name, board) => {
  it('is valid OCIF 0.7, with every parent, member, end and resource in it', () => {
    const file = JSON.parse(JSON.stringify(toOcif(board))) as ReturnType<typeof toOcif>
    expect(isOcif(file), JSON.stringify(isOcif.errors?.slice(0, 3))).toBe(true)
    const ids = new Set(file.nodes.map(({ id }) => id))
    const resources = new Set(file.resources.map(({ id }) => id))
    // Nodes and resources share their ids.
    expect(new Set([...ids, ...resources]).size).toBe(file.nodes.length + file.resources.length)
    for (const node of file.nodes) {
      if (node.parent !== undefined) expect(ids).toContain(node.parent)
      if (node.resource !== undefined) expect(resources).toContain(node.resource)
      for (const named of namedIn(node)) expect(ids).toContain(named)
    }
  })

  it('is valid JSON Canvas 1.0, with both ends of every edge in it', () => {
    const file = JSON.parse(JSON.stringify(toCanvas(board))) as ReturnType<typeof toCanvas>
    expect(isCanvas(file), JSON.stringify(isCanvas.errors?.slice(0, 3))).toBe(true)
    const ids = new Set(file.nodes.map(({ id }) => id))
    for (const { fromNode, toNode } of file.edges)
      expect([ids.has(fromNode), ids.has(toNode)]).toEqual([true, true])
  })

  it('comes back from OCIF with every card, link and place', () => {
    const { records, report } = readOcif(JSON.parse(JSON.stringify(toOcif(board))))
    expect(report.left).toEqual([])
    for (const record of records) expect(checkRecord(record)).toBeNull()
    const before = cardsOn(board)
    const after = cardsOn(withPage(records))
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
    for (const [id, { text, x, y }] of before) {
      expect(after.get(id)?.text).toBe(text)
      expect(after.get(id)?.x).toBeCloseTo(x, 3)
      expect(after.get(id)?.y).toBeCloseTo(y, 3)
    }
    expect(linksOn(records)).toEqual(linksOn(board.values()))
  })

  it('comes back from JSON Canvas with every card and link, to the pixel', () => {
    const { records } = readCanvas(JSON.parse(JSON.stringify(toCanvas(board))))
    for (const record of records) expect(checkRecord(record)).toBeNull()
    const before = cardsOn(board)
    const after = cardsOn(withPage(records))
    for (const [id, { text, x, y }] of before) {
      expect(after.get(id)?.text).toBe(text)
      expect(Math.abs((after.get(id)?.x ?? Number.NaN) - x)).toBeLessThanOrEqual(1)
      expect(Math.abs((after.get(id)?.y ?? Number.NaN) - y)).toBeLessThanOrEqual(1)
    }
    expect(linksOn(records)).toEqual(linksOn(board.values()))
  })
})

describe('pictures', () => {
  const src = '/api/v1/boards/b/assets/aa.png'
  const props = { name: '', src, w: 9, h: 9, mimeType: 'image/png', isAnimated: false }
  const asset = { id: 'asset:a', typeName: 'asset', type: 'image', props, meta: {} } as unknown as TLRecord
  const image = { type: 'image', id: 'shape:a', x: 0, y: 0, index: 'a9' } as const
  const shape = makeShape({
    ...image,
    props: { w: 9, h: 9, assetId: 'asset:a' as TLAssetId, altText: 'A tree' },
  })
  const board = withPage([asset, shape])
  const inBundle = (address: string) => address.replace(/^.*\//, 'pictures/')

  it('are named where the reader finds them, and of which kind they are', () => {
    const file = toOcif(board, inBundle)
    expect(isOcif(file), JSON.stringify(isOcif.errors)).toBe(true)
    expect(file.resources[0]?.representations[0]).toEqual({
      location: 'pictures/aa.png',
      mimeType: 'image/png',
    })
    expect(toCanvas(board, inBundle).nodes).toMatchObject([{ type: 'file', file: 'pictures/aa.png' }])
    expect(toCanvas(board).nodes).toMatchObject([{ file: src }])
  })

  it('without a kind, and ids that others may not have, break the rules', () => {
    const file = toOcif(board)
    const [node] = file.nodes
    expect(isOcif({ ...file, resources: [{ id: 'a', representations: [{ location: 'x.png' }] }] })).toBe(
      false,
    )
    for (const id of ['#a', 'a\u0000', '']) expect(isOcif({ ...file, nodes: [{ ...node, id }] })).toBe(false)
  })
})

it('says at which end an arrow of a JSON Canvas has a head only where that is not taken for granted', () => {
  const notes = ['a', 'b'].map((id, at) =>
    makeShape({ type: 'note', id: `shape:${id}`, x: at * 300, y: 0, index: `a${at + 1}` }),
  )
  const edges = (arrowheadStart: 'none' | 'arrow', arrowheadEnd: 'none' | 'arrow') => {
    const arrow = makeShape({
      type: 'arrow',
      id: 'shape:c',
      x: 0,
      y: 0,
      index: 'a5',
      props: { arrowheadStart, arrowheadEnd },
    })
    const tied = (['start', 'end'] as const).map((terminal, at) => ({
      id: `binding:${terminal}`,
      typeName: 'binding',
      type: 'arrow',
      fromId: 'shape:c',
      toId: notes[at]?.id,
      props: {
        terminal,
        normalizedAnchor: { x: 0.5, y: 0.5 },
        isExact: false,
        isPrecise: false,
        snap: 'none',
      },
      meta: {},
    }))
    return toCanvas(withPage([...notes, arrow, ...(tied as unknown as TLRecord[])])).edges
  }
  expect(edges('none', 'arrow')[0]).not.toHaveProperty('fromEnd')
  expect(edges('arrow', 'none')).toMatchObject([{ fromEnd: 'arrow', toEnd: 'none' }])
})

it('an embedded page travels as a box with its address', () => {
  allowEmbeds(['player.vimeo.com'])
  const props = { url: 'https://player.vimeo.com/video/1', w: 640, h: 360 }
  const film = makeShape({ type: 'embed', id: 'shape:film', x: 0, y: 0, index: 'a1', props })
  allowEmbeds([])
  const there = withPage([film])
  const back = readOcif(JSON.parse(JSON.stringify(toOcif(there)))).records.find(({ id }) => id === film.id)
  expect(back).toMatchObject({ type: 'geo', props: { geo: 'rectangle', w: 640, h: 360 } })
  expect(back && plainText(back)).toBe(props.url)
  const [node] = toCanvas(there).nodes
  expect(node?.type === 'text' && fromMarkdownText(node.text)).toBe(props.url)
})

describe('words as Markdown', () => {
  it.each([
    '# no heading',
    '1. no list',
    '*stars* and _lines_ and `ticks`',
    '[[link]] [a](b) ![c](d)',
    'two\nlines\n\n- and a minus',
    'C:\\temp\\*',
    'ë ç è à 😀 == a = b',
    '~~gone~~ **fat** <b>x</b> a|b $x$ ^y^ #tag',
  ])('come back: %s', (words) => {
    expect(fromMarkdownText(toMarkdownText(words))).toBe(words)
  })

  it('of other programs lose their marks', () => {
    expect(fromMarkdownText('# Idea\n**Shade** for the [market](https://x.org), see [[Plan]]')).toBe(
      'Idea\nShade for the market, see Plan',
    )
  })
})
