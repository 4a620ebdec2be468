import type { TLArrowShape, TLBinding, TLRecord, TLShape } from '@tldraw/tlschema'
import { DefaultColorThemePalette } from '@tldraw/tlschema'
import {
  arrowEnds,
  type Box,
  labelSizes,
  localBox,
  type Point,
  pageMatrix,
  pointsOf,
  textSizes,
} from '../geometry.ts'
import { plainText } from '../richText.ts'
import { propsOf } from '../schema.ts'
import { embeddedPage, picture } from './picture.ts'
import { attributes, element, round, type TextBox, textElement } from './svg.ts'

const theme = DefaultColorThemePalette.lightMode
const strokes: Record<string, number> = { s: 2, m: 3.5, l: 5, xl: 10 }
const MAX_POINTS = 400

/** Everything a drawing of one shape needs. */
export interface Scene {
  records: ReadonlyMap<string, TLRecord>
  bindings: readonly TLBinding[]
  /** The smallest font size, in the board's own pixels, that can be read at the size of the picture. */
  smallest: number
  picture(src: string): string | null
}

type ColorName = Exclude<keyof typeof theme, 'id' | 'text' | 'background' | 'solid'>
const colorOf = (name: unknown) =>
  theme[(typeof name === 'string' && name in theme ? name : 'black') as ColorName]

/** The CSS colour of a note of this colour, in the light. */
export const noteFill = (name: string): string => colorOf(name).note.fill

const alignOf = (value: unknown): TextBox['align'] => {
  const word = String(value)
  return word.startsWith('start') ? 'start' : word.startsWith('end') ? 'end' : 'middle'
}

const inset = ({ x, y, w, h }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  w: Math.max(1, w - 2 * by),
  h: Math.max(1, h - 2 * by),
})

function label(scene: Scene, shape: TLShape, box: Box, color: string): string {
  const props = propsOf(shape)
  const size = (labelSizes[String(props.size)] ?? 22) * (typeof props.scale === 'number' ? props.scale : 1)
  return textElement(plainText(shape), {
    ...inset(box, Math.min(14, box.w / 10)),
    size,
    smallest: scene.smallest,
    color,
    align: alignOf(props.align),
    vertical: alignOf(props.verticalAlign),
  })
}

function note(scene: Scene, shape: TLShape, box: Box): string {
  const color = colorOf(propsOf(shape).color)
  const paper = element('rect', { ...attributes(box), rx: 2, fill: color.note.fill, stroke: '#00000022' })
  return paper + label(scene, shape, box, color.note.text)
}

/** Corners of the polygons among tldraw's geo shapes, as fractions of the box. */
const polygons: Record<string, [number, number][]> = {
  triangle: [
    [0.5, 0],
    [1, 1],
    [0, 1],
  ],
  diamond: [
    [0.5, 0],
    [1, 0.5],
    [0.5, 1],
    [0, 0.5],
  ],
  pentagon: [
    [0.5, 0],
    [1, 0.38],
    [0.81, 1],
    [0.19, 1],
    [0, 0.38],
  ],
  hexagon: [
    [0.25, 0],
    [0.75, 0],
    [1, 0.5],
    [0.75, 1],
    [0.25, 1],
    [0, 0.5],
  ],
  octagon: [
    [0.29, 0],
    [0.71, 0],
    [1, 0.29],
    [1, 0.71],
    [0.71, 1],
    [0.29, 1],
    [0, 0.71],
    [0, 0.29],
  ],
  rhombus: [
    [0.25, 0],
    [1, 0],
    [0.75, 1],
    [0, 1],
  ],
  'rhombus-2': [
    [0, 0],
    [0.75, 0],
    [1, 1],
    [0.25, 1],
  ],
  trapezoid: [
    [0.2, 0],
    [0.8, 0],
    [1, 1],
    [0, 1],
  ],
  star: [
    [0.5, 0],
    [0.62, 0.35],
    [1, 0.38],
    [0.71, 0.61],
    [0.81, 1],
    [0.5, 0.78],
    [0.19, 1],
    [0.29, 0.61],
    [0, 0.38],
    [0.38, 0.35],
  ],
  'arrow-right': [
    [0, 0.25],
    [0.6, 0.25],
    [0.6, 0],
    [1, 0.5],
    [0.6, 1],
    [0.6, 0.75],
    [0, 0.75],
  ],
  'arrow-left': [
    [1, 0.25],
    [0.4, 0.25],
    [0.4, 0],
    [0, 0.5],
    [0.4, 1],
    [0.4, 0.75],
    [1, 0.75],
  ],
  'arrow-up': [
    [0.25, 1],
    [0.25, 0.4],
    [0, 0.4],
    [0.5, 0],
    [1, 0.4],
    [0.75, 0.4],
    [0.75, 1],
  ],
  'arrow-down': [
    [0.25, 0],
    [0.25, 0.6],
    [0, 0.6],
    [0.5, 1],
    [1, 0.6],
    [0.75, 0.6],
    [0.75, 0],
  ],
}

