import type { TLDefaultColorStyle, TLDefaultSizeStyle, TLGeoShape } from '@tldraw/tlschema'
import type { LabelKey } from '../labels/index.ts'
import type { Bounds } from '../types.ts'

export type TemplateId = 'blank' | 'brainstorm' | 'problem-tree' | 'prototype-sketch'

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
  title: { at: 'left' | 'top'; size: TLDefaultSizeStyle }
  color: TLDefaultColorStyle
  /** The colour of notes that come in from phones. */
  noteColor: TLDefaultColorStyle
  /** Where notes go when it is full; what lies there still belongs to it. Without: they lie on each other. */
  grows?: 'left' | 'down'
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
  device?: 'phone' | 'tablet' | 'desktop'
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

export type Piece = TextPiece | GuidePiece | FramePiece | CardPiece | StampPiece

/** A template as data: what is drawn, where it means something, and how it is conducted. */
export interface Template {
  id: TemplateId
  step: TemplateStep | null
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
}
