import type { PadView } from '@sheshi/records'

/** What this browser knows of boards, so that the pad opens without a network. Storages may be full or forbidden. */
const viewKey = (boardId: string) => `sheshi.pad.${boardId}`
const draftKey = (boardId: string) => `sheshi.pad.draft.${boardId}`
/** The same choice as on the canvas (`client/src/board/notes/state.ts`). */
const nameKey = 'sheshi.nameOnNotes'

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // It only costs what would have been remembered.
  }
}

export const rememberView = (view: PadView): void => write(viewKey(view.id), JSON.stringify(view))
export const forgetView = (boardId: string): void => write(viewKey(boardId), null)

/** The board as it was when the server last told of it; null where it never did. */
export function recallView(boardId: string): PadView | null {
  try {
    const view = JSON.parse(read(viewKey(boardId)) ?? 'null') as PadView | null
    return view && Array.isArray(view.regions) && Array.isArray(view.colors) ? view : null
  } catch {
    return null
  }
}

/** Words that are written but not sent yet. */
export const recallDraft = (boardId: string): string => read(draftKey(boardId)) ?? ''
export const rememberDraft = (boardId: string, text: string): void => write(draftKey(boardId), text || null)

/** True where this browser's person wants their name on what they write; they must have said so. */
export const wantsName = (): boolean => read(nameKey) === 'yes'
export const chooseName = (wanted: boolean): void => write(nameKey, wanted ? 'yes' : null)
