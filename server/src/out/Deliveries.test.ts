import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebhookBody } from '@sheshi/records'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clock, Deliveries, deliveryLimits, retryAfter, TooManyWait } from './Deliveries.ts'
import { DeliveryFiles } from './deliveryFiles.ts'
import type { Sent } from './send.ts'

/** Time that goes on by hand; chance is always the middle, so that pauses are as in the table. */
class HandClock implements Clock {
  time = Date.parse('2026-11-22T10:00:00.000Z')
  next: { at: number; run: () => void } | null = null

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const mine = { at: this.time + ms, run }
    this.next = mine
    return () => {
      if (this.next === mine) this.next = null
    }
  }

  chance(): number {
    return 0.5
  }
}

let dataDir: string
let clock: HandClock
let sent: { id: string; at: number; body: string }[]
let answer: (id: string) => Promise<Sent> | null

const good = async (): Promise<Sent> => ({ status: 204, body: '', cut: false })
const bad = async (): Promise<Sent> => ({ status: 500, body: 'Out of paper\u0007', cut: false })
const news = (id: string, event: WebhookBody['event'] = 'export.created'): WebhookBody => ({
  event,
  id,
  at: new Date(clock.time).toISOString(),
  content: 'public',
  challenge: null,
  links: {},
})

function open(): Deliveries {
  return new Deliveries({
    files: new DeliveryFiles(dataDir),
    logger: pino({ level: 'silent' }),
    clock,
    send(delivery, body) {
      const answered = answer(delivery.id)
      if (answered) sent.push({ id: delivery.id, at: clock.time, body })
      return answered
    },
  })
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sheshi-out-'))
  clock = new HandClock()
  sent = []
  answer = good
})
// A delivery may still be on its way to disk.
afterEach(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }))

/** Goes to the moment that was asked for, and does what is due then. */
async function goOn(deliveries: Deliveries): Promise<void> {
  const { next } = clock
  if (!next) throw new Error('nothing is planned')
  clock.time = next.at
  next.run()
  await deliveries.pump()
}

describe('Deliveries', () => {
  it('delivers once and keeps what became of it, never the content in the list', async () => {
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.pump()
    expect(sent.map(({ id }) => id)).toEqual(['a'])
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual(news('a'))
    const [listed] = await deliveries.list()
    expect(listed).toMatchObject({
      id: 'a',
      state: 'delivered',
      nextAt: null,
      tries: [{ status: 204, error: null }],
    })
    expect(listed).not.toHaveProperty('body')
    expect(clock.next).toBeNull()
  })

  it('tries again after the pauses of the table, then gives up', async () => {
    answer = bad
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.pump()
    for (const _pause of retryAfter) await goOn(deliveries)
    const pauses = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0))
    expect(pauses).toEqual(retryAfter)
    const [listed] = await deliveries.list()
    expect(listed).toMatchObject({ state: 'gaveUp', nextAt: null })
    expect(listed?.tries).toHaveLength(retryAfter.length + 1)
    expect(listed?.tries[0]).toMatchObject({ status: 500, error: 'Out of paper' })
    // The very same bytes each time.
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1)
  })

  it('leaves a quarter of each pause to chance, either way', async () => {
    answer = bad
    for (const [chance, share] of [
      [0, 0.75],
      [1, 1.25],
    ] as const) {
      clock.chance = () => chance
      const deliveries = open()
      await deliveries.add(news(`with-${chance}`))
      await deliveries.pump()
      const listed = (await deliveries.list()).find(({ id }) => id === `with-${chance}`)
      expect(Date.parse(listed?.nextAt ?? '') - clock.time).toBe((retryAfter[0] ?? 0) * share)
      await deliveries.close()
    }
  })

  it('takes up after a restart what waited, and what a crash cut short', async () => {
    answer = bad
    const before = open()
    await before.add(news('waits'))
    await before.pump()
    // Its answer never came: the process ended first.
    const begun = new Promise<void>((begin) => {
      answer = () => {
        begin()
        return new Promise(() => undefined)
      }
    })
    await before.add(news('cut-short'))
    await begun
    const after = open()
    answer = good
    sent = []
    await after.start()
    await after.pump()
    expect(sent.map(({ id }) => id)).toEqual(['cut-short'])
    await goOn(after)
    expect(sent.map(({ id }) => id)).toEqual(['cut-short', 'waits'])
    expect((await after.list()).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
  })

  it('goes on with the others when one fails', async () => {
    answer = (id) => (id === 'a' ? Promise.reject(new Error('nobody there')) : good())
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.add(news('b'))
    await deliveries.pump()
    const states = new Map((await deliveries.list()).map(({ id, state }) => [id, state]))
    expect([states.get('a'), states.get('b')]).toEqual(['waiting', 'delivered'])
  })

  it('holds what comes while it is off, and sends it when it is on again', async () => {
    answer = () => null
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.pump()
    expect(await deliveries.list()).toMatchObject([{ state: 'waiting', nextAt: null, tries: [] }])
    answer = good
    await deliveries.release()
    await deliveries.pump()
    expect(await deliveries.list()).toMatchObject([{ state: 'delivered' }])
  })

  it('sends one again by hand, with the same id and content', async () => {
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.pump()
    expect(await deliveries.sendAgain('a')).toMatchObject({ state: 'delivered', tries: [{}, {}] })
    expect(sent[0]?.body).toBe(sent[1]?.body)
    expect(await deliveries.sendAgain('none')).toBeNull()
  })

  it('tries a test once', async () => {
    answer = bad
    const deliveries = open()
    expect(await deliveries.addAndTry(news('t', 'test'))).toMatchObject({
      state: 'gaveUp',
      tries: [{ status: 500 }],
    })
    expect(clock.next).toBeNull()
  })

  it('keeps no more than it may, and takes no more than can wait', async () => {
    const deliveries = open()
    for (let n = 0; n < deliveryLimits.kept + 2; n += 1) await deliveries.addAndTry(news(`d${n}`))
    const listed = await deliveries.list()
    expect(listed.length).toBeLessThanOrEqual(deliveryLimits.kept + 1)
    expect(listed.map(({ id }) => id)).not.toContain('d0')
    expect(await readdir(join(dataDir, 'out', 'deliveries'))).toHaveLength(listed.length)
    answer = () => null
    for (let n = 0; n < deliveryLimits.waiting; n += 1) await deliveries.add(news(`w${n}`))
    await expect(deliveries.add(news('one-more'))).rejects.toThrow(TooManyWait)
    const long = { ...news('long'), event: 'x'.repeat(deliveryLimits.bytes) } as unknown as WebhookBody
    await expect(open().add(long)).rejects.toThrow(TooManyWait)
  })

  it('keeps its files to itself, and leaves one that it cannot read as it is', async () => {
    const deliveries = open()
    await deliveries.add(news('a'))
    await deliveries.pump()
    const path = join(dataDir, 'out', 'deliveries', 'a.json')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await writeFile(path, '{"half')
    expect(await open().list()).toEqual([])
    expect(await readFile(path, 'utf8')).toBe('{"half')
  })
})
