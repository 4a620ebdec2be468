import { z } from 'zod'
import { Challenge } from './challenge.ts'
import { Locale, Moment, RecordId, Step } from './common.ts'

/** One file of an export, addressed by its path inside the bundle. */
export const ExportFile = z.object({ path: z.string(), type: z.string(), sha256: z.string(), bytes: z.int() })
export type ExportFile = z.infer<typeof ExportFile>

/** Who took part in a board's sessions; sectors, never names. A sector or city of fewer than three people is not shown. */
export const Participation = z.object({
  start: Moment.nullable(),
  end: Moment.nullable(),
  participants: z.int(),
  bySector: z.record(z.string(), z.int()),
  /** By the same rule; only where somebody named a city. */
  byCity: z.record(z.string(), z.int()).optional(),
})
export type Participation = z.infer<typeof Participation>

/** How the scores in an export came about; `weights` by the id of the criterion. */
export const VoteRule = z.object({
  kind: z.literal('scores'),
  from: z.number(),
  to: z.number(),
  shown: z.literal('median'),
  weights: z.record(z.string(), z.number()),
})
export type VoteRule = z.infer<typeof VoteRule>

/** A board's content, put into the record of its challenge, with its provenance (challenge-record/1, `$defs.export`). */
export const Export = z.object({
  id: RecordId,
  challengeId: RecordId,
  boardId: RecordId,
  boardTitle: z.string(),
  template: z.string(),
  locale: Locale,
  /** 1 for a board's first export into this challenge, then counting up. */
  number: z.int(),
  /** SHA-256 (hex) of the document state as one Yjs update. */
  boardVersion: z.string(),
  createdAt: Moment,
  exportedBy: z.string(),
  session: Participation,
  /** Only where something was scored. */
  voteRule: VoteRule.optional(),
  files: z.array(ExportFile),
  software: z.string(),
})
export type Export = z.infer<typeof Export>

/** A challenge with everything that belongs to it, as outside programs read it: `challenge-record/1`. */
export const ChallengeRecord = Challenge.extend({
  boards: z.array(
    z.object({
      boardId: RecordId,
      template: z.string(),
      /** The step that the template serves; a blank board serves none. */
      step: Step.optional(),
      title: z.string(),
      changedAt: Moment,
    }),
  ),
  exports: z.array(Export),
})
