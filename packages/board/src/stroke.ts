import type { TLDrawShapeSegment, VecModel } from '@tldraw/tlschema'

/**
 * The points of a freehand stroke as one string that only grows while the pen is down. A segment begins with `.`
 * (free) or `|` (straight); a point is the differences of x, y and pressure to the point before it in hundredths,
 * each as base-64 digits (source maps' VLQ; the first point of a segment counts from 0, 0, 0.5). tldraw rounds to
 * hundredths while drawing; a point that does not fit (a stretched stroke) stands in full: `!x,y,z;`.
 */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const valueOfCode: (number | undefined)[] = []
for (const [value, digit] of [...digits].entries()) valueOfCode[digit.charCodeAt(0)] = value
const FREE = '.'.charCodeAt(0)
const STRAIGHT = '|'.charCodeAt(0)
const EXACT = '!'.charCodeAt(0)

interface Origin {
  x: number
  y: number
  z: number
}
const start = (): Origin => ({ x: 0, y: 0, z: 50 })

const hundredths = (value: number): number => Math.round(value * 100)
const fits = (value: number): boolean => hundredths(value) / 100 === value && Math.abs(value) < 1e7

function writeNumber(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2
  let out = ''
  do {
    const digit = rest % 32
    rest = Math.floor(rest / 32)
    out += digits.charAt(rest > 0 ? digit + 32 : digit)
  } while (rest > 0)
  return out
}

function writePoint(point: VecModel, origin: Origin): string {
  const x = hundredths(point.x)
  const y = hundredths(point.y)
  if (point.z === undefined || !fits(point.x) || !fits(point.y) || !fits(point.z)) {
    origin.x = x
    origin.y = y
    return `!${point.x},${point.y},${point.z ?? ''};`
  }
  const z = hundredths(point.z)
  const out = writeNumber(x - origin.x) + writeNumber(y - origin.y) + writeNumber(z - origin.z)
  Object.assign(origin, { x, y, z })
  return out
}

/** Packs the segments of a draw or highlight shape. */
export function packStroke(segments: readonly TLDrawShapeSegment[]): string {
  let out = ''
  for (const segment of segments) {
    const origin = start()
    out += segment.type === 'straight' ? '|' : '.'
    for (const point of segment.points) out += writePoint(point, origin)
  }
  return out
}

/**
 * The segments without the point that the tool may still replace. Nobody misses it for long: it comes with the next
 * one, or when the stroke is complete; held back, the packed stroke only ever grows.
 */
export function settledSegments(segments: readonly TLDrawShapeSegment[]): readonly TLDrawShapeSegment[] {
  const last = segments.at(-1)
  if (last?.type !== 'free' || last.points.length < 2) return segments
  return [...segments.slice(0, -1), { ...last, points: last.points.slice(0, -1) }]
}

/** A place in a packed stroke; characters by their codes, for a board holds tens of thousands of points. */
class Reader {
  private at = 0
  constructor(private readonly packed: string) {}

  get done(): boolean {
    return this.at >= this.packed.length
  }
  /** The code of the character here; NaN at the end. */
  peek(): number {
    return this.packed.charCodeAt(this.at)
  }
  take(): number {
    return this.packed.charCodeAt(this.at++)
  }
  number(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const digit = valueOfCode[this.take()]
      if (digit === undefined || scale > 2 ** 45) throw new Error('a packed stroke is broken')
      value += (digit % 32) * scale
      scale *= 32
      if (digit < 32) return value % 2 === 1 ? -(value - 1) / 2 : value / 2
    }
  }
  until(end: string): string {
    const stop = this.packed.indexOf(end, this.at)
    if (stop < 0) throw new Error('a packed stroke is broken')
    const text = this.packed.slice(this.at, stop)
    this.at = stop + 1
    return text
  }
}

function readExactPoint(reader: Reader, origin: Origin): VecModel {
  const [x, y, z] = reader
    .until(';')
    .split(',')
    .map((part) => (part === '' ? undefined : Number(part)))
  if (x === undefined || y === undefined) throw new Error('a packed stroke is broken')
  origin.x = hundredths(x)
  origin.y = hundredths(y)
  return z === undefined ? { x, y } : { x, y, z }
}

function readPoint(reader: Reader, origin: Origin): VecModel {
  origin.x += reader.number()
  origin.y += reader.number()
  origin.z += reader.number()
  return { x: origin.x / 100, y: origin.y / 100, z: origin.z / 100 }
}

/** Unpacks what `packStroke` made, exactly. Throws on anything else. */
export function unpackStroke(packed: string): TLDrawShapeSegment[] {
  const reader = new Reader(packed)
  const segments: TLDrawShapeSegment[] = []
  while (!reader.done) {
    const mark = reader.take()
    if (mark !== FREE && mark !== STRAIGHT) throw new Error('a packed stroke is broken')
    const origin = start()
    const points: VecModel[] = []
    while (!reader.done && reader.peek() !== FREE && reader.peek() !== STRAIGHT) {
      if (reader.peek() === EXACT) {
        reader.take()
        points.push(readExactPoint(reader, origin))
      } else points.push(readPoint(reader, origin))
    }
    segments.push({ type: mark === STRAIGHT ? 'straight' : 'free', points })
  }
  return segments
}
