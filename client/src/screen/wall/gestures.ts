import type { TLDefaultColorStyle } from '@tldraw/tlschema'
import {
  createShapeId,
  type Editor,
  type TLDrawShape,
  type TLNoteShape,
  type TLShape,
  type TLShapeId,
  Vec,
  type VecModel,
} from 'tldraw'
import type { WallStep } from './sideHistory.ts'

/** A place of a touch on the board; `z` is how hard a pen is pressed. */
export interface BoardPoint {
  x: number
  y: number
  z: number
}

/** What one touch does from down to up. */
export interface Doing {
  move(points: readonly BoardPoint[]): void
  end(): void
}

/** tldraw goes on in a new shape after so many points, and so do we. */
const mostPoints = 600
/** tldraw's pressure of who has no pen. */
const noPressure = 0.5
/** On the screen a stroke is so thick, of 1920 pixels: to be seen from the back of the room. */
const strokeWidth = 8
/** tldraw's size `l` at 100 %. */
const strokeAtOne = 5

/** A stroke's thickness does not depend on how near the picture is. */
export const strokeScale = (zoom: number, unit: number): number =>
  Math.round(Math.min(16, Math.max(0.5, (strokeWidth * unit) / strokeAtOne / zoom)) * 100) / 100

interface StrokeOptions {
  step: WallStep
  color: TLDefaultColorStyle
  isPen: boolean
  scale: number
}

/** Draws a stroke as tldraw's pen does: a shape whose points grow, complete when the pen is lifted. */
export function drawStroke(editor: Editor, first: BoardPoint, options: StrokeOptions): Doing {
  const { step, color, isPen, scale } = options
  const pressure = ({ z }: BoardPoint) => (isPen ? hundredths(z * 1.25) : noPressure)
  let id = createShapeId()
  let points: VecModel[] = []
  const begin = (at: BoardPoint) => {
    id = createShapeId()
    points = [{ x: 0, y: 0, z: pressure(at) }]
    const props = { color, size: 'l', fill: 'none', dash: 'draw', isPen, scale, isComplete: false } as const
    const segments = [{ type: 'free' as const, points }]
    step.write(() =>
      editor.createShape<TLDrawShape>({ id, type: 'draw', x: at.x, y: at.y, props: { ...props, segments } }),
    )
  }
  const put = (isComplete: boolean) => {
    if (!editor.getShape(id)) return
    const segments = [{ type: 'free' as const, points }]
    step.write(() => editor.updateShape<TLDrawShape>({ id, type: 'draw', props: { segments, isComplete } }))
  }
  begin(first)
  return {
    move(more) {
      for (const point of more) {
        // Somebody may have taken it away while it was drawn.
        const shape = editor.getShape(id)
        if (!shape) return
        const { x, y } = editor.getPointInShapeSpace(shape, point).toFixed()
        const last = points.at(-1)
        if (last && last.x === x && last.y === y) continue
        points = [...points, { x, y, z: pressure(point) }]
        if (points.length <= mostPoints) continue
        put(true)
        begin(point)
      }
      put(false)
    },
    end() {
      put(true)
      step.done()
    },
  }
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** Rubs out the strokes that it goes over, whoever drew them; notes stay. */
export function rubOut(editor: Editor, first: BoardPoint, step: WallStep, radius: number): Doing {
  let last: BoardPoint = first
  const rub = (point: BoardPoint) => {
    const drawn = editor
      .getCurrentPageShapes()
      .filter((shape) => isStroke(shape) && !editor.isShapeOrAncestorLocked(shape))
    const under = drawn.filter((shape) => {
      const bounds = editor.getShapePageBounds(shape)
      if (!bounds?.clone().expandBy(radius).containsPoint(point)) return false
      return editor.isPointInShape(shape, point, { margin: radius, hitInside: false })
    })
    if (under.length > 0) step.write(() => editor.deleteShapes(under))
  }
  rub(first)
  return {
    move(points) {
      for (const point of points) {
        // A quick hand leaves no gaps.
        const between = Math.ceil(Vec.Dist(last, point) / radius)
        for (let at = 1; at <= between; at++)
          rub({ ...Vec.Lrp(last, point, at / between).toJson(), z: noPressure })
        last = point
      }
    },
    end: () => step.done(),
  }
}

export const isStroke = ({ type }: TLShape): boolean => type === 'draw' || type === 'highlight'

interface MoveOptions {
  step: WallStep
  /** Called when it was let go without having been moved. */
  onTap(): void
  /** Called when it was let go somewhere else, with how it lay before; what this changes belongs to the same step. */
  onDrop(before: TLShape): void
  /** Nearer than this to where it began, nothing is moved: a finger is never quite still. */
  slop: number
}

/** Drags something, and drops it into the frame that it is let go over. */
export function dragThing(editor: Editor, id: TLShapeId, first: BoardPoint, options: MoveOptions): Doing {
  const { step, slop, onTap, onDrop } = options
  const before = editor.getShape(id)
  const start = editor.getShapePageTransform(id).point()
  let moved = false
  return {
    move(points) {
      const point = points.at(-1)
      const shape = editor.getShape(id)
      if (!point || !shape) return
      moved ||= Vec.Dist(first, point) > slop
      if (!moved) return
      const place = start.clone().add(Vec.Sub(point, first))
      const { x, y } = editor.getPointInParentSpace(shape, place)
      step.write(() => editor.updateShape({ id, type: shape.type, x, y }))
    },
    end() {
      if (!moved) onTap()
      else if (before && editor.getShape(id)) {
        step.write(() => {
          dropIntoFrame(editor, id)
          onDrop(before)
        })
      }
      step.done()
    },
  }
}

/** Into the topmost frame under its middle, or out of the one it was in. */
function dropIntoFrame(editor: Editor, id: TLShapeId): void {
  const middle = editor.getShapePageBounds(id)?.center
  const shape = editor.getShape(id)
  if (!middle || !shape) return
  const under = editor
    .getCurrentPageShapesSorted()
    .filter(({ id: other, type }) => type === 'frame' && other !== id)
    .filter((frame) => !editor.isShapeOrAncestorLocked(frame))
    .filter((frame) => editor.isPointInShape(frame, middle, { hitInside: true }))
    .at(-1)
  const parentId = under?.id ?? editor.getCurrentPageId()
  if (shape.parentId !== parentId) editor.reparentShapes([id], parentId)
}

const noteEdge = 200

/** Puts an empty note on the board, its middle where the finger was. */
export function putNote(
  editor: Editor,
  { x, y }: BoardPoint,
  step: WallStep,
  color: TLDefaultColorStyle,
): TLShapeId {
  const id = createShapeId()
  step.write(() => {
    editor.createShape<TLNoteShape>({
      id,
      type: 'note',
      parentId: editor.getCurrentPageId(),
      x: x - noteEdge / 2,
      y: y - noteEdge / 2,
      props: { color, font: 'sans' },
    })
    // tldraw asks what lies under the corner; a frame would cut off the rest.
    dropIntoFrame(editor, id)
  })
  return id
}
