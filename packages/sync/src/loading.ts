import * as Y from 'yjs'
import { limits } from './limits.ts'

/** Lets everything else that waits for the process have its turn. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/**
 * Loads of boards, a few at a time: after a restart two hundred boards are asked for at once, and nobody's cursor is
 * to stand still for it. What is stored is brought into documents in slices, one board after the other.
 */
export class Loading {
  private running = 0
  private readonly waiting: { first: boolean; begin: () => void }[] = []
  private applied: Promise<unknown> = Promise.resolve()
  private sliceBegan = Number.NEGATIVE_INFINITY

  constructor(
    private readonly atOnce: number = limits.loadsAtOnce,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Runs a load when it is its turn; those that somebody waits for in front of a screen come first. */
  async inTurn<T>(first: boolean, load: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) await this.queue(first)
    else this.running += 1
    try {
      return await load()
    } finally {
      // The place goes to the next in line without becoming free: nobody can slip in between.
      const next = this.waiting.shift()
      if (next) next.begin()
      else this.running -= 1
    }
  }

  /** Applies what is stored, in order, in slices with a turn of the process between. Rejects with what yjs throws. */
  apply(doc: Y.Doc, updates: readonly Uint8Array[]): Promise<void> {
    const applied = this.applied.then(() => this.applySlices(doc, updates))
    this.applied = applied.catch(() => undefined)
    return applied
  }

  private async applySlices(doc: Y.Doc, updates: readonly Uint8Array[]): Promise<void> {
    for (let done = 0; done < updates.length; ) {
      if (this.now() - this.sliceBegan > limits.loadSliceMs) {
        await turn()
        this.sliceBegan = this.now()
      }
      doc.transact(() => {
        do {
          const update = updates[done]
          if (update) Y.applyUpdate(doc, update)
          done += 1
        } while (done < updates.length && this.now() - this.sliceBegan <= limits.loadSliceMs)
      })
    }
  }

  private queue(first: boolean): Promise<void> {
    return new Promise((begin) => {
      const behind = first ? this.waiting.findIndex((load) => !load.first) : -1
      this.waiting.splice(behind === -1 ? this.waiting.length : behind, 0, { first, begin })
    })
  }
}
