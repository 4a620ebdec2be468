import type { Batch } from './batch.ts'
import type { Delivery } from './delivery.ts'
import { encodeServerNumber } from './protocol.ts'
import type { Session } from './session.ts'
import type { Appended } from './types.ts'

export interface OutboxOptions {
  delivery: Delivery
  /** Highest sequence number known to be on disk. */
  savedSequence: number
  /** The state vector of the document without these updates. */
  vectorWithout(updates: readonly Uint8Array[]): Uint8Array
  /** Does the work of a delivery. */
  work(run: () => void): void
}

const none: readonly Uint8Array[] = []

/**
 * What a room's ticks have to send: batches leave in the order of their ticks, each when the log lets it pass, and
 * checkpoints are answered when what they cover has left and when it is on disk.
 */
export class Outbox {
  savedSequence: number
  private readonly waiting: { batch: Batch; ready: boolean }[] = []
  /** Sessions that wait for a checkpoint to be called saved. */
  private readonly awaiting = new Set<Session>()
  private newest: Appended | null = null
  private following = false

  constructor(private readonly options: OutboxOptions) {
    this.savedSequence = options.savedSequence
  }

  /** True while a tick waits for the log. */
  get waits(): boolean {
    return this.waiting.length > 0
  }

  /** Takes a tick's batch; `appended` is what the log said to its change, null where there was none. */
  add(batch: Batch, appended: Appended | null): void {
    const place = { batch, ready: appended === null }
    this.waiting.push(place)
    if (!appended) {
      this.deliverReady()
      return
    }
    // One turn later: a log says "saved" in the same breath, and then both answers go out in one write.
    const ready = () => {
      place.ready = true
    }
    void appended.passOn.then(ready).then(() => this.deliverReady())
    this.newest = appended
    void this.followSaves()
  }

  /** Everything up to `sequence` is on disk. */
  noteSaved(sequence: number): void {
    this.savedSequence = Math.max(this.savedSequence, sequence)
    for (const session of [...this.awaiting]) {
      for (const answer of this.savedAnswer(session)) this.options.delivery.send(session, answer)
    }
  }

  /** A session has left. */
  forget(session: Session): void {
    this.awaiting.delete(session)
  }

  private deliverReady(): void {
    if (!this.waiting[0]?.ready) return
    this.options.work(() => {
      while (this.waiting[0]?.ready) {
        const next = this.waiting.shift()
        if (next) this.deliver(next.batch)
      }
    })
  }

  private deliver(batch: Batch): void {
    this.options.delivery.deliver({
      update: batch.update,
      author: batch.author,
      answers: batch.answers,
      own: (session) => this.answersTo(session, batch),
      vector: () => this.options.vectorWithout(this.changesFrom(batch)),
    })
  }

  /** What is in the document, but was not sent on before this batch. */
  private changesFrom(batch: Batch): Uint8Array[] {
    const batches = [batch, ...this.waiting.map((place) => place.batch)]
    return batches.map(({ change }) => change).filter((change) => change !== null)
  }

  private answersTo(session: Session, batch: Batch): readonly Uint8Array[] {
    const number = batch.checkpoints.get(session)
    if (number === undefined) return none
    session.awaitSave(number, batch.sequence)
    this.awaiting.add(session)
    return [encodeServerNumber({ type: 'received', number }), ...this.savedAnswer(session)]
  }

  private savedAnswer(session: Session): readonly Uint8Array[] {
    const number = session.takeSaved(this.savedSequence)
    if (!session.awaitsSave) this.awaiting.delete(session)
    return number === null ? none : [encodeServerNumber({ type: 'saved', number })]
  }

  /** Follows the newest append only: a chain that grew with each update would fill memory while a disk fails. */
  private async followSaves(): Promise<void> {
    if (this.following) return
    this.following = true
    for (let followed = this.newest; followed; ) {
      await followed.saved
      this.noteSaved(followed.sequence)
      followed = this.newest === followed ? null : this.newest
    }
    this.following = false
  }
}
