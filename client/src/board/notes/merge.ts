import { plainText } from '@sheshi/board'
import { type Duplicate, findDuplicates, planMerge } from '@sheshi/methods'
import type { Editor, TLRecord, TLShape, TLShapeId } from 'tldraw'

/** Pairs of notes on the page that say the same, or nearly. */
export function duplicateNotes(editor: Editor): Duplicate[] {
  const notes = editor.getCurrentPageShapes().filter((shape) => shape.type === 'note' && !shape.isLocked)
  return findDuplicates(notes.map((shape) => ({ id: shape.id, text: plainText(shape) })))
}

/** Keeps one of two notes in the place of both, as one step of undo; false where one of them is gone. */
export function mergeNotes(editor: Editor, keepId: TLShapeId, otherId: TLShapeId): boolean {
  const records = new Map<string, TLRecord>(editor.store.allRecords().map((record) => [record.id, record]))
  const plan = planMerge(records, keepId, otherId)
  const keep = editor.getShape(keepId)
  if (!plan || !keep) return false
  editor.markHistoryStoppingPoint('merge notes')
  editor.run(() => {
    editor.updateBindings(plan.rebind)
    editor.updateShape<TLShape>({ id: keepId, type: keep.type, meta: plan.meta })
    editor.deleteShapes(plan.remove)
  })
  return true
}
