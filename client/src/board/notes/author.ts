import { personalMarks } from '@sheshi/methods'
import type { Sector } from '@sheshi/records'
import type { Editor, JsonObject, TLShape } from 'tldraw'
import { nameOnNotes } from './state.ts'

/** Who writes notes in this page. */
interface Author {
  name: string
  sector: Sector | null
  /** The city they take part from, where they said so. */
  city: string | null
  /** What everything that this page makes carries, so that people find and take back their own. */
  author: string | null
}

/**
 * Whoever makes a note leaves their sector on it, and a city they take part from, and their name where they said so; whatever they make carries a tag
 * by which they find it again, which names nobody. Only what is made here and now is marked: what undo, another page or a version brings back keeps the marks it had. Returns the way to stop.
 */
export function markOwnNotes(editor: Editor, { name, sector, city, author }: Author): () => void {
  const usual = editor.getInitialMetaForShape
  editor.getInitialMetaForShape = (shape: TLShape): JsonObject => {
    // A copy of somebody's note stays theirs.
    if (personalMarks.some((mark) => shape.meta[mark] !== undefined)) return {}
    const who = author ? { who: author } : {}
    if (shape.type !== 'note') return who
    const from = { ...(sector && { sector }), ...(city && { city }) }
    return { ...who, ...from, ...(nameOnNotes.get() && name ? { by: name } : {}) }
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
