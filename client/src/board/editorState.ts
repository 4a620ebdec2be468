import { type Atom, atom, type Editor } from 'tldraw'

/** A value that lives as long as an editor does, for parts of the page that know each other only by the editor. */
export function editorState<T>(name: string, first: T): (editor: Editor) => Atom<T> {
  const states = new WeakMap<Editor, Atom<T>>()
  return (editor) => {
    const known = states.get(editor)
    if (known) return known
    const made = atom(name, first)
    states.set(editor, made)
    return made
  }
}
