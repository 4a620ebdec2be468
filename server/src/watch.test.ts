import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { diskSpace, LoopWatch, SavingWatch } from './watch.ts'

it('knows since when saving fails, and tells the log of records once each time', async () => {
  const lines: { msg: string; reason?: string }[] = []
  const logger = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  let journal: string | null = null
  let records: string | null = null
  const watch = new SavingWatch({ logger, journal: () => journal, records: async () => records })
  vi.useFakeTimers({ now: 1_000, toFake: ['Date'] })
  try {
    expect(await watch.failure()).toBeNull()
    records = 'no space'
    expect(await watch.failure()).toEqual({ reason: 'no space', since: new Date(1_000) })
    vi.setSystemTime(5_000)
    journal = 'disk is gone'
    expect(await watch.failure()).toEqual({ reason: 'disk is gone', since: new Date(1_000) })
    records = null
    journal = null
    expect(await watch.failure()).toBeNull()
    journal = 'disk is gone again'
    expect(await watch.failure()).toEqual({ reason: 'disk is gone again', since: new Date(5_000) })
    expect(lines.map(({ msg, reason }) => [msg, reason])).toEqual([
      ['saving of records fails', 'no space'],
      ['saving of records works again', undefined],
    ])
  } finally {
    vi.useRealTimers()
  }
})

it('sees that the process kept others waiting', async () => {
  const watch = new LoopWatch()
  try {
    await vi.waitFor(() => {
      const until = performance.now() + 100
      while (performance.now() < until);
      expect(watch.lag()).toBeGreaterThan(60)
    }, 10_000)
  } finally {
    watch.stop()
  }
})

it('says how much disk is free, and nothing where there is no such folder', async () => {
  const space = await diskSpace(tmpdir())
  expect(space?.total).toBeGreaterThan(space?.free ?? Number.POSITIVE_INFINITY)
  expect(await diskSpace(join(tmpdir(), 'no', 'such', 'folder'))).toBeNull()
})
