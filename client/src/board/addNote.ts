import { Box, createShapeId, type Editor, type TLNoteShape } from 'tldraw'

/** A note's edge at 100 %, and the room left between notes. */
const noteEdge = 200
const gap = 20
/** Below this zoom one cannot read what one types. */
const readableZoom = 0.5

/**
 * Puts an empty note into view, on a free place near the middle, and opens it for typing. The way to a note that
 * needs neither a pointer nor knowledge of the tools.
 */
export function addNote(editor: Editor): void {
  if (editor.getIsReadonly()) return
  const view = editor.getViewportPageBounds()
  const taken = editor
    .getCurrentPageShapes()
    .filter((shape) => shape.type !== 'frame' && shape.type !== 'arrow')
    .flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
  const { x, y } = freePlace(view, taken)
  const id = createShapeId()
  editor.markHistoryStoppingPoint('add note')
  editor.createShape<TLNoteShape>({ id, type: 'note', x, y })
  const note = editor.getShape<TLNoteShape>(id)
  if (!note) return
  if (editor.getZoomLevel() < readableZoom) {
    editor.zoomToBounds(new Box(x, y, noteEdge, noteEdge), {
      targetZoom: 1,
      animation: { duration: editor.options.animationMediumMs },
    })
  }
  editor.select(id)
  editor.setEditingShape(id)
  editor.setCurrentTool('select.editing_shape', { target: 'shape', shape: note })
}

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

function overlaps(place: { x: number; y: number }, other: Rectangle): boolean {
  return (
    place.x < other.x + other.w &&
    other.x < place.x + noteEdge &&
    place.y < other.y + other.h &&
    other.y < place.y + noteEdge
  )
}
