import type { ChallengeView, Step } from '@sheshi/records'

/** One moment of a challenge's way: a step it came to, or something that was decided. */
export interface Moment {
  key: string
  /** A moment or, of a decision, a day. */
  at: string
  step: Step | null
  decision: string | null
  reason: string
  by: string
  exportId: string | null
}

/**
 * Steps and decisions in one list, newest first. A decision is known by its day alone, so it stands after all the
 * steps of that day, as what came of them.
 */
export function timelineOf({
  stepHistory,
  decisions = [],
}: Pick<ChallengeView, 'stepHistory' | 'decisions'>): Moment[] {
  const steps = stepHistory.map(
    ({ step, at, by = '', reason = '', exportId = null }, no): Moment => ({
      key: `step ${no}`,
      at,
      step,
      decision: null,
      reason,
      by,
      exportId,
    }),
  )
  const decided = decisions.map(
    ({ date, decision, reason = '', by = '', exportId = null }, no): Moment => ({
      key: `decision ${no}`,
      at: date,
      step: null,
      decision,
      reason,
      by,
      exportId,
    }),
  )
  const dayOf = ({ at }: Moment) => at.slice(0, 10)
  // Stable: what was written later stands above within a day.
  return [...steps, ...decided]
    .map((moment, order) => ({ moment, order }))
    .sort((a, b) => dayOf(b.moment).localeCompare(dayOf(a.moment)) || b.order - a.order)
    .map(({ moment }) => moment)
}
