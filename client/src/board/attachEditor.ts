import type { Editor } from 'tldraw'
import type { BoardSession } from './boardSession.ts'
import type { Presence } from './presence.ts'
import { supportAccess } from './supportAccess.ts'

interface Page {
  session: BoardSession
  presence: Presence
  /** Told the editor now, and null when it goes. */
  setEditor(editor: Editor | null): void
}

/** What every page with a canvas does once its editor is there; returns what to do when it goes. */
export function attachEditor(editor: Editor, { session, presence, setEditor }: Page): () => void {
  setEditor(editor)
  const stopPublishing = presence.publish(editor)
  const stopSupport = supportAccess(editor, session)
  return () => {
    stopPublishing()
    stopSupport()
    setEditor(null)
  }
}
