import { z } from 'zod'
import { type ScreeningDecision, screeningDecisions } from './challengeParts.ts'
import { prose, RecordId } from './common.ts'

/** The best that a criterion can be given in a screening. */
export const highestScore = 3
const cardId = z.string().min(1).max(200)

/** What one person gives: row (a card's id) → criterion → 0 to 3. What is not there has no score. */
export const BallotScores = z
  .record(cardId, z.record(cardId, z.int().min(0).max(highestScore)))
  .refine((rows) => Object.keys(rows).length <= 100, 'too-many-rows')
  .refine((rows) => Object.values(rows).every((row) => Object.keys(row).length <= 60), 'too-many-criteria')
export type BallotScores = z.infer<typeof BallotScores>

/** Body of `PUT /boards/:id/screening/ballot`: replaces what this person gave before. */
export const BallotWrite = z.strictObject({ scores: BallotScores })
export type BallotWrite = z.infer<typeof BallotWrite>

/** Body of `POST /boards/:id/screening/decisions`. `challengeId`: whose record it goes into; null: nobody's. */
export const ScreeningDecide = z.strictObject({
  row: cardId,
  decision: z.enum(screeningDecisions),
  reason: prose(2_000),
  challengeId: RecordId.nullable().optional(),
})
export type ScreeningDecide = z.infer<typeof ScreeningDecide>

/** `none`: nobody has opened a round yet. */
export type RoundState = 'none' | 'open' | 'closed'

/** Answer of `GET /boards/:id/screening`: the round, and the caller's own ballot and nobody else's. */
export interface ScreeningView {
  state: RoundState
  openedAt: string | null
  closedAt: string | null
  /** How many have given a ballot; who, nobody is told. */
  voters: number
  /** Once closed: by sector, those of fewer than three people not named. */
  bySector: Record<string, number>
  mine: BallotScores
}

/** Answer of `POST /boards/:id/screening/decisions`. */
export interface ScreeningDecided {
  row: string
  decision: ScreeningDecision
  challengeId: string | null
  /** The challenge went on to the next step. */
  moved: boolean
}
