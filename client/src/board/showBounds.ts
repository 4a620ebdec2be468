import type { BoxModel, Editor, VecLike } from 'tldraw'

/** Pixels at each edge of the canvas that something else covers or that shall stay empty. */
export interface Insets {
  top: number
  right: number
  bottom: number
  left: number
}

interface ShowOptions {
  insets: Insets
  /** No nearer than this zoom. */
  closest: number
  /** Milliseconds of gliding there; 0 is at once. */
  glide: number
}

/** Moves the camera so that `bounds` (page units) are seen whole in the free part of the canvas, centred. */
export function showBounds(editor: Editor, bounds: BoxModel, { insets, closest, glide }: ShowOptions): void {
  const [smallest = 0.05] = editor.getCameraOptions().zoomSteps
  const { w, h } = editor.getViewportScreenBounds()
  const camera = cameraFor(bounds, { w, h }, insets, { smallest, closest })
  editor.setCamera(camera, glide > 0 ? { animation: { duration: glide } } : { immediate: true })
}

/** The camera of `showBounds`, in tldraw's terms: `z` is the zoom, `x` and `y` move the page before zooming. */
export function cameraFor(
  bounds: BoxModel,
  canvas: { w: number; h: number },
  { top, right, bottom, left }: Insets,
  { smallest, closest }: { smallest: number; closest: number },
): Required<VecLike> {
  const free = { w: Math.max(1, canvas.w - left - right), h: Math.max(1, canvas.h - top - bottom) }
  const fitting = Math.min(free.w / Math.max(1, bounds.w), free.h / Math.max(1, bounds.h))
  const z = Math.max(smallest, Math.min(closest, fitting))
  return {
    x: (left + free.w / 2) / z - (bounds.x + bounds.w / 2),
    y: (top + free.h / 2) / z - (bounds.y + bounds.h / 2),
    z,
  }
}
