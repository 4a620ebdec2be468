/** The structured content of a board (CHALLENGE_RECORD.md, "Structured content per template"). */

/** Something with words that somebody put on the board. `id` is the record's id without `shape:`; stable. */
export interface Card {
  id: string
  text: string
}

/** A card of a problem tree. `level` is its distance from the core problem (1: direct). */
export interface TreeNode extends Card {
  level: number
  /** Other cards that this one also causes (or follows from), beside the parent it hangs under. */
  alsoLinkedTo: string[]
  children: TreeNode[]
}

export interface Group {
  id: string
  title: string
  ideas: Card[]
}

interface OutlineHead {
  template: string
  locale: string
  /** What is odd on the board, as stable codes with the cards concerned: nothing is dropped, it is said. */
  notes: { code: 'cycle' | 'second-core' | 'unreadable'; cards: string[] }[]
  /** Cards that belong to no region or tree. */
  loose: Card[]
  /** Things drawn that have no words: they are only in the pictures. */
  ink: number
  images: number
}

export interface ProblemTreeOutline extends OutlineHead {
  template: 'problem-tree'
  core: string | null
  coreId: string | null
  causes: TreeNode[]
  effects: TreeNode[]
  affectedGroups: Card[]
  evidence: Card[]
}

export interface BrainstormOutline extends OutlineHead {
  template: 'brainstorm'
  prompt: string
  /** The card the prompt stands on; null while nobody has written over the template's words. */
  promptId: string | null
  /** Written, not yet grouped. */
  inbox: Card[]
  clusters: Group[]
  parking: Card[]
}

export interface PrototypeScreen {
  id: string
  no: number
  device: 'phone' | 'tablet' | 'desktop' | 'kiosk' | 'wall'
  title: string
  annotations: Card[]
  links: { from: string; to: string }[]
}

export interface PrototypeOutline extends OutlineHead {
  template: 'prototype-sketch'
  screens: PrototypeScreen[]
  /** `caption` is the text of `cards`, one a line. */
  storyboard: { id: string; no: number; caption: string; cards: Card[] }[]
}

/** A board without a method: its frames as groups, the rest loose. */
export interface BlankOutline extends OutlineHead {
  template: 'blank'
  clusters: Group[]
}

export type Outline = ProblemTreeOutline | BrainstormOutline | PrototypeOutline | BlankOutline
