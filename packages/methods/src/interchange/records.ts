import { checkRecord, indexes, makeShape, richText } from '@sheshi/board'
import type { TLAsset, TLAssetId, TLBinding, TLBindingId, TLRecord, TLShape } from '@tldraw/tlschema'
import { noteFit } from '../textFit.ts'
import type { FoundPicture, ImportedBoard, ImportReport, LeftReason, Thing } from './types.ts'
import { mostThings } from './types.ts'

/** Counts what came over and what did not. */
export class Tally {
  private readonly taken = new Map<string, number>()
  private readonly left = new Map<string, ImportReport['left'][number]>()

  take(kind: string): void {
    this.taken.set(kind, (this.taken.get(kind) ?? 0) + 1)
  }

  leave(kind: string, why: LeftReason, count = 1): void {
    // A hostile file may name its things anything.
    const known = kind.replace(/[^\w-]/g, '').slice(0, 30) || 'unknown'
    const key = `${known} ${why}`
    const before = this.left.get(key)
    if (before) before.count += count
    else if (this.left.size < 100) this.left.set(key, { kind: known, why, count })
  }

  report(format: ImportReport['format']): ImportReport {
    return { format, taken: Object.fromEntries(this.taken), left: [...this.left.values()] }
  }
}

const shapeId = (id: string): string => `shape:${id}`

/** The records that things stand for, each judged; what cannot stand on a board is tallied with the reason. */
export function recordsFrom(
  things: readonly Thing[],
  format: ImportReport['format'],
  tally: Tally,
): ImportedBoard {
  if (things.length > mostThings) tally.leave('thing', 'too-many', things.length - mostThings)
  const kept = things.slice(0, mostThings)
  const made = new Map<string, TLRecord>()
  const pictures: FoundPicture[] = []
  const order = indexes(kept.length)
  kept.forEach((thing, at) => {
    const index = order[at]
    if (!index || thing.kind === 'arrow') return
    const records = attempt(thing, tally, () => drawn(thing, index, made, pictures))
    for (const record of records) made.set(record.id, record)
  })
  // After what they are tied to, whatever the order in the file.
  kept.forEach((thing, at) => {
    const index = order[at]
    if (!index || thing.kind !== 'arrow') return
    for (const record of attempt(thing, tally, () => arrow(thing, index, made))) made.set(record.id, record)
  })
  return { records: [...made.values()], pictures, report: tally.report(format) }
}

function attempt(thing: Thing, tally: Tally, make: () => TLRecord[] | LeftReason): TLRecord[] {
  let made: TLRecord[] | LeftReason
  try {
    made = make()
  } catch {
    made = 'invalid'
  }
  if (typeof made === 'string') {
    tally.leave(thing.kind, made)
    return []
  }
  if (made.some((record) => checkRecord(record) !== null)) {
    tally.leave(thing.kind, 'invalid')
    return []
  }
  tally.take(thing.kind)
  return made
}

type Known = ReadonlyMap<string, TLRecord>
type Base = Pick<TLShape, 'id' | 'x' | 'y' | 'rotation' | 'index' | 'meta' | 'isLocked'> & {
  parentId?: string
}

function drawn(
  thing: Thing,
  index: TLShape['index'],
  made: Known,
  pictures: FoundPicture[],
): TLRecord[] | LeftReason {
  const parent = thing.parent === null ? undefined : made.get(shapeId(thing.parent))
  // What it was in did not come over: it would lie anywhere.
  if (thing.parent !== null && !parent) return 'invalid'
  const base: Base = {
    id: shapeId(thing.id) as TLShape['id'],
    x: thing.x,
    y: thing.y,
    rotation: thing.rotation,
    index,
    meta: thing.marks ?? {},
    isLocked: thing.locked === true,
    ...(parent ? { parentId: parent.id } : {}),
  }
  if (thing.kind === 'image') return image(thing, base, pictures)
  return [shapeOf(thing, base)]
}

