import type { TLDefaultColorStyle, TLDefaultSizeStyle, TLGeoShape } from '@tldraw/tlschema'
import type { LabelKey } from '../labels/index.ts'
import type { Bounds } from '../types.ts'

/** Every template's id, in the order of the steps they serve; see METHODS in the design for their content. */
export const templateIds = [
  'brainstorm',
  'how-might-we',
  'brainwriting-6-3-5',
  'crazy-eights',
  'impact-effort',
  'problem-tree',
  'objectives-tree',
  'prototype-sketch',
  'user-journey',
  'service-blueprint',
  'challenge-screening',
  'stakeholder-map',
  'helix-map',
  'test-and-learning-card',
  'pilot-plan',
  'lessons-transfer',
  'after-action-review',
  'showcase-card',
  'blank',
] as const
export type TemplateId = (typeof templateIds)[number]

/** How a board of a template is read into its outline: one reader of `outline/` for each. */
export type Reading =
  | 'problem-tree'
  | 'objectives-tree'
  | 'brainstorm'
  | 'prototype'
  | 'frames'
  | 'regions'
  | 'map'
  | 'grid'
  | 'screening'
  | 'helix'

/** The steps of a challenge that a template serves (DESIGN §1). */
export type TemplateStep = 'engage' | 'identify' | 'innovate' | 'pilot' | 'spread'

/**
 * A place of the board with a meaning, drawn as a locked backdrop with its title.
 * `inbox`: where notes land that name no region; `cards`: takes notes; `frames`: holds the frames that group;
 * `gutter`: remarks on the screen of the same number; `caption`: the words of the scene of that number.
 */
export interface Region {
  id: string
  kind: 'inbox' | 'cards' | 'frames' | 'gutter' | 'caption'
  labelKey: LabelKey
  hintKey?: LabelKey
  bounds: Bounds
  /** Where its name stands. `rim`: of a round one, at `angle` degrees from the right, clockwise; `none`: not written. */
  title: { at: 'left' | 'top' | 'rim' | 'none'; size: TLDefaultSizeStyle; angle?: number }
  color: TLDefaultColorStyle
  /** The colour of notes that come in from phones. */
  noteColor: TLDefaultColorStyle
  /** Where notes go when it is full; what lies there still belongs to it. Without: they lie on each other. */
  grows?: 'left' | 'down'
  /** Its place in a grid (`Template.grid`): ids of a row and a column. */
  cell?: { row: string; column: string }
  /** Of a helix map: whose circle it is. Drawn round, and may overlap its neighbours: a card there belongs to each. */
  sector?: 'public' | 'private' | 'ngo' | 'university' | 'citizens'
  /** Drawn as an ellipse instead of a rectangle. */
  round?: boolean
}

/** Rows and columns of a board that is one table; its regions say which cell they are. */
export interface Grid {
  rows: { id: string; labelKey: LabelKey }[]
  columns: { id: string; labelKey: LabelKey }[]
  /** Lines between rows that have a name of their own (a blueprint's line of visibility), after the row named. */
  lines?: { afterRow: string; labelKey: LabelKey }[]
  /** Where names are written: a column of this width left of the cells, a row of this height above them. */
  head?: { w: number; h: number; size: TableSize }
}
type TableSize = 'm' | 'l'

/** Two axes over `bounds`, from 0 (left, bottom) to 1 (right, top): where a card stands on them is part of what it says. */
export interface Axes {
  x: { labelKey: LabelKey; lowKey: LabelKey; highKey: LabelKey }
  y: { labelKey: LabelKey; lowKey: LabelKey; highKey: LabelKey }
  bounds: Bounds
}

/** What challenges are judged by, 0–3 each; the weights of all sum to 100. */
export interface Criterion {
  id: string
  labelKey: LabelKey
  weight: number
}

/** A locked text that belongs to no region, e.g. the method's name above the board. */
export interface TextPiece {
  kind: 'text'
  id: string
  labelKey: LabelKey
  x: number
  y: number
  w: number
  size: TLDefaultSizeStyle
  scale?: number
  align?: 'start' | 'middle' | 'end'
}

/** A locked sheet that means nothing by itself: the paper of a form, the ground of a table's row. */
export interface SheetPiece {
  kind: 'sheet'
  id: string
  bounds: Bounds
  color: TLDefaultColorStyle
}

/** A locked line, straight; dashed where it is only a help for the eye. */
export interface LinePiece {
  kind: 'line'
  id: string
  from: { x: number; y: number }
  to: { x: number; y: number }
  dashed?: boolean
}

/** A locked sheet with a title and short lines under each other: the rules, or the steps. */
export interface GuidePiece {
  kind: 'guide'
  id: string
  titleKey: LabelKey
  lineKeys: LabelKey[]
  bounds: Bounds
  titleSize?: 'm' | 'l' | 'xl'
  /** Of the lines. */
  scale?: number
}

/** A frame that clips and moves what is in it; not locked, so that things can be dropped into it. */
export interface FramePiece {
  kind: 'frame'
  id: string
  labelKey: LabelKey
  bounds: Bounds
  /** Set for screens and scenes: the number they are known by. */
  no?: number
  device?: 'phone' | 'tablet' | 'desktop' | 'kiosk' | 'wall'
}

/** A card that stands ready to be written on. With a label it starts with that text. */
export interface CardPiece {
  kind: 'card'
  id: string
  shape: 'note' | 'geo'
  labelKey?: LabelKey
  bounds: Bounds
  color: TLDefaultColorStyle
  scale?: number
  /** More marks for its shape: what the outline knows it by. */
  meta?: Record<string, string | number>
}

/** A small pile of paper-like pieces to be dragged onto a screen. */
export interface StampPiece {
  kind: 'stamp'
  id: string
  labelKey: LabelKey
  geo: TLGeoShape['props']['geo']
  bounds: Bounds
  color: TLDefaultColorStyle
}

export type Piece = TextPiece | SheetPiece | LinePiece | GuidePiece | FramePiece | CardPiece | StampPiece

/** Another form of a template, chosen when a board is made; what it does not say is as in the template itself. */
export interface Variant {
  id: string
  labelKey: LabelKey
  bounds?: Bounds
  regions?: Region[]
  pieces?: Piece[]
}

/** A template as data: what is drawn, where it means something, and how it is conducted. */
export interface Template {
  id: TemplateId
  step: TemplateStep | null
  reads: Reading
  grid?: Grid
  axes?: Axes
  /**
   * Of a screening: what its rows are judged by. A card on the board with `meta.criterion` of the same id has the words
   * and the weight (`meta.weight`) that people gave it instead.
   */
  criteria?: Criterion[]
  /** How long a session takes, and how many work on one board. `null`: any. */
  minutes: number | null
  groupSize: [min: number, max: number] | null
  nameKey: LabelKey
  descriptionKey: LabelKey
  /** The facilitator's steps in order. */
  script: LabelKey[]
  /** What all of it covers, in board pixels. */
  bounds: Bounds
  regions: Region[]
  pieces: Piece[]
  /** Other forms to choose from, and what this one is called beside them. */
  variants?: { usual: LabelKey; others: Variant[] }
}
