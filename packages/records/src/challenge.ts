import { z } from 'zod'
import {
  Decision,
  Evidence,
  Indicator,
  Lesson,
  OutsideLink,
  Pilot,
  Screening,
  Solution,
} from './challengeParts.ts'
import { line, Moment, prose, RecordId, Sector, Step, text } from './common.ts'
import { Showcase } from './showcase.ts'

/** A node of a problem tree as the record keeps it (challenge-record/1, `$defs.node`). */
export interface ProblemNode {
  id: string
  text: string
  level?: number
  votes?: number
  evidence?: string[]
  alsoLinkedTo?: string[]
  children?: ProblemNode[]
}
export const ProblemNode: z.ZodType<ProblemNode> = z
  .object({
    id: z.string().max(200),
    text: prose(2_000),
    level: z.int().optional(),
    votes: z.int().optional(),
    evidence: z.array(z.string().max(200)).optional(),
    alsoLinkedTo: z.array(z.string().max(200)).optional(),
    get children() {
      return z.array(ProblemNode).max(500).optional()
    },
  })
  .meta({ id: 'ProblemNode' })

/** What weighs on an affected group. */
export const hardships = [
  'poverty',
  'unemployment',
  'addiction',
  'discrimination',
  'disability',
  'age',
  'housing',
  'migration',
  'other',
] as const

export const AffectedGroup = z.object({
  label: line(200),
  hardship: z.array(z.enum(hardships)).max(9).optional(),
  estimate: z.int().min(0).optional(),
  present: z.boolean().optional(),
})
export type AffectedGroup = z.infer<typeof AffectedGroup>

export const Partner = z.object({
  name: line(200),
  sector: Sector,
  gives: prose(1_000).optional(),
  needs: prose(1_000).optional(),
  commitment: z.enum(['interested', 'promised', 'signed', 'active']).optional(),
})
export type Partner = z.infer<typeof Partner>

export const StepChange = z.object({
  step: Step,
  at: Moment,
  by: z.string().max(200).optional(),
  reason: prose(2_000).optional(),
  exportId: RecordId.optional(),
})
export type StepChange = z.infer<typeof StepChange>

/** Which of the city's services it touches. */
export const serviceAreas = [
  'education',
  'health',
  'work',
  'transport',
  'housing',
  'environment',
  'safety',
  'culture',
  'other',
] as const

/** Who may see a challenge from outside the lab. */
export const visibilities = ['lab', 'link', 'public'] as const

/** One line, or an empty text to take away what was there. */
const lineOrNone = (max: number) => z.union([line(max), z.literal('')])

/** What a facilitator may write of a challenge; everything else is the server's. */
const written = {
  ref: lineOrNone(60).optional(),
  title: line(200),
  summary: text(5_000).optional(),
  globalContext: text(5_000).optional(),
  problem: z
    .object({
      core: text(2_000).optional(),
      causes: z.array(ProblemNode).max(200).optional(),
      effects: z.array(ProblemNode).max(200).optional(),
    })
    .optional(),
  affectedGroups: z.array(AffectedGroup).max(50).optional(),
  serviceAreas: z.array(z.enum(serviceAreas)).max(9).optional(),
  sdg: z.array(z.int().min(1).max(17)).max(17).optional(),
  place: z
    .object({
      name: prose(200).optional(),
      lat: z.number().min(-90).max(90).optional(),
      lon: z.number().min(-180).max(180).optional(),
    })
    .optional(),
  owner: z
    .object({
      organisation: prose(200).optional(),
      unit: prose(200).optional(),
      contact: prose(200).optional(),
    })
    .optional(),
  partners: z.array(Partner).max(100).optional(),
  evidence: z.array(Evidence).max(200).optional(),
  hmw: z.array(prose(500)).max(50).optional(),
  screening: Screening.optional(),
  solutions: z.array(Solution).max(200).optional(),
  pilots: z.array(Pilot).max(50).optional(),
  indicators: z.array(Indicator).max(100).optional(),
  lessons: z.array(Lesson).max(100).optional(),
  links: z.array(OutsideLink).max(50).optional(),
  decisions: z.array(Decision).max(500).optional(),
  licence: lineOrNone(100).optional(),
  visibility: z.enum(visibilities).optional(),
  showcase: Showcase.optional(),
}

/** Body of `POST /challenges`. `step` defaults to `engage`. */
export const ChallengeCreate = z.strictObject({ ...written, step: Step.optional() })
export type ChallengeCreate = z.infer<typeof ChallengeCreate>

/** Body of `PATCH /challenges/:id`: any written field; `reason` goes with a change of `step`. */
export const ChallengePatch = z.strictObject({ ...written, step: Step, reason: prose(2_000) }).partial()
export type ChallengePatch = z.infer<typeof ChallengePatch>

/** A challenge as it rests on disk. `version` counts its writes and is its ETag. */
export const Challenge = z.object({
  ...written,
  id: RecordId,
  step: Step,
  stepHistory: z.array(StepChange),
  visibility: z.enum(visibilities),
  createdAt: Moment,
  updatedAt: Moment,
  version: z.int(),
})
export type Challenge = z.infer<typeof Challenge>
