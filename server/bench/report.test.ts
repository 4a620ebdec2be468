import { describe, expect, it } from 'vitest'
import { Series } from './measures.ts'
import { markdown, ratio } from './report.ts'

describe('the benchmark’s tables', () => {
  const cells = {
    sheshi: { text: 'ours', value: 0.2 },
    hocuspocus: { text: 'theirs', value: 0.9 },
    'y-websocket': { text: 'another’s', value: 1.2 },
  }

  it('compare with the better of the others, whichever way is better', () => {
    expect(ratio({ what: 'CPU', better: 'less', cells })).toBeCloseTo(4.5)
    expect(ratio({ what: 'people', better: 'more', cells })).toBeCloseTo(0.2 / 1.2)
    expect(ratio({ what: 'notes', better: null, cells })).toBeNull()
  })

  it('compare nothing with a server that gave no number', () => {
    const { sheshi } = cells
    expect(ratio({ what: 'CPU', better: 'less', cells: { sheshi } })).toBeNull()
    const thrownOut = { sheshi, hocuspocus: { text: 'thrown out' }, 'y-websocket': { text: '', value: 0.4 } }
    expect(ratio({ what: 'CPU', better: 'less', cells: thrownOut })).toBeCloseTo(2)
  })

  it('leave out columns of servers that were not measured', () => {
    const text = markdown([{ title: 'CPU', rows: [{ what: '10 people', better: 'less', cells }] }])
    expect(text).toBe(
      '| CPU | sheshi | hocuspocus | y-websocket | ours beside the better |\n' +
        '|---|---|---|---|---|\n| 10 people | ours | theirs | another’s | 4.5 × |',
    )
  })

  it('give percentiles by the nearest rank', () => {
    const series = new Series()
    for (let value = 10_000; value >= 1; value--) series.add(value)
    expect(series.percentiles()).toEqual({ p50: 5_000, p95: 9_500, p99: 9_900, max: 10_000, count: 10_000 })
    expect(new Series().percentiles()).toBeNull()
  })
})
