import {
  connectCards,
  dropOnCard,
  findCard,
  lackHint,
  placeInTree,
  relatedPlace,
  tooLong,
} from '@sheshi/methods/tree'
import { type Editor, react, type TLShape, type TLShapeId } from 'tldraw'
import { drawArrow, endsOf, putOnPage, treesNow, turnArrow } from './changes.ts'
import { dropHints, showHint } from './state.ts'

/** While one of these is on, the hand has not let go. */
const underWay = [
  'select.translating',
  'select.dragging_handle',
  'select.pointing_shape',
  'arrow.pointing',
  'note.pointing',
]
const drawing = ['arrow', 'select.dragging_handle']

/** What this person has in hand, until it is let go. */
export interface Hand {
  /** Cards that are being moved, with how they were before. */
  moved: Map<TLShapeId, TLShape>
  made: Set<TLShapeId>
  arrows: Set<TLShapeId>
}

/**
 * Holds what this person does to the rules of the tree, as soon as it is let go and in the same step of undo: cards
 * take their band's colour, a card let go on another is tied to it, an arrow that would close a circle goes away with
 * a word about it. What others do is theirs. Returns the way to stop.
 */
export function attachTree(editor: Editor, template: string): () => void {
  const hand: Hand = { moved: new Map(), made: new Set(), arrows: new Set() }
  const told = new Set<string>()
  const settle = () => {
    if (editor.isInAny(...underWay)) return
    const { moved, made, arrows } = hand
    if (moved.size + made.size + arrows.size === 0) return
    const held = { moved: new Map(moved), made: new Set(made), arrows: new Set(arrows) }
    for (const each of [moved, made, arrows]) each.clear()
    editor.run(() => letGo(editor, template, held))
  }
  const onEvent = () => queueMicrotask(settle)
  editor.on('event', onEvent)
  const stops = [
    ...watchHand(editor, hand),
    watchWriting(editor, (id) => {
      editor.run(() => takeColour(editor, template, id))
      readCard(editor, template, id, told)
    }),
    () => editor.off('event', onEvent),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Notes down what is moved, made and tied by this person's hand; undo, pasting and others' work are not. */
function watchHand(editor: Editor, { moved, made, arrows }: Hand): (() => void)[] {
  const { sideEffects } = editor
  const onTie = (tie: { type: string; fromId: TLShapeId }, source: 'remote' | 'user') => {
    if (source === 'user' && tie.type === 'arrow' && editor.isInAny(...drawing)) arrows.add(tie.fromId)
  }
  return [
    sideEffects.registerAfterChangeHandler('shape', (before, after, source) => {
      const isMoved = before.x !== after.x || before.y !== after.y || before.parentId !== after.parentId
      if (source !== 'user' || !isMoved || after.type === 'arrow') return
      if (editor.isIn('select.translating') && !moved.has(after.id)) moved.set(after.id, before)
      else if (editor.isIn('select.idle') && editor.inputs.keys.size > 0) moved.set(after.id, after)
    }),
    sideEffects.registerAfterCreateHandler('shape', (shape, source) => {
      if (source === 'user' && shape.type === 'note' && editor.isIn('note')) made.add(shape.id)
    }),
    sideEffects.registerAfterCreateHandler('binding', (tie, source) => onTie(tie, source)),
    sideEffects.registerAfterChangeHandler('binding', (_before, tie, source) => onTie(tie, source)),
  ]
}

/** Calls back when this person has finished writing on a card. */
function watchWriting(editor: Editor, onWritten: (id: TLShapeId) => void): () => void {
  let open: TLShapeId | null = null
  return react('writing', () => {
    const now = editor.getEditingShapeId()
    const before = open
    open = now
    // The text is taken over once its field is closed.
    if (before && before !== now) queueMicrotask(() => onWritten(before))
  })
}

/** Holds what a hand has let go to the rules of the tree: `attachTree` for tldraw's tools, the wall for its own. */
export function letGo(editor: Editor, template: string, { moved, made, arrows }: Hand): void {
  for (const arrow of arrows) judgeArrow(editor, template, arrow)
  const [only] = moved.size === 1 ? [...moved.keys()] : []
  if (only && !made.has(only)) dropOn(editor, template, only, moved.get(only))
  for (const [id, before] of moved) if (!made.has(id)) oneCore(editor, template, id, before)
  for (const id of made) oneCore(editor, template, id, null)
  for (const id of [...moved.keys(), ...made]) takeColour(editor, template, id)
}

function judgeArrow(editor: Editor, template: string, arrow: TLShapeId): void {
  const ends = endsOf(editor, arrow)
  if (!ends) return
  const verdict = connectCards(treesNow(editor, template), { from: ends.from, to: ends.to, arrow })
  if (!verdict) return
  if (verdict.ok) {
    if (verdict.turned) turnArrow(editor, arrow)
    return
  }
  editor.deleteShapes([arrow])
  showHint(editor, { card: verdict.card, code: verdict.code })
}

/** A card let go on another becomes its cause or effect, and goes beside it. */
function dropOn(editor: Editor, template: string, id: TLShapeId, before: TLShape | undefined): void {
  const drop = dropOnCard(treesNow(editor, template), id)
  if (!drop) return
  if (drop.refused === 'cycle' || drop.refused === 'second-core') {
    if (before) putBack(editor, before)
    showHint(editor, { card: id, code: drop.refused })
    return
  }
  putOnPage(editor, id, drop.place)
  if (drop.refused === null) drawArrow(editor, drop.cause, drop.effect)
}

/** A second core goes back to where it was; a new one becomes a direct cause, and its writer is asked. */
function oneCore(editor: Editor, template: string, id: TLShapeId, before: TLShape | null): void {
  const trees = treesNow(editor, template)
  const placement = placeInTree(trees, id)
  if (placement?.kind !== 'second-core') return
  if (before) {
    putBack(editor, before)
    showHint(editor, { card: id, code: 'second-core' })
    return
  }
  const place = relatedPlace(trees, placement.core, 'cause')
  if (!place) return
  putOnPage(editor, id, { x: place.x, y: place.y })
  showHint(editor, { card: id, code: 'moved' })
}

function putBack(editor: Editor, { id, type, x, y, parentId }: TLShape): void {
  if (editor.getShape(id)?.parentId !== parentId) editor.reparentShapes([id], parentId)
  editor.updateShape({ id, type, x, y })
}

function takeColour(editor: Editor, template: string, id: TLShapeId): void {
  const placement = placeInTree(treesNow(editor, template), id)
  if (placement && placement.kind !== 'second-core' && placement.color) {
    editor.updateShape({ id, type: 'note', props: { color: placement.color } })
  }
}

/** What one might put otherwise: said once for each card, and gone when it is put otherwise. */
function readCard(editor: Editor, template: string, id: TLShapeId, told: Set<string>): void {
  const found = findCard(treesNow(editor, template), id)
  dropHints(editor, ({ card, code }) => card === id && (code === 'lack' || code === 'long'))
  if (!found) return
  const words = found.tree.kind === 'problems' ? lackHint(found.card.text) : null
  const count = tooLong(found.card.text)
  const tell = (code: 'lack' | 'long', values: { words?: string; count?: number }) => {
    if (told.has(`${id} ${code}`)) return
    told.add(`${id} ${code}`)
    showHint(editor, { card: id, code, ...values })
  }
  if (words !== null) tell('lack', { words })
  else if (count !== null) tell('long', { count })
}
