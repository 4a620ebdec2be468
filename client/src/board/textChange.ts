import { editsBetween } from '@sheshi/board'
import type { Mark, Node } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'

/**
 * The smallest transaction that makes an open text field say `target`, or null where it does already. Whoever types
 * in it keeps the caret between the same letters, the chosen formatting, and an undo that takes back only their own.
 */
export function textChange(state: EditorState, target: Node): Transaction | null {
  if (state.doc.eq(target)) return null
  const change = inPieces(state, target) ?? inOnePiece(state, target)
  keepSelection(state, change)
  // Nobody typed this here: it is no step of this person's undo, is not sent again, and links come ready made.
  return change
    .setStoredMarks(state.storedMarks)
    .setMeta('addToHistory', false)
    .setMeta('preventUpdate', true)
    .setMeta('preventAutolink', true)
}

/**
 * One of ProseMirror's positions: a character, a leaf, the beginning or the end of a node, and how much deeper the
 * text is nested after it.
 */
interface Sign {
  key: string
  depth: -1 | 0 | 1
}

function signsOf(parent: Node, signs: Sign[] = []): Sign[] {
  parent.forEach((node) => {
    for (const key of (node.text ?? '').split('')) signs.push({ key, depth: 0 })
    if (node.isText) return
    const key = `<${node.type.name}${JSON.stringify(node.attrs)}`
    signs.push({ key, depth: node.isLeaf ? 0 : 1 })
    if (node.isLeaf) return
    signsOf(node, signs)
    signs.push({ key: '</>', depth: -1 })
  })
  return signs
}

/** How much deeper a stretch ends than it begins. */
const depthOf = (signs: readonly Sign[]): number => signs.reduce((sum, { depth }) => sum + depth, 0)

/** What lies between `from` and `to` gives way to what lies between `start` and `end` of the wanted text. */
interface Piece {
  from: number
  to: number
  start: number
  end: number
}

/** The edits as pieces that each end as deep as they began, as ProseMirror needs them: some edits go together. */
function piecesOf(now: readonly Sign[], wanted: readonly Sign[]): Piece[] {
  const pieces: Piece[] = []
  let shift = 0
  let depth = 0
  for (const { at, removed, inserted } of editsBetween(now, wanted, ({ key }) => key)) {
    const open = depth === 0 ? undefined : pieces.pop()
    const end = at + shift + inserted.length
    pieces.push({ from: open?.from ?? at, to: at + removed, start: open?.start ?? at + shift, end })
    shift += inserted.length - removed
    depth += depthOf(inserted) - depthOf(now.slice(at, at + removed))
  }
  return pieces
}

/** Letter by letter, then the formatting; null where the pieces, one at a time, would make no sound text. */
function inPieces(state: EditorState, target: Node): Transaction | null {
  const change = state.tr
  try {
    // From the end to the beginning, so that no piece moves the places of the others.
    for (const { from, to, start, end } of piecesOf(signsOf(state.doc), signsOf(target)).reverse())
      change.step(new ReplaceStep(from, to, target.slice(start, end)))
    reformat(change, target)
  } catch {
    return null
  }
  return change.doc.eq(target) ? change : null
}

/** Everything between the equal beginning and the equal end: both texts are sound there, so this always fits. */
function inOnePiece(state: EditorState, target: Node): Transaction {
  const start = state.doc.content.findDiffStart(target.content)
  const end = state.doc.content.findDiffEnd(target.content)
  if (start === null || end === null) return state.tr
  // In repetitive text the equal beginning and the equal end may overlap.
  const overlap = Math.max(0, start - Math.min(end.a, end.b))
  return state.tr.step(new ReplaceStep(start, end.a + overlap, target.slice(start, end.b + overlap)))
}

/** The formatting at each position; undefined where there is no text. */
function marksOf(doc: Node): (readonly Mark[] | undefined)[] {
  const marks: (readonly Mark[] | undefined)[] = []
  doc.descendants((node, position) => {
    for (let at = 0; node.isInline && at < node.nodeSize; at++) marks[position + at] = node.marks
  })
  return marks
}

const lacking = (marks: readonly Mark[], others: readonly Mark[]): Mark[] =>
  marks.filter((mark) => !mark.isInSet(others))

/** Gives the letters of `change`, which are those of `target` already, the formatting that they have there. */
function reformat(change: Transaction, target: Node): void {
  const now = marksOf(change.doc)
  const wanted = marksOf(target)
  for (let at = 0; at < wanted.length; ) {
    const [from, to] = [now[at] ?? [], wanted[at] ?? []]
    let end = at + 1
    while (end < wanted.length && now[end] === now[at] && wanted[end] === wanted[at]) end++
    for (const mark of lacking(from, to)) change.removeMark(at, end, mark)
    for (const mark of lacking(to, from)) change.addMark(at, end, mark)
    at = end
  }
}

/** A caret stays before what others put in at its place, so that two people's words stay whole; a selection keeps its size. */
function keepSelection({ selection }: EditorState, change: Transaction): void {
  if (!(selection instanceof TextSelection)) return
  const { anchor, head, empty } = selection
  const place = (at: number, other: number) =>
    change.doc.resolve(change.mapping.map(at, empty || at > other ? -1 : 1))
  change.setSelection(TextSelection.between(place(anchor, head), place(head, anchor)))
}
