import type { DeliveryTry, DeliveryView, WebhookBody } from '@sheshi/records'
import type { Logger } from 'pino'
import type { Delivery, DeliveryFiles } from './deliveryFiles.ts'
import { type Sent, wordsOfFailure } from './send.ts'

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes

/** How long after each failed try the next one comes, in milliseconds; after the last one it is given up. */
export const retryAfter: readonly number[] = [
  10 * seconds,
  1 * minutes,
  5 * minutes,
  30 * minutes,
  2 * hours,
  8 * hours,
  24 * hours,
]

/** Deliveries that wait at most, those that are over and still listed, and the bytes of one. */
export const deliveryLimits = { waiting: 200, kept: 200, bytes: 1 << 20 } as const

/** As many deliveries wait as may. */
export class TooManyWait extends Error {
  override readonly name = 'TooManyWait'
}

/** Time and chance, which tests set by hand. */
export interface Clock {
  now(): number
  /** Runs something later; answers how to call it off. */
  after(ms: number, run: () => void): () => void
  /** From 0 to 1. */
  chance(): number
}

export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    // setTimeout takes no more than 24 days.
    const timer = setTimeout(run, Math.min(ms, 24 * hours)).unref()
    return () => clearTimeout(timer)
  },
  chance: () => Math.random(),
}

interface DeliveriesOptions {
  files: DeliveryFiles
  logger: Logger
  clock?: Clock
  /** One try. Null: nothing may be sent now (switched off); it waits. */
  send(delivery: Delivery, body: string): Promise<Sent> | null
}

/**
 * What is to be delivered, kept on disk until it is: every delivery is tried at least once, also after a restart, one
 * at a time, and again with growing pauses where the other side does not answer 2xx. A try that a crash cut short is
 * made again.
 */
export class Deliveries {
  private all: Promise<Map<string, Delivery>> | null = null
  private pumping: Promise<void> | null = null
  private again = false
  private readonly underWay = new Set<string>()
  private callOff = () => {}
  private closed = false
  private readonly clock: Clock

  constructor(private readonly options: DeliveriesOptions) {
    this.clock = options.clock ?? realClock
  }

  /** Takes up what waited when the server stopped. */
  async start(): Promise<void> {
    await this.known()
    this.wake()
  }

  /** The newest first, never their content. */
  async list(): Promise<DeliveryView[]> {
    return [...(await this.known()).values()].reverse()
  }

  /** Resolves once it is on disk; it is sent right after. Throws `TooManyWait`. */
  async add(content: WebhookBody): Promise<void> {
    await this.insert(content, this.at(0))
    this.wake()
  }

  /** As `add`, but resolves when it has had its first try. */
  async addAndTry(content: WebhookBody): Promise<DeliveryView | null> {
    await this.insert(content, null)
    return this.sendAgain(content.id)
  }

  /** Tries one now, whatever its state; answers how it went, or null where there is none. */
  async sendAgain(id: string): Promise<DeliveryView | null> {
    const all = await this.known()
    const delivery = all.get(id)
    if (!delivery) return null
    await this.attempt(delivery)
    this.wakeForNext(all)
    return all.get(id) ?? null
  }

  /** Nothing that waits is sent any more. */
  async giveUp(): Promise<void> {
    for (const delivery of (await this.known()).values()) {
      if (delivery.state === 'waiting') await this.update({ ...delivery, state: 'gaveUp', nextAt: null })
    }
  }

  /** Resolves when everything that is due now has had its try. */
  pump(): Promise<void> {
    this.again = true
    this.pumping ??= this.run().finally(() => {
      this.pumping = null
    })
    return this.pumping
  }

  /** Begins no other try; resolves when the one under way has ended. What waits is taken up at the next start. */
  async close(): Promise<void> {
    this.closed = true
    this.callOff()
    await this.pumping?.catch(() => undefined)
  }

  private async insert(content: WebhookBody, nextAt: string | null): Promise<void> {
    const all = await this.known()
    const waiting = [...all.values()].filter(({ state }) => state === 'waiting').length
    if (waiting >= deliveryLimits.waiting) throw new TooManyWait('too many deliveries wait')
    const body = JSON.stringify(content)
    const { id, event, at } = content
    const bytes = Buffer.byteLength(body)
    if (bytes > deliveryLimits.bytes) throw new TooManyWait('the content is larger than a delivery may be')
    const delivery: Delivery = { id, event, at, state: 'waiting', nextAt, bytes, tries: [] }
    await this.options.files.write(delivery, body)
    all.set(id, delivery)
    await this.forgetOld(all)
  }

