import { z } from 'zod'
import type { Role } from './board.ts'
import type { Sector } from './common.ts'
import { inkColors, noteColors, noteLimits } from './plain.ts'

export const NoteColor = z.enum(noteColors)
export type NoteColor = z.infer<typeof NoteColor>

const place = z.int().min(0).max(noteLimits.sheet)
const Stroke = z.strictObject({
  color: z.enum(inkColors).default('black'),
  points: z
    .array(z.tuple([place, place]))
    .min(1)
    .max(noteLimits.pointsPerStroke),
})

/** Lines drawn by finger, as points of a sheet that the server lays onto the board as ink. */
export const Sketch = z.strictObject({
  strokes: z
    .array(Stroke)
    .min(1)
    .max(noteLimits.strokes)
    .refine(
      (strokes) => strokes.reduce((sum, { points }) => sum + points.length, 0) <= noteLimits.points,
      'points',
    ),
})
export type Sketch = z.infer<typeof Sketch>

const edge = z.int().min(1).max(noteLimits.pictureEdge)

/** A picture that was stored with the board before (`POST /boards/:id/assets`), and its size in pixels. */
export const NotePicture = z.strictObject({
  asset: z.string().regex(/^[0-9a-f]{64}\.(png|jpg|gif|webp)$/, 'asset'),
  width: edge,
  height: edge,
})
export type NotePicture = z.infer<typeof NotePicture>

/**
 * Body of `POST /boards/:id/notes`. `region` is a region's id of the board's template, e.g. `inbox`. The text may be
 * left out where there is a picture or a sketch.
 */
export const NoteCreate = z
  .strictObject({
    text: z.string().trim().max(noteLimits.text).default(''),
    region: z.string().max(64).optional(),
    color: NoteColor.optional(),
    /** Drawn by whoever sends it: the same note sent twice with the same id is one note. */
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{8,64}$/, 'id')
      .optional(),
    picture: NotePicture.optional(),
    sketch: Sketch.optional(),
    /** Whether the writer's name goes onto it; nobody's does by itself. */
    signed: z.boolean().optional(),
  })
  .refine(({ text, picture, sketch }) => text !== '' || picture !== undefined || sketch !== undefined, {
    path: ['text'],
    error: 'A note without a picture or a sketch needs words',
  })
export type NoteCreate = z.infer<typeof NoteCreate>

/** Body of `PATCH /boards/:id/notes/:noteId`. `before` is the text that the writer changed. */
export const NotePatch = z
  .strictObject({
    text: z.string().trim().max(noteLimits.text),
    before: z.string().max(noteLimits.text * 10),
    color: NoteColor,
  })
  .partial()
export type NotePatch = z.infer<typeof NotePatch>

/** One of the answers of `GET /boards/:id/notes/mine`: something on the board that the caller has made. */
export interface OwnNote {
  id: string
  kind: 'note' | 'picture' | 'sketch'
  text: string
  /** null: it has no colour of a note. */
  color: NoteColor | null
  /** The region it lies in now, if it is one that notes can be sent to. */
  region: string | null
  /** False where there are no words to change: a picture without a caption. */
  editable: boolean
  /** The name on it is the writer's. */
  signed: boolean
}

/** A part of a board that notes can be sent to, and what it is called in the reader's language. */
export interface PadRegion {
  id: string
  name: string
}

/** Answer of `GET /boards/:id/pad`: what a light page for writing notes needs to know. */
export interface PadView {
  id: string
  title: string
  role: Role
  mayWrite: boolean
  /** The tag that what the caller makes carries (`meta.who`); null for who has no session. */
  author: string | null
  /** The caller's own name; empty where none was given. */
  name: string
  sector: Sector | null
  regions: PadRegion[]
  /** People give scores here, which the canvas has the ballot for. */
  scored: boolean
  /** The colours of notes, and what each looks like in CSS. */
  colors: { id: NoteColor; fill: string }[]
}

/** One of the answers of `GET /boards/:id/pad/outline`: a section or card, and how deep it hangs; 0 is the top. */
export interface OutlineRow {
  id: string
  level: number
  kind: 'section' | 'card'
  text: string
}

/** What the facilitator looks at, in `GET /boards/:id/events`: a rectangle of the board, and the region it shows. */
export interface ShowingView {
  bounds: [x: number, y: number, w: number, h: number]
  region: PadRegion | null
}