function geo(scene: Scene, shape: TLShape, box: Box): string {
  const props = propsOf(shape)
  const color = colorOf(props.color)
  const fills: Record<string, string> = {
    none: 'none',
    semi: theme.solid,
    solid: color.semi,
    pattern: color.semi,
    fill: color.fill,
  }
  const style = { ...lineStyle(shape), fill: fills[String(props.fill)] ?? 'none' }
  const name = String(props.geo)
  const corners = polygons[name]
  const round4 = {
    rx: name === 'oval' || name === 'cloud' || name === 'heart' ? Math.min(box.w, box.h) / 2 : 4,
  }
  const outline = corners
    ? element('polygon', {
        points: corners.map(([x, y]) => `${round(box.x + x * box.w)},${round(box.y + y * box.h)}`).join(' '),
        ...style,
      })
    : name === 'ellipse'
      ? element('ellipse', {
          cx: box.x + box.w / 2,
          cy: box.y + box.h / 2,
          rx: box.w / 2,
          ry: box.h / 2,
          ...style,
        })
      : element('rect', { ...attributes(box), ...round4, ...style })
  return outline + label(scene, shape, box, colorOf(props.labelColor).solid)
}

function lineStyle(shape: TLShape): Record<string, string | number> {
  const props = propsOf(shape)
  const width = (strokes[String(props.size)] ?? 3.5) * (typeof props.scale === 'number' ? props.scale : 1)
  const dashes: Record<string, string> = { dashed: `${width * 2} ${width * 2}`, dotted: `0.1 ${width * 2}` }
  const dash = dashes[String(props.dash)]
  return {
    stroke: colorOf(props.color).solid,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...(dash ? { 'stroke-dasharray': dash } : {}),
  }
}

