import { z } from 'zod'
import type { Partner } from './challenge.ts'
import type { Pilot } from './challengeParts.ts'
import { RecordId, type Sector, type Step } from './common.ts'

/** What a facilitator chose to show of a public challenge beside its record. Nothing is shown unless it is chosen. */
export const Showcase = z.object({
  /** On the showcase wall. */
  wall: z.boolean().optional(),
  /** Exports whose pictures stand on the public page; those of showcase cards are on the wall, too. */
  exports: z.array(RecordId).max(20).optional(),
})
export type Showcase = z.infer<typeof Showcase>

/** A picture of a board, as the public page shows it. */
export interface PublicPicture {
  id: string
  title: string
  url: string
}

/** A card of a problem tree as anybody may read it. */
export interface PublicNode {
  text: string
  children: PublicNode[]
}

/** Numbers that are not known are null. */
export interface PublicIndicator {
  name: string
  unit: string
  baseline: number | null
  target: number | null
  result: number | null
  date: string
}

export interface PublicPilot {
  title: string
  aim: string
  place: string
  state: Pilot['state'] | null
  result: string
}

export interface PublicLesson {
  what: string
  why: string
  forWhom: string
}

/** A partner as anybody may read of it: an organisation, its sector and how far it has gone. */
export type PublicPartner = Pick<Partner, 'name' | 'sector' | 'commitment'>

/**
 * Answer of `GET /public/challenges/:id`: a challenge as the city shows it, in one language where the record has several.
 * Nobody's name, no contact, no notes, nothing of who wrote what.
 */
export interface PublicChallenge {
  id: string
  ref: string
  title: string
  summary: string
  context: string
  step: Step
  /** When it came to each step, in order. */
  steps: { step: Step; at: string }[]
  problem: { core: string; causes: PublicNode[]; effects: PublicNode[] }
  groups: { label: string; estimate: number | null }[]
  partners: PublicPartner[]
  questions: string[]
  indicators: PublicIndicator[]
  pilots: PublicPilot[]
  lessons: PublicLesson[]
  serviceAreas: string[]
  sdg: number[]
  place: string
  owner: string
  licence: string
  updatedAt: string
  pictures: PublicPicture[]
}

/** Answer of `GET /public/challenges`, one for each public challenge. */
export type PublicChallengeHead = Pick<
  PublicChallenge,
  'id' | 'title' | 'summary' | 'step' | 'owner' | 'place' | 'updatedAt'
> & { picture: PublicPicture | null }

/** One picture of the showcase wall: a challenge, or a card of a success. */
export interface Slide {
  id: string
  kind: 'challenge' | 'card'
  title: string
  step: Step
  /** Of a challenge: what it is about; of a card: what was done. */
  text: string
  /** Whom it is about, or whom it helps. */
  helps: string[]
  /** What came of it, in a few words; '' where nothing is known yet. */
  result: string
  /** How many partners each sector brought, and their names. */
  partners: Partial<Record<Sector, string[]>>
  picture: PublicPicture | null
  /** Where to read on; reachable by other machines, for the QR code. */
  url: string
}

/** Answer of `GET /public/showcase`. */
export interface Wall {
  slides: Slide[]
}
