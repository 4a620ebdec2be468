import type { JsonObject } from '@tldraw/utils'
import type { Example } from './draw.ts'

const criteria = ['people', 'evidence', 'outcome', 'owner', 'pilotable', 'sectors', 'equity', 'transferable']

/** As the server writes it when a round is closed: a median for each criterion, in the template's order. */
function counted(medians: number[], voters: number): JsonObject {
  const scores = medians.map((median, at) => {
    const spread = { min: Math.max(0, median - 1), max: Math.min(3, median + 1) }
    return [criteria[at] ?? '', { median, ...spread, voters }] as const
  })
  return Object.fromEntries(scores)
}

/** Three challenges, scored by five people; one of them not decided yet. */
export const challengeScreening: Example = {
  template: 'challenge-screening',
  locale: 'en',
  title: 'Which challenge first?',
  cards: [
    {
      id: 'river',
      in: 'row.1.challenge',
      text: 'The river is fit to swim in by 2030',
      meta: {
        screening: {
          scores: counted([3, 3, 2, 2, 1, 3, 2, 3], 5),
          decision: 'go',
          reason: 'All five sectors are willing, and the health data exist',
        },
      },
    },
    { id: 'measured', in: 'row.1.decision', text: 'Begin with the three outfalls at the market' },
    {
      id: 'stop',
      in: 'row.2.challenge',
      text: 'Every stop in the centre can be used in a wheelchair',
      meta: {
        screening: {
          scores: counted([2, 2, 3, 3, 3, 2, 3, 3], 5),
          decision: 'later',
          reason: 'The tender for the kerbs is in autumn',
        },
      },
    },
    { id: 'heating', in: 'row.3.challenge', text: 'Nobody over seventy sits in a cold room' },
    { id: 'dropout', in: 'challenges', text: 'Nobody leaves school before sixteen' },
    { id: 'fair', fill: 'criterion.equity', text: 'Those who have least gain most', meta: { weight: 20 } },
  ],
}