function pathOf(points: readonly Point[]): string {
  const step = Math.max(1, Math.ceil(points.length / MAX_POINTS))
  const kept = points.filter((_, at) => at % step === 0 || at === points.length - 1)
  return kept.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

function stroke(shape: TLShape): string {
  const points = pointsOf(shape)
  const [first] = points
  const props = propsOf(shape)
  const style = { ...lineStyle(shape), fill: 'none' as string }
  if (shape.type === 'highlight') {
    Object.assign(style, {
      stroke: colorOf(props.color).highlight.srgb,
      'stroke-width': 18,
      'stroke-opacity': '0.5',
    })
  }
  if (props.isClosed === true && props.fill !== 'none') style.fill = colorOf(props.color).semi
  const dot = points.length === 1 && first ? `M${round(first.x)} ${round(first.y)}h0.01` : null
  return element('path', { d: dot ?? pathOf(points) + (props.isClosed === true ? 'Z' : ''), ...style })
}

/** Drawn in page coordinates, since its ends may be tied to shapes of other parents. */
export function arrow(scene: Scene, shape: TLArrowShape): string {
  const [start, end] = arrowEnds(scene.records, shape, scene.bindings)
  const [dx, dy] = [end.x - start.x, end.y - start.y]
  const length = Math.hypot(dx, dy) || 1
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
  const bent = {
    x: middle.x + (dy / length) * shape.props.bend,
    y: middle.y - (dx / length) * shape.props.bend,
  }
  // A quadratic curve passes half-way to its control point.
  const control = { x: 2 * bent.x - middle.x, y: 2 * bent.y - middle.y }
  const elbow = shape.props.kind === 'elbow'
  const corners =
    Math.abs(dx) >= Math.abs(dy)
      ? [
          { x: middle.x, y: start.y },
          { x: middle.x, y: end.y },
        ]
      : [
          { x: start.x, y: middle.y },
          { x: end.x, y: middle.y },
        ]
  const [first = control, last = control] = elbow ? corners : []
  const d = elbow
    ? pathOf([start, first, last, end])
    : `M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`
  const style = { ...lineStyle(shape), fill: 'none' }
  const size = (strokes[shape.props.size] ?? 3.5) * 4 * shape.props.scale
  const heads =
    (shape.props.arrowheadEnd === 'none' ? '' : head(end, last, size, style)) +
    (shape.props.arrowheadStart === 'none' ? '' : head(start, first, size, style))
  const words = textElement(shape.props.text, {
    x: bent.x - 100,
    y: bent.y - 15,
    w: 200,
    h: 30,
    size: 18,
    smallest: scene.smallest,
    color: colorOf(shape.props.labelColor).solid,
    align: 'middle',
    vertical: 'middle',
  })
  return element('path', { d, ...style }) + heads + words
}

function head(tip: Point, from: Point, size: number, style: Record<string, string | number>): string {
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x)
  const side = (turn: number): Point => ({
    x: tip.x - size * Math.cos(angle + turn),
    y: tip.y - size * Math.sin(angle + turn),
  })
  return element('path', { d: pathOf([side(0.5), tip, side(-0.5)]), ...style })
}

function frame(scene: Scene, shape: TLShape, box: Box): string {
  const name = textElement(plainText(shape), {
    x: box.x + 2,
    y: box.y - 34,
    w: box.w,
    h: 30,
    size: 20,
    smallest: scene.smallest,
    color: '#4b5563',
    align: 'start',
    vertical: 'end',
  })
  return (
    element('rect', { ...attributes(box), rx: 2, fill: '#ffffff', stroke: '#9ca3af', 'stroke-width': 1.5 }) +
    name
  )
}

function words(scene: Scene, shape: TLShape, box: Box): string {
  const props = propsOf(shape)
  const size = (textSizes[String(props.size)] ?? 24) * (typeof props.scale === 'number' ? props.scale : 1)
  const align = alignOf(props.textAlign)
  const wide = { ...box, w: box.w * 1.05, h: box.h * 1.05 }
  return textElement(plainText(shape), {
    ...wide,
    size,
    smallest: scene.smallest,
    color: colorOf(props.color).solid,
    align,
    vertical: 'start',
  })
}

/** One shape without its children, in its own coordinates; an arrow in its page's. */
export function drawShape(scene: Scene, shape: TLShape): string {
  if (shape.type === 'arrow') return arrow(scene, shape as TLArrowShape)
  if (shape.type === 'group') return ''
  if (shape.type === 'draw' || shape.type === 'highlight' || shape.type === 'line') return stroke(shape)
  const box = localBox(shape)
  if (!box) return ''
  if (shape.type === 'note') return note(scene, shape, box)
  if (shape.type === 'geo') return geo(scene, shape, box)
  if (shape.type === 'frame') return frame(scene, shape, box)
  if (shape.type === 'embed') return embeddedPage(scene.smallest, shape, box)
  return shape.type === 'text' ? words(scene, shape, box) : picture(scene, shape, box)
}

/** The transform that puts `drawShape`'s picture on the page. */
export const transformOf = (scene: Scene, shape: TLShape): string =>
  shape.type === 'arrow'
    ? ''
    : `matrix(${pageMatrix(scene.records, shape)
        .map((part) => Math.round(part * 1e4) / 1e4)
        .join(' ')})`
