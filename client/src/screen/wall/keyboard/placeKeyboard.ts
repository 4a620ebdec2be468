import { type Bounds, overlap } from '@sheshi/methods'

const gap = 12

/**
 * Where the keyboard of a note goes: as near to the note as can be, whole inside `frame`, and not over the other
 * keyboards; below the note where there is a choice, as hands come from below.
 */
export function placeKeyboard(
  note: Bounds,
  size: { w: number; h: number },
  frame: Bounds,
  others: readonly Bounds[],
): { x: number; y: number } {
  const within = ({ x, y }: { x: number; y: number }) => ({
    x: clamp(x, frame.x, frame.x + frame.w - size.w),
    y: clamp(y, frame.y, frame.y + frame.h - size.h),
  })
  const centred = note.x + note.w / 2 - size.w / 2
  const level = note.y + note.h / 2 - size.h / 2
  const beside = [
    { x: centred, y: note.y + note.h + gap },
    { x: centred, y: note.y - gap - size.h },
    { x: note.x + note.w + gap, y: level },
    { x: note.x - gap - size.w, y: level },
  ]
  const clear = others.flatMap((other) => [
    { x: centred, y: other.y - gap - size.h },
    { x: centred, y: other.y + other.h + gap },
    { x: other.x - gap - size.w, y: level },
    { x: other.x + other.w + gap, y: level },
  ])
  const corners = [frame.x, frame.x + frame.w - size.w].flatMap((x) =>
    [frame.y + frame.h - size.h, frame.y].map((y) => ({ x, y })),
  )
  const places = [...beside, ...clear, ...corners].map(within)
  const costs = places.map((place, at) => ({ place, cost: cost({ ...place, ...size }, note, others) + at }))
  return costs.reduce((best, one) => (one.cost < best.cost ? one : best)).place
}

const clamp = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to))

/** Over another keyboard is worst, over the note itself bad, far from it a pity. */
function cost(place: Bounds, note: Bounds, others: readonly Bounds[]): number {
  const covered = others.reduce((sum, other) => sum + shared(place, other), 0)
  const distance = Math.hypot(
    place.x + place.w / 2 - note.x - note.w / 2,
    place.y + place.h / 2 - note.y - note.h / 2,
  )
  return covered * 10 + shared(place, note) + distance
}

function shared(one: Bounds, other: Bounds): number {
  if (!overlap(one, other)) return 0
  const w = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x)
  const h = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y)
  return w * h
}
