import type { LucideIcon } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { Editor } from 'tldraw'
import { useHelix } from './helix/useHelix.tsx'
import { useNotes } from './notes/useNotes.tsx'
import { usePrototype } from './prototype/usePrototype.tsx'
import type { BoardFacts } from './remembered.ts'
import { useScreening } from './screening/useScreening.tsx'
import { useTree } from './tree/useTree.tsx'

/** Something that a board's method can do: a button above the canvas, on narrow screens in the menu. */
export interface MethodAction {
  /** The key of its words. */
  key: string
  icon: LucideIcon
  run: () => void
  /** Of a switch: whether it is on. */
  pressed?: boolean
}

/** What one part of the methods brings to the page. */
export interface MethodPart {
  actions: MethodAction[]
  /** Dialogs and panels that its actions opened. */
  view?: ReactNode
}

/** What the parts know of the page. `editor` is null until the canvas is there. */
export interface MethodContext {
  facts: BoardFacts
  editor: Editor | null
  readOnly: boolean
}

/** All that the board's template can do: one hook for each family of methods, each of which may have nothing to offer. */
export function useMethod(context: MethodContext): MethodPart {
  const parts = {
    tree: useTree(context),
    notes: useNotes(context),
    prototype: usePrototype(context),
    helix: useHelix(context),
    screening: useScreening(context),
  }
  return {
    actions: Object.values(parts).flatMap(({ actions }) => actions),
    view: Object.entries(parts).map(([name, { view }]) => <Fragment key={name}>{view}</Fragment>),
  }
}
