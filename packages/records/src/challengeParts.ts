import { z } from 'zod'
import { line, Moment, prose, RecordId, Sector } from './common.ts'

/** An id that the page or a board gave to a part of a record: a card's, or a new one. */
const partId = z.string().min(1).max(200)

/** A day as people write it: `2026-03-14`, or in words (“spring 2026”), for a card rarely says more. */
const when = prose(60)

/** Words of several lines, and some there must be. */
const words = (max: number) => z.string().trim().min(1).max(max)

const isWebAddress = (text: string): boolean => text === '' || /^https?:\/\/[^\s<>"]+$/i.test(text)

/** An address that a page may link to: nothing but http and https, or empty. */
export const webAddress = z.string().trim().max(2_000).refine(isWebAddress, 'address')

/** A finite number of any unit. */
const amount = z.number().min(-1e15).max(1e15)

/** Something known, with its source; `supports` holds the ids of causes and effects of the problem that it backs. */
export const Evidence = z.object({
  claim: words(2_000),
  source: prose(500).optional(),
  url: webAddress.optional(),
  date: when.optional(),
  supports: z.array(partId).max(100).optional(),
})
export type Evidence = z.infer<typeof Evidence>

/** How far an idea has come. */
export const solutionStates = ['idea', 'chosen', 'piloting', 'adopted', 'dropped'] as const
export const Solution = z.object({
  id: partId,
  title: line(300),
  text: prose(5_000).optional(),
  state: z.enum(solutionStates).optional(),
  url: webAddress.optional(),
})
export type Solution = z.infer<typeof Solution>

export const pilotStates = ['planned', 'running', 'stopped', 'done'] as const
/** A small trial in a real place, as planned and as it went. */
export const Pilot = z.object({
  id: partId,
  title: line(300),
  aim: prose(2_000).optional(),
  sample: prose(1_000).optional(),
  place: prose(500).optional(),
  steps: z
    .array(z.object({ what: line(500), date: when.optional() }))
    .max(50)
    .optional(),
  measures: prose(2_000).optional(),
  budget: prose(500).optional(),
  stopRule: prose(1_000).optional(),
  safeguards: prose(2_000).optional(),
  state: z.enum(pilotStates).optional(),
  result: prose(5_000).optional(),
})
export type Pilot = z.infer<typeof Pilot>

/** A number that says whether it got better: where it stood, where it should be, where it is. */
export const Indicator = z.object({
  name: line(300),
  unit: prose(60).optional(),
  baseline: amount.optional(),
  target: amount.optional(),
  result: amount.optional(),
  date: when.optional(),
  source: prose(500).optional(),
})
export type Indicator = z.infer<typeof Indicator>

/** What others can learn from it. */
export const Lesson = z.object({
  what: words(2_000),
  why: prose(2_000).optional(),
  forWhom: prose(500).optional(),
  /** The pilot that it comes from. */
  pilotId: partId.optional(),
})
export type Lesson = z.infer<typeof Lesson>

export const linkSystems = ['decidim', 'consul', 'govocal', 'yrpri', 'other'] as const
/** The same challenge in another program. */
export const OutsideLink = z.object({
  system: z.enum(linkSystems),
  url: webAddress,
  title: prose(200).optional(),
  remoteId: prose(200).optional(),
  /** Which part of the record it is: the id of a group of ideas; all of it where nothing is said. */
  part: partId.optional(),
  pushedAt: Moment.optional(),
})
export type OutsideLink = z.infer<typeof OutsideLink>

/** Something that was decided, beside the steps: what, why, by whom (a role, no name) and on what grounds. */
export const Decision = z.object({
  date: z.iso.date(),
  decision: words(1_000),
  reason: prose(2_000).optional(),
  by: prose(200).optional(),
  exportId: RecordId.optional(),
})
export type Decision = z.infer<typeof Decision>

/** How a challenge did on one criterion; the ballots themselves are never in the record. */
export const ScreeningScore = z.object({
  criterion: line(300),
  weight: z.number().min(0).max(100).optional(),
  median: z.number().min(0).max(3),
  min: z.number().min(0).max(3),
  max: z.number().min(0).max(3),
  voters: z.int().min(1),
})
export type ScreeningScore = z.infer<typeof ScreeningScore>

export const screeningDecisions = ['go', 'later', 'no', 'open'] as const
export const ScreeningDecision = z.enum(screeningDecisions)
export type ScreeningDecision = z.infer<typeof ScreeningDecision>

/** The last screening of a challenge. */
export const Screening = z.object({
  decision: ScreeningDecision,
  reason: prose(2_000).optional(),
  scores: z.array(ScreeningScore).max(60).optional(),
  /** The weighted median, 0–100. */
  total: z.number().min(0).max(100).optional(),
  voters: z.int().min(0).optional(),
  /** Sectors of fewer than three people are not named. */
  bySector: z.partialRecord(z.union([Sector, z.literal('other')]), z.int()).optional(),
  at: Moment.optional(),
  boardId: RecordId.optional(),
  exportId: RecordId.optional(),
})
export type Screening = z.infer<typeof Screening>
