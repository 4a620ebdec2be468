import type { TLRecord } from '@tldraw/tlschema'
import type { ColorName } from './colors.ts'

export interface Point {
  x: number
  y: number
}

/** What is drawn, in words that canvas programs share. */
export type ThingKind =
  | 'note'
  | 'text'
  | 'shape'
  | 'frame'
  | 'group'
  | 'arrow'
  | 'line'
  | 'draw'
  | 'highlight'
  | 'image'

/** One thing of a board between our records and the files of other programs. */
export interface Thing {
  /** A record's id without `shape:`. */
  id: string
  kind: ThingKind
  /** Of the top left corner, in the parent's coordinates; `rotation` goes round that corner, clockwise, in radians. */
  x: number
  y: number
  w: number
  h: number
  rotation: number
  text: string
  color: ColorName
  /** The frame or group that it is in; null: it lies on the page. */
  parent: string | null
  /** Of a shape: which one, as tldraw names them. */
  geo?: string
  filled?: boolean
  locked?: boolean
  /** Of an arrow: what its ends are tied to. */
  from?: string | null
  to?: string | null
  /** Of an arrow: on the page, first and last. Of strokes and lines: from the thing's own corner. */
  points?: Point[]
  heads?: { start: boolean; end: boolean }
  /** Of an image: an address, or the data itself. */
  picture?: string
  /** What we know it by: region, card, sector. */
  marks?: Record<string, string | number | boolean>
}

/** Why something was not, or not wholly, taken over; the client has a sentence for each. */
export const leftReasons = [
  'unknown-kind',
  'not-allowed',
  'invalid',
  'loose-arrow',
  'simplified',
  'outside-picture',
  'missing-picture',
  'unreadable',
  'too-many',
  'unknown-template',
] as const
export type LeftReason = (typeof leftReasons)[number]

/** What came over and what did not: counts by kind, and why. */
export interface ImportReport {
  format: 'bundle' | 'json-canvas' | 'excalidraw' | 'ocif'
  taken: Record<string, number>
  left: { kind: string; why: LeftReason; count: number }[]
}

/** A picture that came inside a file, to be kept as the board's own. */
export interface FoundPicture {
  /** The id of the asset record that is waiting for its address. */
  assetId: string
  bytes: Uint8Array
}

/** A board read from a file. Every record may stand on a board. */
export interface ImportedBoard {
  records: TLRecord[]
  pictures: FoundPicture[]
  report: ImportReport
}

/** The file is none of the kind, or passes a bound; `code` is stable. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem'
  readonly code: 'unknown-format' | 'broken' | 'too-large'

  constructor(code: ImportProblem['code'], detail: string) {
    super(detail)
    this.code = code
  }
}

/** More things than a board can show at a bearable speed. */
export const mostThings = 20_000
