import { z } from 'zod'
import { line, Moment, RecordId, type Sector } from './common.ts'
import type { OutlineChanges } from './views.ts'

/**
 * Why a version of a board was kept: its beginning, work (by itself, while people work), an export, a moment that a
 * facilitator named, the state before an earlier one was brought back.
 */
export const versionKinds = ['start', 'work', 'export', 'named', 'restore'] as const
export const VersionKind = z.enum(versionKinds)
export type VersionKind = z.infer<typeof VersionKind>

/** What a version says of itself without its document; it stands at the head of its file. */
export const VersionHead = z.object({
  format: z.literal('sheshi-version/1'),
  id: RecordId,
  board: RecordId,
  at: Moment,
  kind: VersionKind,
  /** What a facilitator called this moment; '' for all other kinds. */
  name: z.string().max(200),
  /** The number of the export that was made of it. */
  exportNumber: z.int().nullable(),
  /** The moment that the board was about to be taken back to. */
  backTo: Moment.nullable(),
  /** Ids of the people who changed something since the version before, with the number of their changes. */
  people: z.record(z.string(), z.int()),
  /** Changes since the version before, also those that the server made. */
  changes: z.int(),
  epoch: z.int(),
  sequence: z.int(),
  /** Records on the board by kind: `note`, `arrow`, … */
  counts: z.record(z.string(), z.int()),
  /** Bytes of the document, SHA-256 (hex) of it, and bytes as packed in the file. */
  bytes: z.int(),
  sha256: z.string(),
  packed: z.int(),
})
export type VersionHead = z.infer<typeof VersionHead>

/** Body of `POST /boards/:id/versions`: a named moment, or the state before `backTo` is brought back. */
export const VersionCreate = z.union([
  z.strictObject({ name: line(80) }),
  z.strictObject({ kind: z.literal('restore'), backTo: RecordId }),
])
export type VersionCreate = z.infer<typeof VersionCreate>

/** Body of `PATCH /boards/:id/versions/:version`. */
export const VersionPatch = z.strictObject({ name: line(80) })
export type VersionPatch = z.infer<typeof VersionPatch>

/** Somebody, or several who are not told apart, and how often they changed something. */
export interface VersionPeople {
  /** null: not known, or not any more. */
  name: string | null
  facilitator: boolean
  /** Said only where so many of it were on the board that nobody is singled out. */
  sector: Sector | null
  changes: number
}

/** One of the answers of `GET /boards/:id/versions`. */
export interface VersionView {
  id: string
  at: string
  kind: VersionKind
  name: string
  exportNumber: number | null
  backTo: string | null
  people: VersionPeople[]
  changes: number
  counts: Record<string, number>
  /** As it lies on disk, packed. */
  bytes: number
  /** False where the file is damaged: it cannot be shown, and stands in nobody's way. */
  readable: boolean
  pictureUrl: string
}

/** Answer of `GET /boards/:id/versions/:version/changes?since=`; either may be `now`. */
export interface VersionChanges extends OutlineChanges {
  since: { id: string; at: string }
  version: { id: string; at: string }
  /** Everything on the board, with words or without. */
  records: { added: number; changed: number; removed: number }
}

/** Answer of `GET /boards/:id/versions/:version/records`: tldraw's records as this program reads them. */
export interface VersionRecords {
  at: string
  records: { id: string; typeName: string }[]
}
