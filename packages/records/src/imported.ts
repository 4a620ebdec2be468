import { z } from 'zod'
import { Moment } from './common.ts'

/** What came of a file that a board was made from; kept with the board. */
export const Imported = z.object({
  format: z.enum(['bundle', 'json-canvas', 'excalidraw', 'ocif']),
  /** What the file was called. */
  file: z.string().max(200),
  at: Moment,
  /** How many things of each kind came over. */
  taken: z.record(z.string(), z.int()),
  /** What did not, or not wholly, with a stable reason. */
  left: z.array(z.object({ kind: z.string(), why: z.string(), count: z.int() })),
})
export type Imported = z.infer<typeof Imported>

/** Answer of `POST /verify`: the bundle against its manifest, and whether this server made that manifest. */
export interface Verification {
  files: { path: string; state: 'right' | 'changed' | 'missing' | 'extra' | 'unreadable' }[]
  right: boolean
  manifest: { sha256: string; exportId: string; title: string; createdAt: string; number: number | null }
  made: boolean
}
