import { around, type Bounds, holds } from '@sheshi/methods'

/** A place with a name that a tour goes to: a region of the template, or a frame that people made. */
export interface TourPlace {
  id: string
  title: string
  bounds: Bounds
}

/** Something to be read. `font`: how high its letters are at 100 %; null where it has none (a picture, a drawing). */
export interface TourThing {
  id: string
  bounds: Bounds
  font: number | null
}

/** What a tour shows at one time. */
export interface TourStop {
  /** The same for the same stop of a later plan. */
  key: string
  /** Empty: what lies in no place that has a name. */
  title: string
  bounds: Bounds
  /** From this zoom on what is there can be read. */
  zoom: number
  /** Where one place takes several stops: this one's number, and how many. */
  part: number
  parts: number
}

interface TourOptions {
  places: readonly TourPlace[]
  things: readonly TourThing[]
  /** The free part of the canvas, in pixels. */
  canvas: { w: number; h: number }
  /** How high letters have to be on the screen, in pixels. */
  readable: number
}

/** Notes that somebody wrote a whole page on must not make a stop of every three words. */
const smallestFont = 14
/** More stops than this in one place, and nobody waits for the end: it is then shown smaller. */
const mostParts = 12
/** How much of the canvas' shorter side one note may take at most. */
const largestNote = 0.8
const noteEdge = 200
/** Letters without a size of their own are as high as on a usual note. */
const usualFont = 22

/** Place by place, each in as many stops as its letters need to be read from afar; what stands above all places comes first. */
export function planTour(options: TourOptions): TourStop[] {
  const { places, things } = options
  if (things.length === 0) return places.map((place) => whole(place, readableZoom([], options)))
  const left = new Set(things)
  // Smaller ones first: a frame in a region, or a region in a larger one, has what lies in it for itself.
  const byArea = [...places].sort((a, b) => a.bounds.w * a.bounds.h - b.bounds.w * b.bounds.h)
  const own = new Map<string, TourThing[]>()
  for (const place of byArea) {
    const inside = [...left].filter(({ bounds }) => holds(place.bounds, middle(bounds)))
    for (const thing of inside) left.delete(thing)
    own.set(place.id, inside)
  }
  const top = Math.min(...places.map(({ bounds }) => bounds.y))
  const head = [...left].filter(({ bounds }) => middle(bounds).y < top)
  const rest = [...left].filter((thing) => !head.includes(thing))
  const nameless = (id: string, some: TourThing[]) =>
    stopsOf({ id, title: '', bounds: around(some.map(boundsOf)) }, some, options)
  return [
    ...(places.length > 0 ? nameless('head', head) : []),
    ...places.flatMap((place) => stopsOf(place, own.get(place.id) ?? [], options)),
    ...nameless('rest', places.length > 0 ? rest : [...left]),
  ]
}

const whole = ({ id, title, bounds }: TourPlace, zoom: number): TourStop => ({
  key: `${id} 1`,
  title,
  bounds,
  zoom,
  part: 1,
  parts: 1,
})

const middle = ({ x, y, w, h }: Bounds) => ({ x: x + w / 2, y: y + h / 2 })

const boundsOf = ({ bounds }: { bounds: Bounds }): Bounds => bounds

/** At this zoom the smallest letters among some things can be read; never so near that one note does not fit. */
export function readableZoom(
  things: readonly TourThing[],
  { canvas, readable }: Pick<TourOptions, 'canvas' | 'readable'>,
): number {
  const fonts = things.flatMap(({ font }) => (font === null ? [] : [Math.max(smallestFont, font)]))
  const smallest = fonts.length > 0 ? Math.min(...fonts) : usualFont
  return Math.min(readable / smallest, (largestNote * Math.min(canvas.w, canvas.h)) / noteEdge)
}

/** An empty place is passed over. One that can be read whole is shown whole, frame and title and all. */
function stopsOf(place: TourPlace, things: readonly TourThing[], options: TourOptions): TourStop[] {
  if (things.length === 0) return []
  const { canvas } = options
  const zoom = readableZoom(things, options)
  const fits = ({ w, h }: Bounds, at: number) => w * at <= canvas.w && h * at <= canvas.h
  if (fits(place.bounds, zoom)) return [whole(place, zoom)]
  let parts: Bounds[] = []
  // Smaller by a tenth at a time until the stops are few enough.
  for (let at = zoom; ; at *= 0.9) {
    parts = cover(things, { w: canvas.w / at, h: canvas.h / at })
    if (parts.length <= mostParts) break
  }
  return parts.map((bounds, index) => ({
    key: `${place.id} ${index + 1}`,
    title: place.title,
    bounds,
    zoom,
    part: index + 1,
    parts: parts.length,
  }))
}

/**
 * Windows that together show every thing whole, as one reads: each begins at the topmost row that is left, at its left
 * end, and takes what fits. What is larger than a window has one of its own, in which it is shown smaller.
 */
function cover(things: readonly TourThing[], window: { w: number; h: number }): Bounds[] {
  const left = new Set(things)
  const windows: Bounds[] = []
  for (const thing of things) {
    if (thing.bounds.w <= window.w && thing.bounds.h <= window.h) continue
    windows.push(thing.bounds)
    left.delete(thing)
  }
  while (left.size > 0) {
    const rest = [...left]
    const top = Math.min(...rest.map(({ bounds }) => bounds.y))
    const row = rest.filter(({ bounds }) => bounds.y + bounds.h <= top + window.h)
    const start = Math.min(...row.map(({ bounds }) => bounds.x))
    const taken = row.filter(({ bounds }) => bounds.x + bounds.w <= start + window.w)
    for (const thing of taken) left.delete(thing)
    windows.push(around(taken.map(boundsOf)))
  }
  return windows
}
