import { atom, type Editor, type TLShapeId } from 'tldraw'
import { editorState } from '../editorState.ts'

/** A group that is proposed, and what it would hold. */
export interface Proposed {
  key: string
  name: string
  ids: TLShapeId[]
  /** People may leave some of the proposed groups out. */
  chosen: boolean
}

/** True while the notes of this page show whose sector wrote them. */
export const sectorsShown = editorState('sectors shown', false)

/** What of a note's writer those marks say. */
export const marksBy = editorState<'sector' | 'city'>('marks by', 'sector')

/** The groups that are proposed right now; null while none are asked for. */
export const proposal = editorState<Proposed[] | null>('proposed groups', null)

const nameKey = 'sheshi.nameOnNotes'

/** True where this browser's person wants their name on the notes they write; they must have said so. */
export const nameOnNotes = atom('name on notes', recallConsent())

/** Remembers the choice in this browser. */
export function consentToName(wanted: boolean): void {
  nameOnNotes.set(wanted)
  try {
    if (wanted) localStorage.setItem(nameKey, 'yes')
    else localStorage.removeItem(nameKey)
  } catch {
    // Without a storage the choice lives as long as the page.
  }
}

function recallConsent(): boolean {
  try {
    return localStorage.getItem(nameKey) === 'yes'
  } catch {
    return false
  }
}

/** Everything of ours that is open over an editor is put away. */
export function closeProposal(editor: Editor): void {
  proposal(editor).set(null)
}
