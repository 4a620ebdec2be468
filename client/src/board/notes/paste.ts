import { isTemplateId, placeNote, templateById } from '@sheshi/methods'
import {
  createShapeId,
  type Editor,
  type TLNoteShape,
  type TLRecord,
  type TLShapeId,
  toRichText,
  type VecLike,
} from 'tldraw'
import { freePlaces } from '../freePlace.ts'

/** Below this zoom one does not choose a place by looking at it. */
const readableZoom = 0.5

/**
 * Makes a note of each text, as one step of undo: seen from near, in rows on a free place of the view; from afar, where
 * the board's template collects new notes.
 */
export function putNotes(
  editor: Editor,
  template: string,
  texts: readonly string[],
  point?: VecLike,
): TLShapeId[] {
  const near = editor.getZoomLevel() >= readableZoom
  const notes = (near ? null : inboxNotes(editor, template, texts)) ?? notesInView(editor, texts, point)
  const ids = notes.map(({ id }) => id)
  editor.markHistoryStoppingPoint('put notes')
  editor.run(() => {
    editor.createShapes(notes)
    editor.setSelectedShapes(ids)
  })
  return ids
}

type NewNote = Pick<TLNoteShape, 'id' | 'type' | 'x' | 'y' | 'parentId'> & {
  props: Partial<TLNoteShape['props']>
}

/** Null on boards that have no place for new notes. */
function inboxNotes(editor: Editor, template: string, texts: readonly string[]): NewNote[] | null {
  if (!isTemplateId(template) || !templateById(template).regions.some(({ kind }) => kind === 'inbox'))
    return null
  const records = new Map<string, TLRecord>(editor.store.allRecords().map((record) => [record.id, record]))
  return texts.flatMap((text) =>
    placeNote(records, { template, text }).flatMap((record): NewNote[] => {
      records.set(record.id, record)
      if (record.typeName !== 'shape') return []
      const { id, x, y, parentId, props } = record as TLNoteShape
      return [{ id, type: 'note', x, y, parentId, props }]
    }),
  )
}

function notesInView(editor: Editor, texts: readonly string[], point?: VecLike): NewNote[] {
  const taken = editor
    .getCurrentPageShapes()
    .filter(({ type, isLocked, meta }) => type !== 'arrow' && !(isLocked && meta.region !== undefined))
    .flatMap((shape) => editor.getShapePageBounds(shape) ?? [])
  const places = freePlaces(point ?? editor.getViewportPageBounds().center, taken, texts)
  const parentId = editor.getCurrentPageId()
  return places.map(({ x, y }, at) => ({
    id: createShapeId(),
    type: 'note',
    x,
    y,
    parentId,
    props: { richText: toRichText(texts[at] ?? '') },
  }))
}
