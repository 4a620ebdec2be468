/** The structured content of a board (CHALLENGE_RECORD.md, "Structured content per template"). */

/** Something with words that somebody put on the board. `id` is the record's id without `shape:`; stable. */
export interface Card {
  id: string
  text: string
  /** The sector of whoever wrote it, where the note says so (`meta.sector`); a name only where they agreed (`meta.by`). */
  sector?: string
  by?: string
  /** The city they take part from, where they said so (`meta.city`). */
  city?: string
  /** The card of the problem tree that it goes back to: of an objective, of a test of one (`meta.fromProblemId`). */
  fromProblemId?: string
}

/** A card of a problem tree. `level` is its distance from the core problem (1: direct). */
export interface TreeNode extends Card {
  level: number
  /** Other cards that this one also causes (or follows from), beside the parent it hangs under. */
  alsoLinkedTo: string[]
  children: TreeNode[]
  /** Of an objective: people said that it can be reached (`meta.realistic`). */
  realistic?: boolean
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
  notes: { code: 'cycle' | 'second-core' | 'unreadable' | 'strange-data'; cards: string[] }[]
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
  /** The objectives tree made from it on the same board, if there is one. */
  objectives?: ObjectivesTree
}

export interface BrainstormOutline extends OutlineHead {
  template: 'brainstorm' | 'how-might-we'
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
  storyboard: { id: string; no: number; title?: string; caption: string; cards: Card[] }[]
}

/** A board without a method: its frames as groups, the rest loose. */
export interface BlankOutline extends OutlineHead {
  template: 'blank'
  clusters: Group[]
}

/** Objectives: means below, ends above. */
export interface ObjectivesTree {
  core: string | null
  coreId: string | null
  /** The id of the core problem that the core objective was made from. */
  fromProblemId: string | null
  means: TreeNode[]
  ends: TreeNode[]
}

/** A board of its own for the objectives tree. */
export interface ObjectivesTreeOutline extends OutlineHead, ObjectivesTree {
  template: 'objectives-tree'
}

/** A region of the template with the cards in it; `id` is the region's. */
export interface RegionCards {
  id: string
  title: string
  cards: Card[]
}

/** A board that is read region by region (`reads: 'regions'`), in the template's order. */
export interface RegionsOutline extends OutlineHead {
  template:
    | 'test-and-learning-card'
    | 'pilot-plan'
    | 'lessons-transfer'
    | 'after-action-review'
    | 'showcase-card'
  regions: RegionCards[]
}

/** Where a card stands on the axes of a map, from 0 to 1 each. */
export interface CardOnMap extends Card {
  x: number
  y: number
}

/** A board with two axes (`reads: 'map'`): the quadrants or fields, and where each card stands. */
export interface MapOutline extends OutlineHead {
  template: 'impact-effort' | 'stakeholder-map'
  regions: { id: string; title: string; cards: CardOnMap[] }[]
}

/** A board that is a table (`reads: 'grid'`); only cells with something in them are listed, row by row. */
export interface GridOutline extends OutlineHead {
  template: 'brainwriting-6-3-5' | 'crazy-eights' | 'user-journey' | 'service-blueprint'
  rows: { id: string; title: string }[]
  columns: { id: string; title: string }[]
  cells: { row: string; column: string; cards: Card[]; drawings: number }[]
  /** The places beside the table that have something in them. */
  regions: RegionCards[]
}

/** How one challenge did on one criterion: ballots are counted by the server and never in the document. */
export interface Score {
  median: number
  min: number
  max: number
  voters: number
}

/** Challenges against criteria. `total` is the weighted median, 0–100; null until everything is scored. */
export interface ScreeningOutline extends OutlineHead {
  template: 'challenge-screening'
  /** `cardId`: the card that people wrote it on; null while it is the template's own. */
  criteria: { id: string; title: string; weight: number; cardId: string | null }[]
  rows: {
    id: string
    text: string
    scores: Record<string, Score>
    total: number | null
    decision: 'go' | 'later' | 'no' | 'open'
    reason: string
    /** What else lies in its row of the table. */
    cards: Card[]
  }[]
}

/** Who gives and needs what. A circle without a partner is a gap. */
export interface HelixOutline extends OutlineHead {
  template: 'helix-map'
  /** What stands in the middle, and the card it stands on. */
  challenge: string | null
  challengeId: string | null
  circles: {
    sector: string
    title: string
    partners: Partner[]
  }[]
  /** In more than one circle; each of those circles lists them too. */
  shared: Card[]
  /** Sectors whose circle is on the board without a partner. */
  gaps: string[]
}

/** A partner's card: from its marks, else from lines such as “gives: …” in its words. */
export interface Partner extends Card {
  gives: string
  needs: string
  commits: string
}

/**
 * One part of an outline, for whoever shows, counts, compares or edits it without knowing the method: `sectionsOf`
 * makes them from every outline. Each card of the board is in exactly one section, once. Empty sections are there too,
 * so that a card can be added to them.
 */
export interface Section {
  /** Stable: a section's name (`causes`, `clusters`, `loose`), a region's, a group's or a cell's id. */
  id: string
  /** What people call it, else the template's label in the reader's language. */
  title: string
  /** `named`: people gave the title, and may change it (a frame's name). */
  kind: 'region' | 'named' | 'tree' | 'cell' | 'list'
  /** The region that a new card of this section goes to (`placeNote`); null where none can be added. */
  region: string | null
  cards: SectionCard[]
  sections: Section[]
  /** Short facts about all of it, in words: how many drawings, which screens it leads to, that it is a gap. */
  facts: string[]
}

export interface SectionCard extends Card {
  /** What hangs under it in a tree. */
  children: SectionCard[]
  /** Short facts that a reader should see with it, already in words: scores, gives, also linked to. */
  facts: string[]
}

export type Outline =
  | ProblemTreeOutline
  | ObjectivesTreeOutline
  | BrainstormOutline
  | PrototypeOutline
  | BlankOutline
  | RegionsOutline
  | MapOutline
  | GridOutline
  | ScreeningOutline
  | HelixOutline
