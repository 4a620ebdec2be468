import { freeRectangle, inRows, noteFit } from '@sheshi/methods'

/** A note's edge at 100 %, and the room left between notes. */
const noteEdge = 200
const gap = 20

interface Rectangle {
  x: number
  y: number
  w: number
  h: number
}

/** The place nearest to the middle of `view`, in rings around it, where a note covers nothing of `taken`. */
export function freePlace(view: Rectangle, taken: Rectangle[]): { x: number; y: number } {
  const centre = { x: view.x + view.w / 2 - noteEdge / 2, y: view.y + view.h / 2 - noteEdge / 2 }
  const step = noteEdge + gap
  const rings = Math.max(1, Math.ceil(Math.min(view.w, view.h) / 2 / step))
  for (let ring = 0; ring <= rings; ring++) {
    for (let column = -ring; column <= ring; column++) {
      for (let row = -ring; row <= ring; row++) {
        if (Math.max(Math.abs(column), Math.abs(row)) !== ring) continue
        const place = { x: centre.x + column * step, y: centre.y + row * step }
        if (!taken.some((other) => overlaps(place, other))) return place
      }
    }
  }
  return centre
}

/** Where several notes with these words go: in rows beside each other, on the free place nearest to `middle`. */
export function freePlaces(
  middle: { x: number; y: number },
  taken: Rectangle[],
  texts: readonly string[],
): { x: number; y: number }[] {
  const notes = texts.map((text, at) => {
    const h = noteEdge + noteFit(text).growY
    return { id: String(at), bounds: { x: 0, y: 0, w: noteEdge, h } }
  })
  const { places, w, h } = inRows(notes)
  const free = freeRectangle(middle, { w, h }, taken)
  return [...places.values()].map(({ x, y }) => ({ x: free.x + x, y: free.y + y }))
}

function overlaps(place: { x: number; y: number }, other: Rectangle): boolean {
  return (
    place.x < other.x + other.w &&
    other.x < place.x + noteEdge &&
    place.y < other.y + other.h &&
    other.y < place.y + noteEdge
  )
}
