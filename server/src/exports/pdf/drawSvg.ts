import type { Photos } from './photos.ts'
import type { Doc, Typesetter } from './Typesetter.ts'

interface Box {
  x: number
  y: number
  w: number
  h: number
}

type Attributes = Record<string, string>

const tokens = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
const attribute = /([\w:-]+)="([^"]*)"/g

/**
 * Draws one of our own small pictures (`renderPreview`) into a box of a PDF, as lines and letters. It knows just what
 * that writes: rectangles, circles, ellipses, polygons, paths, words, photos, windows that cut them, and groups with a
 * transform.
 */
export function drawSvg(doc: Doc, type: Typesetter, svg: string, box: Box, photos?: Photos): void {
  const [, left = 0, top = 0, w = 1, h = 1] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(svg)?.map(Number) ?? []
  const scale = Math.min(box.w / w, box.h / h)
  doc.save()
  doc.rect(box.x, box.y, box.w, box.h).clip()
  doc.translate(box.x + (box.w - w * scale) / 2, box.y + (box.h - h * scale) / 2)
  doc.scale(scale)
  doc.translate(-left, -top)
  const state: State = { words: {}, place: null, photos }
  for (const token of svg.matchAll(tokens)) drawToken(doc, type, token, state)
  doc.restore()
}

/** The words element and the line in it that are open. */
interface State {
  words: Attributes
  place: Attributes | null
  photos: Photos | undefined
}

function drawToken(doc: Doc, type: Typesetter, token: RegExpMatchArray, state: State): void {
  const [, closing = '', name = '', written = '', alone = '', text = ''] = token
  if (text !== '') {
    if (state.place) drawWords(doc, type, unescapeXml(text), state.words, state.place)
  } else if (closing !== '') {
    if (name === 'g' || name === 'svg') doc.restore()
    if (name === 'tspan') state.place = null
  } else if (alone === '' || (name !== 'g' && name !== 'svg')) {
    begin(doc, name, attributesIn(written), state)
  }
}

function begin(doc: Doc, name: string, attributes: Attributes, state: State): void {
  if (name === 'g') enter(doc, attributes)
  else if (name === 'svg') enterWindow(doc, attributes)
  else if (name === 'image') drawPhoto(doc, state.photos, attributes)
  else if (name === 'text') state.words = attributes
  else if (name === 'tspan') state.place = attributes
  else drawElement(doc, name, attributes)
}

function attributesIn(written: string): Attributes {
  const found: Attributes = {}
  for (const [, name = '', value = ''] of written.matchAll(attribute)) found[name] = unescapeXml(value)
  return found
}

const unescapeXml = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

function enter(doc: Doc, { transform = '', opacity }: Attributes): void {
  doc.save()
  const numbers = /^matrix\(([^)]+)\)$/.exec(transform)?.[1]?.split(' ').map(Number) ?? []
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  doc.transform(a, b, c, d, e, f)
  if (opacity !== undefined) doc.opacity(Number(opacity))
}

/** The picture itself is one too, without a place: nothing of it needs to be cut. */
function enterWindow(doc: Doc, attributes: Attributes): void {
  doc.save()
  if (attributes.x !== undefined) doc.rect(...placeOf(attributes)).clip()
}

function drawPhoto(doc: Doc, photos: Photos | undefined, attributes: Attributes): void {
  // pdfkit takes what it has opened; its types do not say so.
  const image = photos?.get(attributes.href ?? '')
  if (!image) return
  const [x, y, width, height] = placeOf(attributes)
  doc.image(image as unknown as string, x, y, { width, height })
}

function placeOf(attributes: Attributes): [x: number, y: number, w: number, h: number] {
  const number = (key: string): number => Number(attributes[key] ?? 0)
  return [number('x'), number('y'), number('width'), number('height')]
}

/** `#rrggbb`, with two more digits for how much of it covers. */
function colorOf(value: string | undefined): { color: string; cover: number } | null {
  const [, color = '', cover] = /^(#[0-9a-f]{6})([0-9a-f]{2})?$/i.exec(value ?? '') ?? []
  if (color === '') return null
  return { color, cover: cover === undefined ? 1 : Number.parseInt(cover, 16) / 255 }
}

function outline(doc: Doc, name: string, attributes: Attributes): boolean {
  const number = (key: string): number => Number(attributes[key] ?? 0)
  switch (name) {
    case 'rect': {
      const [x, y, w, h] = placeOf(attributes)
      const r = number('rx')
      if (r > 0) doc.roundedRect(x, y, w, h, Math.min(r, w / 2, h / 2))
      else doc.rect(x, y, w, h)
      return true
    }
    case 'circle':
      doc.circle(number('cx'), number('cy'), number('r'))
      return true
    case 'ellipse':
      doc.ellipse(number('cx'), number('cy'), number('rx'), number('ry'))
      return true
    case 'polygon': {
      const points = (attributes.points ?? '').split(' ').map((point) => point.split(',').map(Number))
      doc.polygon(...(points as [number, number][]))
      return true
    }
    case 'path':
      doc.path(attributes.d ?? '')
      return true
    default:
      return false
  }
}

function drawElement(doc: Doc, name: string, attributes: Attributes): void {
  const fill = colorOf(attributes.fill)
  const stroke = colorOf(attributes.stroke)
  if (!fill && !stroke) return
  doc.save()
  if (stroke) {
    doc
      .lineWidth(Number(attributes['stroke-width'] ?? 1))
      .lineCap('round')
      .lineJoin('round')
    const dash = (attributes['stroke-dasharray'] ?? '').split(' ').map(Number)
    if (dash[0]) doc.dash(dash[0], { space: dash[1] ?? dash[0] })
  }
  if (outline(doc, name, attributes)) {
    const shown = Number(attributes['stroke-opacity'] ?? 1)
    if (fill) doc.fillColor(fill.color, fill.cover)
    if (stroke) doc.strokeColor(stroke.color, stroke.cover * shown)
    if (fill && stroke) doc.fillAndStroke()
    else if (fill) doc.fill()
    else doc.stroke()
  }
  doc.restore()
}

/** The baseline of Inter lies this part of the size below its top. */
const ascent = 0.969

function drawWords(doc: Doc, type: Typesetter, text: string, words: Attributes, place: Attributes): void {
  const size = Number(words['font-size'] ?? 12)
  const width = type.width(text, 400, size)
  const anchor = words['text-anchor']
  const x = Number(place.x ?? 0) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
  doc.fillColor(colorOf(words.fill)?.color ?? '#1d1d1d', 1)
  type.draw(text, x, Number(place.y ?? 0) - size * ascent, 400, size)
}
