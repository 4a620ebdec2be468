import type { BoardConnection } from '@sheshi/sync/client'
import type { Editor } from 'tldraw'
import type * as Y from 'yjs'
import type { BoardSession } from './boardSession.ts'

/** What `window.board` offers in the browser's console and to tests: the insides of the open board, to look at. */
export interface SupportAccess {
  editor: Editor
  doc: Y.Doc
  connection: BoardConnection
}

declare global {
  interface Window {
    board?: SupportAccess
  }
}

/** Puts the board's insides on `window.board`; returns the way to take them off again. */
export function supportAccess(editor: Editor, session: BoardSession): () => void {
  const access: SupportAccess = { editor, doc: session.doc, connection: session.connection }
  window.board = access
  return () => {
    if (window.board === access) delete window.board
  }
}
