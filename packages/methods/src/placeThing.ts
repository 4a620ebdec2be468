import { indexes, makeShape } from '@sheshi/board'
import type { TLDefaultColorStyle, TLRecord, TLShape } from '@tldraw/tlschema'
import { AssetRecordType, createShapeId } from '@tldraw/tlschema'
import { gap, groundFor, marksOf, type NoteWanted, noteShape, placeNote, side } from './placeNote.ts'
import { noteFit } from './textFit.ts'

/** A picture that is stored already: where it is, what it is, and its size in pixels. */
export interface PictureWanted {
  src: string
  name: string
  mimeType: string
  width: number
  height: number
}

/** Lines drawn by hand, in units of a sheet of their own. */
export interface StrokeWanted {
  color: TLDefaultColorStyle
  points: readonly (readonly [x: number, y: number])[]
}

/** A note that has a picture or a sketch above its words, or in their place. */
export type ThingWanted = NoteWanted & { picture?: PictureWanted; sketch?: readonly StrokeWanted[] }

interface Size {
  w: number
  h: number
}

/** What is larger on one edge is made smaller; so large it can be read across a table. */
const largest = 320
/** Of a sketch the longer edge is at least as long, however small it was drawn. */
const smallestSketch = 120

/**
 * The records of something that comes from outside the canvas, the one that stands for the whole first: a note, a
 * picture or a sketch, and with words below it a group of both. Throws a RangeError as `placeNote` does.
 */
export function placeThing(records: ReadonlyMap<string, TLRecord>, wanted: ThingWanted): TLRecord[] {
  const { picture, sketch = [], text } = wanted
  const drawn = picture ? { w: picture.width, h: picture.height } : sizeOfSketch(sketch)
  if (!drawn) return placeNote(records, wanted)
  const fit = noteFit(text)
  let size = drawn
  const ground = groundFor(records, wanted, (width) => {
    size = fitInto(drawn, Math.max(side, Math.min(largest, width)), picture ? 1 : smallestSketch)
    return text ? { w: Math.max(size.w, side), h: size.h + gap + side + fit.growY } : size
  })
  const { asset, shapes } = picture ? pictureParts(picture, size, wanted) : sketchParts(sketch, size)
  const note = text
    ? [noteShape({ ...wanted, id: createShapeId() }, { ...inGroup(size), color: ground.color, fit })]
    : []
  const parts = [...shapes, ...note]
  const place = { x: ground.x, y: ground.y, parentId: ground.page, index: ground.index }
  return [...standing(parts, place, wanted), ...asset]
}

/** Below what is drawn, in the middle; the group's id and the order are set when it is put together. */
const inGroup = ({ w, h }: Size) => ({
  parentId: 'page:page',
  x: Math.max(0, (w - side) / 2),
  y: h + gap,
  index: 'a1',
})

/** One thing stands by itself; several become a group, in their order from bottom to top. */
function standing(
  parts: TLShape[],
  place: Pick<TLShape, 'x' | 'y' | 'parentId' | 'index'>,
  wanted: ThingWanted,
): TLShape[] {
  const id = (wanted.id ?? createShapeId()) as TLShape['id']
  const marks = marksOf(wanted)
  const [only, ...more] = parts
  if (only && more.length === 0) {
    const [x, y] = [place.x + only.x, place.y + only.y]
    return [{ ...only, ...place, id, x, y, meta: { ...only.meta, ...marks } }]
  }
  const group = makeShape({ type: 'group', id, ...place, meta: marks })
  const order = indexes(parts.length)
  const children = parts.map((part, at) => ({
    ...part,
    parentId: group.id,
    index: order[at] ?? part.index,
    meta: { ...part.meta, ...marks },
  }))
  return [group, ...children]
}

function fitInto({ w, h }: Size, most: number, least: number): Size {
  const longer = Math.max(w, h)
  const scale = Math.min(most / longer, Math.max(1, least / longer))
  return { w: Math.max(1, Math.round(w * scale)), h: Math.max(1, Math.round(h * scale)) }
}

function pictureParts(picture: PictureWanted, size: Size, { text }: Pick<ThingWanted, 'text'>) {
  const { src, name, mimeType, width, height } = picture
  const asset = AssetRecordType.create({
    id: AssetRecordType.createId(name.split('.')[0]),
    type: 'image',
    props: { src, name, mimeType, w: width, h: height, isAnimated: false },
  })
  const image = makeShape({
    type: 'image',
    x: 0,
    y: 0,
    index: 'a1',
    props: { ...size, assetId: asset.id, altText: text },
  })
  return { asset: [asset], shapes: [image as TLShape] }
}

function sizeOfSketch(strokes: readonly StrokeWanted[]): (Size & { x: number; y: number }) | null {
  const points = strokes.flatMap(({ points: each }) => each)
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, w: Math.max(1, Math.max(...xs) - x), h: Math.max(1, Math.max(...ys) - y) }
}

/** Each line becomes ink of its own, as if it had been drawn on the canvas. */
function sketchParts(strokes: readonly StrokeWanted[], size: Size) {
  const from = sizeOfSketch(strokes)
  const scale = from ? Math.max(size.w / from.w, size.h / from.h) : 1
  const shapes = strokes.map(({ color, points }): TLShape => {
    const [[startX, startY] = [0, 0]] = points
    const tenth = (value: number) => Math.round(value * scale * 10) / 10
    return makeShape({
      type: 'draw',
      x: tenth(startX - (from?.x ?? 0)),
      y: tenth(startY - (from?.y ?? 0)),
      index: 'a1',
      props: {
        color,
        size: 's',
        segments: [
          {
            type: 'free',
            points: points.map(([x, y]) => ({ x: tenth(x - startX), y: tenth(y - startY), z: 0.5 })),
          },
        ],
      },
      meta: { sketch: true },
    })
  })
  return { asset: [], shapes }
}
