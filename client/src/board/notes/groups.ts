import {
  isTemplateId,
  nearGroups,
  notesToGroup,
  planGroup,
  type Standing,
  templateById,
} from '@sheshi/methods'
import { createShapeId, type Editor, type TLFrameShape, type TLShape, type TLShapeId } from 'tldraw'
import type { Proposed } from './state.ts'

/** What of a selection can be put into a group: what people made, but neither frames nor arrows, which follow by themselves. */
export function groupable(editor: Editor): TLShape[] {
  return editor.getSelectedShapes().filter(({ type, isLocked, parentId }) => {
    const nested = editor.getShape(parentId as TLShapeId)
    return !isLocked && type !== 'frame' && type !== 'arrow' && nested?.type !== 'group'
  })
}

/** The notes of a board that are in no group yet, with how near to others counts (`notesToGroup`). */
function looseNotes(editor: Editor, template: string, gap: number): Standing[] {
  const notes = editor
    .getCurrentPageShapes()
    .filter(
      (shape) => shape.type === 'note' && !shape.isLocked && shape.parentId === editor.getCurrentPageId(),
    )
    .flatMap((shape) => standing(editor, shape))
    .sort(asOneReads)
  const regions = editor.getCurrentPageShapes().flatMap((shape) => {
    const bounds = editor.getShapePageBounds(shape)
    return typeof shape.meta.region === 'string' && bounds ? [{ id: shape.meta.region, bounds }] : []
  })
  return isTemplateId(template) ? notesToGroup(templateById(template), regions, notes, gap) : notes
}

/** In rows; half a note up or down is still the same row. */
const asOneReads = (a: Standing, b: Standing): number =>
  Math.floor(a.bounds.y / 104) - Math.floor(b.bounds.y / 104) || a.bounds.x - b.bounds.x

function standing(editor: Editor, { id }: TLShape): Standing[] {
  const bounds = editor.getShapePageBounds(id)
  return bounds ? [{ id, bounds: { x: bounds.x, y: bounds.y, w: bounds.w, h: bounds.h } }] : []
}

/** The groups that the notes lying together would make. `nameOf`: what the group with a number is called at first. */
export function proposeGroups(
  editor: Editor,
  template: string,
  { gap, nameOf }: { gap: number; nameOf: (no: number) => string },
): Proposed[] {
  return nearGroups(looseNotes(editor, template, gap), gap).map((ids, at) => ({
    key: ids.join(),
    name: nameOf(at + 1),
    ids: ids as TLShapeId[],
    chosen: true,
  }))
}

/** Puts frames with names around notes, as one step of undo; returns the frames. */
export function makeGroups(
  editor: Editor,
  groups: readonly { name: string; ids: readonly TLShapeId[] }[],
): TLShapeId[] {
  editor.markHistoryStoppingPoint('make groups')
  const made: TLShapeId[] = []
  editor.run(() => {
    for (const { name, ids } of groups) {
      const id = makeGroup(editor, name, ids)
      if (id) made.push(id)
    }
    editor.setSelectedShapes(made)
  })
  return made
}

function makeGroup(editor: Editor, name: string, wanted: readonly TLShapeId[]): TLShapeId | null {
  // Somebody else may have taken some of them away since.
  const shapes = wanted.flatMap((id) => editor.getShape(id) ?? [])
  const things = shapes.flatMap((shape) => standing(editor, shape))
  if (things.length === 0) return null
  const { frame, moves } = planGroup(things, inTheWay(editor, new Set(wanted)))
  const id = createShapeId()
  const { x, y, w, h } = frame
  const parentId = editor.getCurrentPageId()
  editor.createShape<TLFrameShape>({ id, type: 'frame', x, y, parentId, props: { w, h, name } })
  const members = things.map((thing) => thing.id as TLShapeId)
  // To the page first: the places are the page's.
  editor.reparentShapes(members, parentId)
  for (const shape of members.flatMap((member) => editor.getShape(member) ?? [])) {
    const to = moves.get(shape.id)
    if (to) editor.updateShape({ id: shape.id, type: shape.type, ...to })
  }
  editor.reparentShapes(members, id)
  return id
}

/** What a new frame must not cover: all that people made, and the frames. */
function inTheWay(editor: Editor, except: ReadonlySet<TLShapeId>) {
  return editor
    .getCurrentPageShapes()
    .filter(
      ({ id, type, isLocked, parentId }) =>
        !isLocked && type !== 'arrow' && !except.has(id) && parentId === editor.getCurrentPageId(),
    )
    .flatMap((shape) => standing(editor, shape).map(({ bounds }) => bounds))
}
