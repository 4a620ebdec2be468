import { annexOf } from '@sheshi/methods'
import type { Editor, TLFrameShape, TLShape, TLShapeId } from 'tldraw'

/**
 * What lies beside a screen (remarks in its gutter) or under a scene (its caption) goes along when the screen is moved
 * here, in the same step of undo. While a screen is dragged, it takes what it had when the drag began, not what it passes
 * over. Returns the way to stop.
 */
export function keepTogether(editor: Editor): () => void {
  const moved = new Map<TLShapeId, { from: TLFrameShape; to: TLFrameShape }>()
  const touched = new Set<TLShapeId>()
  const taken = new Map<TLShapeId, TLShapeId[]>()
  const stopHearing = editor.sideEffects.registerAfterChangeHandler('shape', (before, after, source) => {
    if (source !== 'user') return
    touched.add(after.id)
    if (!isSheet(before) || !isSheet(after) || !isShifted(before, after)) return
    moved.set(after.id, { from: moved.get(after.id)?.from ?? before, to: after })
  })
  const stopMoving = editor.sideEffects.registerOperationCompleteHandler((source) => {
    if (source !== 'user') return
    if (!editor.isIn('select.translating')) taken.clear()
    const moves = [...moved.values()]
    const already = new Set(touched)
    moved.clear()
    touched.clear()
    for (const { from, to } of moves) {
      const along = taken.get(to.id) ?? beside(editor, from)
      taken.set(to.id, along)
      // What was moved by itself (it was selected too, or undo puts it back) is where it should be.
      const rest = along.filter((id) => !already.has(id))
      if (rest.length > 0) shift(editor, rest, to.x - from.x, to.y - from.y)
    }
    touched.clear()
  })
  return () => {
    stopHearing()
    stopMoving()
  }
}

const isSheet = (shape: TLShape): shape is TLFrameShape =>
  shape.type === 'frame' && shape.parentId.startsWith('page:') && shape.rotation === 0

function isShifted(before: TLFrameShape, after: TLFrameShape): boolean {
  const same = before.props.w === after.props.w && before.props.h === after.props.h
  return same && before.parentId === after.parentId && (before.x !== after.x || before.y !== after.y)
}

/** What lies in the annex of a sheet where it was: cards and drawings, and of the template's own sheets its gutter. */
function beside(editor: Editor, sheet: TLFrameShape): TLShapeId[] {
  const kind = String(sheet.meta.frame).startsWith('panel.') ? 'scene' : 'screen'
  const { x, y, props } = sheet
  const annex = annexOf({ x, y, w: props.w, h: props.h }, kind)
  return editor.getCurrentPageShapes().flatMap((shape) => {
    if (shape.parentId !== sheet.parentId || shape.type === 'frame' || shape.type === 'arrow') return []
    if (shape.isLocked && !isAnnex(shape)) return []
    const middle = editor.getShapePageBounds(shape)?.center
    const inside =
      middle &&
      middle.x >= annex.x &&
      middle.x < annex.x + annex.w &&
      middle.y >= annex.y &&
      middle.y < annex.y + annex.h
    return inside ? [shape.id] : []
  })
}

const isAnnex = ({ meta }: TLShape): boolean =>
  /^(?:gutter|caption)\b/.test(String(meta.region ?? meta.guide ?? '')) ||
  meta.labelKey === 'prototype-sketch.gutter' ||
  meta.labelKey === 'prototype-sketch.caption'

function shift(editor: Editor, ids: readonly TLShapeId[], x: number, y: number): void {
  const shapes = ids.flatMap((id) => editor.getShape(id) ?? [])
  editor.run(
    () =>
      editor.updateShapes(
        shapes.map((shape) => ({ id: shape.id, type: shape.type, x: shape.x + x, y: shape.y + y })),
      ),
    { ignoreShapeLock: true },
  )
}
