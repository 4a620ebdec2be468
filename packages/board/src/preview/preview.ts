import type { TLBinding, TLPage, TLRecord, TLShape } from '@tldraw/tlschema'
import { type Box, boxAround, cornersOf, pageBounds } from '../geometry.ts'
import { repair } from '../repair.ts'
import { isShape } from '../schema.ts'
import { drawShape, type Scene, transformOf } from './draw.ts'
import { element } from './svg.ts'

const MAX_SHAPES = 1_500
/** Smaller letters, in pixels of the picture, are only grey. */
const SMALLEST_LETTERS = 3
const PAPER = '#f9fafb'

export interface PreviewSize {
  width: number
  height: number
  /** The most shapes that are drawn; a small picture needs few. */
  most?: number
  /** The part of the page that is shown; all that is drawn where nothing is said. */
  box?: Box
  /** Where a picture is, by the address in its record; null, or nothing said: something else stands for it. */
  picture?(src: string): string | null
}

/**
 * A small picture of a board's first page as one self-contained SVG, drawn from records alone: no browser, no
 * script, no request, every word escaped. Sizes in CSS pixels. Text is set by estimate; pictures are only shown where
 * `picture` says where they are.
 */
export function renderPreview(records: Iterable<TLRecord>, size: PreviewSize): string {
  const byId = new Map<string, TLRecord>()
  for (const record of records) byId.set(record.id, record)
  // Repaired, so that no circle of parents can hang the drawing, whoever calls.
  const sound = repair(byId, new Map())
  const bindings: TLBinding[] = []
  const pages: TLPage[] = []
  for (const record of sound.values()) {
    if (record.typeName === 'binding') bindings.push(record)
    if (record.typeName === 'page') pages.push(record)
  }
  const children = childrenOf(sound)
  const page =
    pages.sort((a, b) => (a.index < b.index ? -1 : 1)).find(({ id }) => children.has(id)) ?? pages[0]
  const shapes = inOrder(page?.id ?? '', children).slice(0, size.most ?? MAX_SHAPES)
  const corners = shapes.flatMap((shape) =>
    cornersOf(pageBounds(sound, shape.id) ?? { x: 0, y: 0, w: 0, h: 0 }),
  )
  const bounds = size.box ?? boxAround(corners)
  if (!bounds) return emptyBoard(size)
  const margin = Math.max(40, Math.max(bounds.w, bounds.h) * 0.04)
  const viewBox = [bounds.x - margin, bounds.y - margin, bounds.w + 2 * margin, bounds.h + 2 * margin]
  const scale = Math.min(size.width / (bounds.w + 2 * margin), size.height / (bounds.h + 2 * margin))
  const picture = size.picture ?? (() => null)
  const scene = { records: sound, bindings, smallest: SMALLEST_LETTERS / scale, picture }
  return svg(size, viewBox, shapes.map((shape) => drawn(scene, shape)).join(''))
}

function drawn(scene: Scene, shape: TLShape): string {
  const picture = drawShape(scene, shape)
  if (picture === '') return ''
  const transform = transformOf(scene, shape)
  return element(
    'g',
    { ...(transform ? { transform } : {}), ...(shape.opacity < 1 ? { opacity: shape.opacity } : {}) },
    picture,
  )
}

function childrenOf(records: ReadonlyMap<string, TLRecord>): Map<string, TLShape[]> {
  const children = new Map<string, TLShape[]>()
  for (const record of records.values()) {
    if (!isShape(record)) continue
    const siblings = children.get(record.parentId)
    if (siblings) siblings.push(record)
    else children.set(record.parentId, [record])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => (a.index < b.index ? -1 : 1))
  return children
}

/** All shapes below a parent, each before its children, as they lie on one another. */
function inOrder(parentId: string, children: ReadonlyMap<string, TLShape[]>): TLShape[] {
  return (children.get(parentId) ?? []).flatMap((shape) => [shape, ...inOrder(shape.id, children)])
}

function svg({ width, height }: PreviewSize, viewBox: number[], content: string): string {
  const [x = 0, y = 0, w = 1, h = 1] = viewBox
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: viewBox.map((part) => Math.round(part * 10) / 10).join(' '),
      'font-family': 'Inter, system-ui, sans-serif',
    },
    element('rect', { x: x - w * 5, y: y - h * 5, width: w * 11, height: h * 11, fill: PAPER }) + content,
  )
}

/** Dotted paper with three blank notes: a board that waits for the first idea. */
function emptyBoard(size: PreviewSize): string {
  const dots = Array.from({ length: 15 * 9 }, (_, at) =>
    element('circle', { cx: 20 + (at % 15) * 20, cy: 20 + Math.floor(at / 15) * 20, r: 1, fill: '#dfe3e8' }),
  )
  const notes = [
    { x: 96, y: 70, turn: -6, fill: '#fdf0c4' },
    { x: 138, y: 62, turn: 2, fill: '#dcebfd' },
    { x: 180, y: 72, turn: 7, fill: '#dff3e4' },
  ].map(({ x, y, turn, fill }) =>
    element('rect', {
      x,
      y,
      width: 46,
      height: 46,
      rx: 3,
      fill,
      stroke: '#00000014',
      transform: `rotate(${turn} ${x + 23} ${y + 23})`,
    }),
  )
  return svg(size, [0, 0, 320, 200], dots.join('') + notes.join(''))
}