function shapeOf(thing: Thing, base: Base): TLShape {
  const { kind, text, w, h } = thing
  const color = thing.color
  const words = { richText: richText(text), font: 'sans' as const }
  switch (kind) {
    case 'note': {
      const scale = w > 0 ? w / 200 : 1
      const grown = Math.max(0, h / scale - 200)
      const fit = noteFit(text)
      const props = { ...words, ...fit, color, scale, growY: Math.max(fit.growY, grown) }
      return makeShape({ ...base, type: 'note', props })
    }
    case 'text':
      return makeShape({
        ...base,
        type: 'text',
        props: { ...words, color, w: Math.max(8, w), autoSize: w <= 0 },
      })
    case 'frame':
      return makeShape({
        ...base,
        type: 'frame',
        props: { w: Math.max(1, w), h: Math.max(1, h), name: text },
      })
    case 'group':
      return makeShape({ ...base, type: 'group' })
    case 'line':
    case 'draw':
    case 'highlight':
      return strokeShape(thing, base)
    default: {
      const fill = thing.filled ? 'solid' : 'none'
      const props = {
        ...words,
        color,
        fill,
        w: Math.max(1, w),
        h: Math.max(1, h),
        geo: thing.geo ?? 'rectangle',
      }
      return makeShape({ ...base, type: 'geo', props: props as never })
    }
  }
}

function strokeShape({ kind, color, points = [] }: Thing, base: Base): TLShape {
  if (kind === 'line') {
    const order = indexes(points.length)
    const named = points.map(({ x, y }, at) => ({ id: `p${at}`, index: order[at] ?? 'a1', x, y }))
    const props = { color, points: Object.fromEntries(named.map((point) => [point.id, point])) }
    return makeShape({ ...base, type: 'line', props: props as never })
  }
  const stroke = points.map(({ x, y }) => ({ x, y, z: 0.5 }))
  const segments = [{ type: 'free' as const, points: stroke }]
  return kind === 'draw'
    ? makeShape({ ...base, type: 'draw', props: { color, segments } })
    : makeShape({ ...base, type: 'highlight', props: { color, segments } })
}

function arrow(thing: Thing, index: TLShape['index'], made: Known): TLRecord[] | LeftReason {
  const [start, end] = thing.points ?? []
  if (!start || !end) return 'invalid'
  const props = {
    color: thing.color,
    text: thing.text,
    start: { x: 0, y: 0 },
    end: { x: end.x - start.x, y: end.y - start.y },
    arrowheadStart: thing.heads?.start ? ('arrow' as const) : ('none' as const),
    arrowheadEnd: thing.heads?.end === false ? ('none' as const) : ('arrow' as const),
  }
  const shape = makeShape({
    type: 'arrow',
    id: shapeId(thing.id),
    x: start.x,
    y: start.y,
    index,
    props,
    meta: thing.marks ?? {},
    isLocked: thing.locked === true,
  })
  return [shape, ...tie(shape, 'start', thing.from, made), ...tie(shape, 'end', thing.to, made)]
}

function tie(
  shape: TLShape,
  terminal: 'start' | 'end',
  to: string | null | undefined,
  made: Known,
): TLBinding[] {
  const target = typeof to === 'string' ? made.get(shapeId(to)) : undefined
  if (target?.typeName !== 'shape') return []
  return [
    {
      id: `binding:${shape.id.slice('shape:'.length)}-${terminal}` as TLBindingId,
      typeName: 'binding',
      type: 'arrow',
      fromId: shape.id,
      toId: target.id,
      props: {
        terminal,
        normalizedAnchor: { x: 0.5, y: 0.5 },
        isExact: false,
        isPrecise: false,
        snap: 'none',
      },
      meta: {},
    },
  ]
}

const data = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/

/** A picture that is in the file waits for its address; one from elsewhere would be a request to another host. */
function image(thing: Thing, base: Base, pictures: FoundPicture[]): TLRecord[] | LeftReason {
  const source = thing.picture ?? ''
  const inline = data.exec(source)?.[1]
  if (source === '') return 'missing-picture'
  if (!inline) return /^(?:https?:)?\/\//.test(source) ? 'outside-picture' : 'missing-picture'
  const bytes = bytesOf(inline)
  if (!bytes) return 'unreadable'
  const w = Math.max(1, thing.w)
  const h = Math.max(1, thing.h)
  const assetId = `asset:${thing.id}` as TLAssetId
  const asset: TLAsset = {
    id: assetId,
    typeName: 'asset',
    type: 'image',
    props: { name: '', src: null, w, h, mimeType: null, isAnimated: false, fileSize: bytes.length },
    meta: {},
  }
  const shape = makeShape({
    ...base,
    type: 'image',
    props: { w, h, assetId, altText: thing.text.slice(0, 500) },
  })
  pictures.push({ assetId, bytes })
  return [asset, shape]
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (sign) => sign.charCodeAt(0))
  } catch {
    return null
  }
}
