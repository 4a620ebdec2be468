import type { Refusal } from '@sheshi/methods/tree'
import type { Editor, TLShapeId } from 'tldraw'
import { editorState } from '../editorState.ts'

/** What is said to whoever put a card down, drew an arrow or wrote. */
export type HintCode = 'lack' | 'long' | 'moved' | Refusal

/** A hint beside a card. `words` and `count` are put into it. */
export interface Hint {
  card: TLShapeId
  code: HintCode
  words?: string
  count?: number
}

/** The hints that this page shows now, the newest last; others have their own. */
export const hintsOf = editorState<readonly Hint[]>('hints of the tree', [])

/** More of them would lie on each other. */
const most = 3

/** Shows a hint; another one on the same card makes way. */
export function showHint(editor: Editor, hint: Hint): void {
  hintsOf(editor).update((hints) => [...hints.filter(({ card }) => card !== hint.card), hint].slice(-most))
}

/** Takes a hint away, or all of a card's. */
export function dropHints(editor: Editor, which: (hint: Hint) => boolean): void {
  hintsOf(editor).update((hints) => (hints.some(which) ? hints.filter((hint) => !which(hint)) : hints))
}