  private known(): Promise<Map<string, Delivery>> {
    this.all ??= this.options.files.list().then(({ deliveries, unreadable }) => {
      if (unreadable.length > 0) {
        this.options.logger.warn(
          { files: unreadable },
          'deliveries that cannot be read were left as they are',
        )
      }
      return new Map(deliveries.map((delivery) => [delivery.id, delivery]))
    })
    return this.all
  }

  private async run(): Promise<void> {
    while (this.again && !this.closed) {
      this.again = false
      const all = await this.known()
      const due = [...all.values()].filter(({ nextAt }) => nextAt !== null && nextAt <= this.at(0))
      for (const delivery of due) {
        if (this.closed) return
        await this.attempt(delivery)
      }
    }
    this.wakeForNext(await this.known())
  }

  private async attempt(delivery: Delivery): Promise<void> {
    if (this.underWay.has(delivery.id)) return
    this.underWay.add(delivery.id)
    await this.tryOnce(delivery).finally(() => this.underWay.delete(delivery.id))
  }

  private async tryOnce(delivery: Delivery): Promise<void> {
    const { logger, files, send } = this.options
    const began = this.clock.now()
    let outcome: Omit<DeliveryTry, 'at' | 'ms'>
    try {
      const { body } = await files.read(delivery.id)
      const sending = send(delivery, body)
      // Switched off: it waits until it is switched on again, which wakes us.
      if (sending === null) return await this.update({ ...delivery, nextAt: null })
      outcome = outcomeOf(await sending)
    } catch (error) {
      outcome = { status: null, error: wordsOfFailure(error) }
    }
    const ms = this.clock.now() - began
    const tried = after(delivery, { at: new Date(began).toISOString(), ms, ...outcome }, this.clock)
    const { id, event } = delivery
    logger.info({ id, event, status: outcome.status, ms, state: tried.state }, 'webhook delivery tried')
    await this.update(tried).catch((error: unknown) => {
      logger.warn({ error, id }, 'what became of a delivery could not be kept; it is sent again')
    })
  }

  /** Those that were held back because sending was off are due again. */
  async release(): Promise<void> {
    for (const delivery of (await this.known()).values()) {
      if (delivery.state === 'waiting' && delivery.nextAt === null) {
        await this.update({ ...delivery, nextAt: this.at(0) })
      }
    }
    this.wake()
  }

  private async update(delivery: Delivery): Promise<void> {
    const all = await this.known()
    if (!all.has(delivery.id)) return
    all.set(delivery.id, delivery)
    const { body } = await this.options.files.read(delivery.id)
    await this.options.files.write(delivery, body)
  }

  private async forgetOld(all: Map<string, Delivery>): Promise<void> {
    const over = [...all.values()].filter(({ state }) => state !== 'waiting')
    for (const { id } of over.slice(0, Math.max(0, over.length - deliveryLimits.kept))) {
      all.delete(id)
      await this.options.files.remove(id)
    }
  }

  private wake(): void {
    void this.pump().catch((error: unknown) => {
      this.options.logger.error({ error }, 'deliveries could not be made')
    })
  }

  private wakeForNext(all: Map<string, Delivery>): void {
    this.callOff()
    const next = [...all.values()].flatMap(({ nextAt }) => nextAt ?? []).sort()[0]
    if (next === undefined || this.closed) return
    this.callOff = this.clock.after(Math.max(0, Date.parse(next) - this.clock.now()), () => this.wake())
  }

  private at(later: number): string {
    return new Date(this.clock.now() + later).toISOString()
  }
}

/** 2xx is a delivery; of anything else the first words are kept. */
function outcomeOf({ status, body }: Sent): Omit<DeliveryTry, 'at' | 'ms'> {
  if (status >= 200 && status < 300) return { status, error: null }
  const said = body.replace(/[^\P{C}\n]/gu, '').trim()
  return { status, error: said.slice(0, 200) || (status < 400 ? 'redirects are not followed' : 'no words') }
}

/** A delivery after one more try. Half of each pause is left to chance, so that many labs do not come at once. Pure. */
function after(delivery: Delivery, tried: DeliveryTry, clock: Clock): Delivery {
  const tries = [...delivery.tries, tried].slice(-20)
  if (tried.error === null) return { ...delivery, state: 'delivered', nextAt: null, tries }
  const failed = tries.filter(({ error }) => error !== null).length
  // A test is over when its answer is there.
  const pause = delivery.event === 'test' ? undefined : retryAfter[failed - 1]
  if (pause === undefined) return { ...delivery, state: 'gaveUp', nextAt: null, tries }
  const nextAt = new Date(clock.now() + pause * (0.75 + clock.chance() / 2)).toISOString()
  return { ...delivery, state: 'waiting', nextAt, tries }
}
