import { Extension } from '@tiptap/core'
import type { Node, Schema } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import {
  type Editor,
  react,
  type TLTextOptions,
  tipTapDefaultExtensions,
  unsafe__withoutCapture,
} from 'tldraw'
import { textChange } from './textChange.ts'

/** Lets several people type in one text at once. */
export interface LiveText {
  /** For the canvas, the same object at every render. */
  readonly options: TLTextOptions
  /** Tells which editor the text fields belong to, as soon as it is there. */
  attach(editor: Editor): void
}

/**
 * tldraw answers a change that somebody else made to the text one is editing with the whole text, one render later:
 * the caret jumps to the end, and a key pressed in between takes the others' letters out again. Instead, the store's
 * text goes into the open field in the same moment in which it reaches the store, as the smallest change.
 */
export function createLiveText(): LiveText {
  let editor: Editor | null = null
  const extension = Extension.create({
    name: 'liveText',
    addProseMirrorPlugins: () => [
      new Plugin({ view: (view) => ({ destroy: editor ? follow(editor, view) : () => {} }) }),
    ],
    // tldraw's own way; the text is there already.
    addCommands: () => ({ setContent: () => () => true }),
  })
  return {
    options: { tipTapConfig: { extensions: [...tipTapDefaultExtensions, extension] } },
    attach(attached) {
      editor = attached
    },
  }
}

/** Keeps an open field equal to the store until the returned function is called. */
function follow(editor: Editor, view: EditorView): () => void {
  const id = editor.getEditingShapeId()
  return react('text in the open field', () => {
    const shape = id ? editor.store.get(id) : undefined
    if (!shape) return
    unsafe__withoutCapture(() => {
      const target = nodeOf(view.state.schema, shape.props)
      const change = target && textChange(view.state, target)
      if (change) view.dispatch(change)
    })
  })
}

function nodeOf(schema: Schema, props: object): Node | null {
  return 'richText' in props ? schema.nodeFromJSON(props.richText) : null
}
