import type { Sector } from '@sheshi/records'
import type { Editor, JsonObject, TLShape } from 'tldraw'
import { nameOnNotes } from './state.ts'

/** Who writes notes in this page. */
interface Author {
  name: string
  sector: Sector | null
}

/**
 * Whoever makes a note leaves their sector on it, and their name where they said so. Only what is made here and now is
 * marked: what undo, another page or a version brings back keeps the marks it had. Returns the way to stop.
 */
export function markOwnNotes(editor: Editor, { name, sector }: Author): () => void {
  const usual = editor.getInitialMetaForShape
  editor.getInitialMetaForShape = (shape: TLShape): JsonObject => {
    if (shape.type !== 'note') return {}
    // A copy of somebody's note stays theirs.
    if (shape.meta.sector !== undefined || shape.meta.by !== undefined) return {}
    return { ...(sector ? { sector } : {}), ...(nameOnNotes.get() && name ? { by: name } : {}) }
  }
  return () => {
    editor.getInitialMetaForShape = usual
  }
}

/** Takes a name off all notes that carry it, for whoever no longer wants it there. No step of undo brings it back. */
export function takeNameOff(editor: Editor, name: string): void {
  const signed = editor
    .getCurrentPageShapes()
    .filter((shape) => shape.type === 'note' && shape.meta.by === name)
  editor.run(() => editor.store.put(signed.map((shape) => ({ ...shape, meta: withoutName(shape.meta) }))), {
    history: 'ignore',
    ignoreShapeLock: true,
  })
}

const withoutName = ({ by: _by, ...rest }: JsonObject): JsonObject => rest
