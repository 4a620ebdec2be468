import type { Answer } from './firstState.ts'
import { encodeServerNumber } from './protocol.ts'
import type { Session } from './session.ts'
import type { Appended } from './types.ts'

/** What one tick has to send once its change may be passed on. */
export interface Batch {
  /** The tick's merged change as a frame, or null. */
  update: Uint8Array | null
  /** The tick's only author, who need not hear it again. */
  author: Session | null
  /** Whoever asked for the board's state, and what answers. */
  answers: ReadonlyMap<Session, Answer>
  checkpoints: ReadonlyMap<Session, number>
  /** The log's number that covers the checkpoints. */
  sequence: number
}

/**
 * What a room's ticks have to send: batches leave in the order of their ticks, each when the log lets it pass, and
 * checkpoints are answered when what they cover has left and when it is on disk.
 */
export class Outbox {
  /** True while batches are going out. */
  delivering = false
  private readonly waiting: { batch: Batch; ready: boolean }[] = []
  private newest: Appended | null = null
  private following = false

  constructor(
    private readonly members: ReadonlySet<Session>,
    /** Highest sequence number known to be on disk. */
    public savedSequence: number,
    private readonly send: (session: Session, frame: Uint8Array) => void,
  ) {}

  /** Takes a tick's batch; `appended` is what the log said to its change, null where there was none. */
  add(batch: Batch, appended: Appended | null): void {
    const place = { batch, ready: appended === null }
    this.waiting.push(place)
    if (!appended) {
      this.deliverReady()
      return
    }
    void appended.passOn.then(() => {
      place.ready = true
      this.deliverReady()
    })
    this.newest = appended
    void this.followSaves()
  }

  /** Everything up to `sequence` is on disk. */
  noteSaved(sequence: number): void {
    this.savedSequence = Math.max(this.savedSequence, sequence)
    this.answerSaves()
  }

  private deliverReady(): void {
    this.delivering = true
    while (this.waiting[0]?.ready) {
      const next = this.waiting.shift()
      if (next) this.deliver(next.batch)
    }
    this.delivering = false
  }

  private deliver(batch: Batch): void {
    for (const session of [...this.members]) {
      const answer = batch.answers.get(session)
      if (answer) this.sendAnswer(session, answer)
      else if (batch.update && session.live && session !== batch.author) this.send(session, batch.update)
      const checkpoint = batch.checkpoints.get(session)
      if (checkpoint === undefined) continue
      this.send(session, encodeServerNumber({ type: 'received', number: checkpoint }))
      session.awaitSave(checkpoint, batch.sequence)
    }
    if (batch.checkpoints.size > 0) this.answerSaves()
  }

  private sendAnswer(session: Session, answer: Answer): void {
    session.live = true
    for (const frame of answer) this.send(session, frame)
    const bytes = answer.reduce((sum, frame) => sum + frame.length, 0)
    session.stateBytes = Math.max(session.stateBytes, bytes)
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

  private answerSaves(): void {
    for (const session of [...this.members]) {
      const number = session.takeSaved(this.savedSequence)
      if (number !== null) this.send(session, encodeServerNumber({ type: 'saved', number }))
    }
  }
}
