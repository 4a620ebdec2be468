import { expect, it } from 'vitest'
import { timelineOf } from './timeline.ts'

it('puts steps and decisions into one list, newest first', () => {
  const moments = timelineOf({
    stepHistory: [
      { step: 'engage', at: '2026-01-10T09:00:00.000Z' },
      { step: 'identify', at: '2026-03-02T11:00:00.000Z', reason: 'Forty people came' },
    ],
    decisions: [
      { date: '2026-03-02', decision: 'Screening: Go', by: 'facilitator' },
      { date: '2026-02-01', decision: 'Ask the fishermen first' },
      { date: '2026-02-01', decision: 'Then the farmers' },
    ],
  })
  expect(moments.map(({ step, decision }) => step ?? decision)).toEqual([
    'Screening: Go',
    'identify',
    'Then the farmers',
    'Ask the fishermen first',
    'engage',
  ])
})

it('has only the steps of a record that knows no decisions', () => {
  const moments = timelineOf({ stepHistory: [{ step: 'engage', at: '2026-01-10T09:00:00.000Z' }] })
  expect(moments).toHaveLength(1)
})
