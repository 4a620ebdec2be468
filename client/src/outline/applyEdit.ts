import type { Change } from '@sheshi/methods'
import type { Editor, TLBinding, TLRecord, TLShape } from 'tldraw'

/**
 * Makes a change of the outline on the canvas, as one step that its author can take back. By tldraw's own ways, which
 * measure words and keep arrows tied.
 */
export function applyEdit(editor: Editor, { put, remove }: Change): void {
  const shapes = put.filter((record): record is TLShape => record.typeName === 'shape')
  const bindings = put.filter((record): record is TLBinding => record.typeName === 'binding')
  const isNew = ({ id }: TLRecord) => !editor.store.has(id)
  editor.markHistoryStoppingPoint('outline')
  editor.run(() => {
    editor.createShapes(shapes.filter(isNew))
    editor.updateShapes(shapes.filter((shape) => !isNew(shape)))
    editor.updateBindings(bindings.filter((binding) => !isNew(binding)))
    editor.createBindings(bindings.filter(isNew))
    const gone = remove.flatMap((id) => editor.store.get(id) ?? [])
    editor.deleteBindings(gone.filter((record) => record.typeName === 'binding'))
    editor.deleteShapes(gone.flatMap((record) => (record.typeName === 'shape' ? [record.id] : [])))
  })
}
