import { Box, type Editor, type TLShapeId } from 'tldraw'
import { type Insets, showBounds } from '../board/showBounds.ts'

/** What tldraw lays over the edges of the canvas; on narrow ones its styles are behind a button. */
function toolInsets(editor: Editor): Insets {
  const narrow = editor.getViewportScreenBounds().w < 700
  return { top: 60, right: narrow ? 16 : 180, bottom: 80, left: 16 }
}
/** Farther away than this a card cannot be read. */
const readable = 0.4
const near = 0.8

/** Selects a card or a group, and glides to it where it is out of view or too small to read. */
export function showShape(editor: Editor, id: TLShapeId): void {
  const bounds = editor.getShapePageBounds(id)
  if (!bounds) return
  // With the hand one looks around; what is selected shows only with the arrow. A finger keeps its hand.
  const byFinger = window.matchMedia('(pointer: coarse)').matches
  if (!byFinger && !editor.isIn('select')) editor.setCurrentTool('select')
  editor.select(id)
  glideTo(editor, bounds)
}

/** Glides to where a region of the template stands. */
export function showRegion(editor: Editor, region: string): void {
  const backdrop = editor.getCurrentPageShapes().find(({ meta }) => meta.region === region)
  const bounds = backdrop && editor.getShapePageBounds(backdrop)
  if (bounds) glideTo(editor, bounds)
}

function glideTo(editor: Editor, bounds: Box): void {
  const zoom = editor.getZoomLevel()
  const inView = freeView(editor).contains(bounds)
  const isSmall = bounds.w * zoom < 120 && zoom < readable
  if (inView && !isSmall) return
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const glide = calm ? 0 : editor.options.animationMediumMs
  showBounds(editor, bounds, { insets: toolInsets(editor), closest: zoom < readable ? near : zoom, glide })
}

/** The part of the board that is in view and not under tldraw's tools. */
function freeView(editor: Editor): Box {
  const { x, y, w, h } = editor.getViewportPageBounds()
  const zoom = editor.getZoomLevel()
  const insets = toolInsets(editor)
  const [left, top] = [insets.left / zoom, insets.top / zoom]
  const width = w - (insets.left + insets.right) / zoom
  return new Box(x + left, y + top, width, h - (insets.top + insets.bottom) / zoom)
}
