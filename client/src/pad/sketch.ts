import { type inkColors, noteLimits } from '@sheshi/records/plain'

export type Ink = (typeof inkColors)[number]
export type Point = [x: number, y: number]

/** A line as it was drawn, in whole units of the sheet. */
export interface Stroke {
  color: Ink
  points: Point[]
}

/** How far, in units of the sheet, a line may be from what was drawn: less than a finger notices. */
const finest = 2

/** Where a finger is, in units of the sheet; beside it, the nearest edge. */
export function onSheet(at: { x: number; y: number }, sheet: { x: number; y: number; side: number }): Point {
  const unit = (value: number) =>
    Math.max(0, Math.min(noteLimits.sheet, Math.round((value * noteLimits.sheet) / sheet.side)))
  return [unit(at.x - sheet.x), unit(at.y - sheet.y)]
}

/** A line with the points left out that lie nearly between others (Ramer, Douglas, Peucker); its ends stay. */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  const kept = new Set([0, points.length - 1])
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const [start, end] = [points[from], points[to]]
    if (!start || !end) continue
    let farthest = tolerance
    let split = -1
    for (let at = from + 1; at < to; at++) {
      const away = distance(points[at] ?? start, start, end)
      if (away > farthest) [farthest, split] = [away, at]
    }
    if (split < 0) continue
    kept.add(split)
    spans.push([from, split], [split, to])
  }
  return points.filter((_, at) => kept.has(at))
}

/** How far a point is from the line between two others; from the one, where both are the same. */
function distance([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

/** A sketch as it is sent: as fine as it may be within the bounds of a note, the latest lines first left out. */
export function packSketch(strokes: readonly Stroke[]): Stroke[] {
  const { points: most, pointsPerStroke, strokes: lines } = noteLimits
  let packed = strokes.slice(0, lines)
  for (let tolerance = finest; ; tolerance *= 2) {
    packed = packed.map((stroke) => ({ ...stroke, points: simplify(stroke.points, tolerance) }))
    const total = packed.reduce((sum, { points }) => sum + points.length, 0)
    if (total <= most && packed.every(({ points }) => points.length <= pointsPerStroke)) return packed
  }
}

/** Draws lines on a canvas whose side is `side` pixels, rounded at their corners as ink is. */
export function drawStrokes(pen: CanvasRenderingContext2D, strokes: readonly Stroke[], side: number): void {
  const unit = side / noteLimits.sheet
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.lineWidth = Math.max(2, side / 110)
  for (const { color, points } of strokes) {
    const [first, ...rest] = points.map(([x, y]): Point => [x * unit, y * unit])
    if (!first) continue
    pen.strokeStyle = inks[color]
    pen.beginPath()
    pen.moveTo(...first)
    for (const [at, [x, y]] of rest.entries()) {
      const [nextX, nextY] = rest[at + 1] ?? [x, y]
      pen.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
    }
    if (rest.length === 0) pen.lineTo(...first)
    pen.stroke()
  }
}

/** The inks as the canvas of the board shows them. */
export const inks: Record<Ink, string> = {
  black: '#1d1d1d',
  blue: '#4465e9',
  red: '#e03131',
  green: '#099268',
}
