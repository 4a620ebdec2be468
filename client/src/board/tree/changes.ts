import type { Move } from '@sheshi/methods/tidy'
import { type BoardTree, objectivesOf, relatedPlace, type Side, treesOf } from '@sheshi/methods/tree'
import {
  createShapeId,
  type Editor,
  type TLArrowBinding,
  type TLNoteShape,
  type TLRecord,
  type TLShape,
  type TLShapeId,
} from 'tldraw'

/** The board's records by their ids, as the pure functions of the methods take them. */
export function recordsOf(editor: Editor): Map<string, TLRecord> {
  return new Map(editor.store.allRecords().map((record) => [record.id, record]))
}

/** The trees of the board as it is at this moment. */
export const treesNow = (editor: Editor, template: string): BoardTree[] =>
  treesOf(recordsOf(editor), template)

/** An arrow from a cause to its effect, tied to both. */
export function drawArrow(editor: Editor, cause: TLShapeId, effect: TLShapeId): void {
  const [from, to] = [editor.getShapePageBounds(cause), editor.getShapePageBounds(effect)]
  if (!from || !to) return
  const arrow = createShapeId()
  const start = from.center
  const end = { x: to.center.x - start.x, y: to.center.y - start.y }
  const parentId = editor.getCurrentPageId()
  editor.createShape({
    id: arrow,
    type: 'arrow',
    parentId,
    x: start.x,
    y: start.y,
    props: { start: { x: 0, y: 0 }, end },
  })
  const tie = (terminal: 'start' | 'end', toId: TLShapeId) => ({
    type: 'arrow' as const,
    fromId: arrow,
    toId,
    props: {
      terminal,
      normalizedAnchor: { x: 0.5, y: 0.5 },
      isExact: false,
      isPrecise: false,
      snap: 'none' as const,
    },
  })
  editor.createBindings<TLArrowBinding>([tie('start', cause), tie('end', effect)])
}

/** What an arrow is tied to at its ends, in the direction it was drawn; null where one of them is loose. */
export function endsOf(
  editor: Editor,
  arrow: TLShapeId,
): { from: TLShapeId; to: TLShapeId; ties: TLArrowBinding[] } | null {
  const ties = editor.getBindingsFromShape<TLArrowBinding>(arrow, 'arrow')
  const from = ties.find(({ props }) => props.terminal === 'start')?.toId
  const to = ties.find(({ props }) => props.terminal === 'end')?.toId
  return from && to ? { from, to, ties } : null
}

/** Makes an arrow point the other way. */
export function turnArrow(editor: Editor, arrow: TLShapeId): void {
  const ends = endsOf(editor, arrow)
  if (!ends) return
  editor.updateBindings(
    ends.ties.map((tie) => ({
      ...tie,
      props: {
        ...tie.props,
        terminal: tie.props.terminal === 'start' ? ('end' as const) : ('start' as const),
      },
    })),
  )
}

/** Puts a card on the page, out of whatever frame or group it is in. */
export function putOnPage(editor: Editor, id: TLShapeId, place: { x: number; y: number }): void {
  const shape = editor.getShape(id)
  if (!shape) return
  const page = editor.getCurrentPageId()
  if (shape.parentId !== page) editor.reparentShapes([id], page)
  editor.updateShape({ id, type: shape.type, ...place })
}

/** All cards to their places, as one step of undo. */
export function putInPlace(editor: Editor, moves: readonly Move[], turns: readonly TLShapeId[]): void {
  editor.markHistoryStoppingPoint('tidy the tree')
  editor.run(() => {
    for (const { id, x, y, scale } of moves) {
      putOnPage(editor, id, { x, y })
      const type = editor.getShape(id)?.type
      if (!type) continue
      editor.updateShape({ id, type, rotation: 0 })
      if (scale !== null) editor.updateShape<TLNoteShape>({ id, type: 'note', props: { scale } })
    }
    for (const arrow of turns) turnArrow(editor, arrow)
  })
  editor.markHistoryStoppingPoint('the tree is tidy')
}

/** The objectives of all problems that have none yet, as one step of undo; how many records that were. */
export function makeObjectives(editor: Editor, wanted: { template: string; locale: string }): TLShape[] {
  const made = objectivesOf(recordsOf(editor), wanted)
  if (made.length === 0) return []
  editor.markHistoryStoppingPoint('make the objectives tree')
  editor.run(() => editor.store.put(made), { ignoreShapeLock: true })
  editor.markHistoryStoppingPoint('the objectives tree is made')
  return made.filter((record) => record.typeName === 'shape')
}

/** A new cause or effect of a card, tied to it and open for typing. False where the tree has no place for one. */
export function addRelated(editor: Editor, template: string, card: TLShapeId, side: Side): boolean {
  const place = relatedPlace(treesNow(editor, template), card, side)
  if (!place || editor.getIsReadonly()) return false
  const { x, y, color } = place
  const id = createShapeId()
  const parentId = editor.getCurrentPageId()
  editor.markHistoryStoppingPoint('add to the tree')
  editor.run(() => {
    editor.createShape<TLNoteShape>({ id, type: 'note', parentId, x, y, props: { color } })
    if (side === 'cause') drawArrow(editor, id, card)
    else drawArrow(editor, card, id)
  })
  const note = editor.getShape<TLNoteShape>(id)
  if (!note) return false
  const bounds = editor.getShapePageBounds(id)
  if (bounds && !editor.getViewportPageBounds().contains(bounds)) {
    editor.centerOnPoint(bounds.center, { animation: { duration: editor.options.animationMediumMs } })
  }
  editor.select(id)
  editor.setEditingShape(id)
  editor.setCurrentTool('select.editing_shape', { target: 'shape', shape: note })
  return true
}
