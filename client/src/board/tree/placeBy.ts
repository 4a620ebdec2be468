import type { Editor, TLShapeId } from 'tldraw'

interface Wanted {
  w: number
  h: number
  /** Between the card and what is put beside it. */
  gap: number
}

/** Where something lies on the canvas's screen so that it is beside a card and in view: below it, else above. */
export function placeBy(
  editor: Editor,
  card: TLShapeId,
  { w, h, gap }: Wanted,
): { left: number; top: number } | null {
  const bounds = editor.getShapePageBounds(card)
  if (!bounds) return null
  const corner = editor.pageToViewport({ x: bounds.minX, y: bounds.minY })
  const far = editor.pageToViewport({ x: bounds.maxX, y: bounds.maxY })
  const view = editor.getViewportScreenBounds()
  if (far.x < 0 || far.y < 0 || corner.x > view.w || corner.y > view.h) return null
  const below = far.y + gap
  const above = corner.y - gap - h
  const top = below + h <= view.h - edge || above < edge ? below : above
  const left = (corner.x + far.x - w) / 2
  return {
    left: Math.round(Math.max(edge, Math.min(left, view.w - w - edge))),
    top: Math.round(Math.max(edge, Math.min(top, view.h - h - edge))),
  }
}

const edge = 8
