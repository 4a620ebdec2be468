import { isTemplateId, placeNote, templateById } from '@sheshi/methods'
import { createShapeId, type Editor, type TLNoteShape } from 'tldraw'
import { freePlace } from './freePlace.ts'
import { type Insets, showBounds } from './showBounds.ts'

/** Below this zoom one cannot read what one types. */
const readableZoom = 0.5

/**
 * Puts an empty note onto the board and opens it for typing: the way to a note that needs neither a pointer nor
 * knowledge of the tools. Near enough to read, it comes onto a free place of the view; from far away, to where the
 * board's template collects new notes, and the view goes there.
 */
export function addNote(editor: Editor, template: string): void {
  if (editor.getIsReadonly()) return
  const near = editor.getZoomLevel() >= readableZoom
  const start = (near ? null : inboxNote(editor, template)) ?? noteInView(editor)
  const id = createShapeId()
  editor.markHistoryStoppingPoint('add note')
  editor.createShape<TLNoteShape>({ ...start, id, type: 'note' })
  const note = editor.getShape<TLNoteShape>(id)
  const bounds = editor.getShapePageBounds(id)
  if (!note || !bounds) return
  if (!near) {
    showBounds(editor, bounds, {
      insets: aboveKeyboard(editor),
      closest: 1,
      glide: editor.options.animationMediumMs,
    })
  }
  editor.select(id)
  editor.setEditingShape(id)
  editor.setCurrentTool('select.editing_shape', { target: 'shape', shape: note })
}

/** On narrow screens the keyboard is about to cover the lower half. */
function aboveKeyboard(editor: Editor): Insets {
  const { w, h } = editor.getViewportScreenBounds()
  return { top: 64, right: 24, bottom: w < 700 ? h / 2 : 64, left: 24 }
}

/** Where a note sent from a phone would land; null on boards without a place for new notes. */
function inboxNote(editor: Editor, template: string): Partial<TLNoteShape> | null {
  if (!isTemplateId(template) || !templateById(template).regions.some(({ kind }) => kind === 'inbox'))
    return null
  const records = new Map(editor.store.allRecords().map((record) => [record.id, record]))
  const [note] = placeNote(records, { template, text: '' })
  if (note?.typeName !== 'shape') return null
  const { x, y, parentId, props } = note as TLNoteShape
  return { x, y, parentId, props }
}

/** Locked shapes are the template's sheets, and arrows may be crossed; everything else stays in sight. */
function noteInView(editor: Editor): Partial<TLNoteShape> {
  const taken = editor
    .getCurrentPageShapes()
    .filter((shape) => !shape.isLocked && shape.type !== 'frame' && shape.type !== 'arrow')
    .flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
  return freePlace(editor.getViewportPageBounds(), taken)
}
