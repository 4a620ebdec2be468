import * as Y from 'yjs'
import { limits } from './limits.ts'
import { splitUpdate } from './splitUpdate.ts'

/** What of a stored update is applied in one go: about 15 ms. */
const part = { bytes: 96 << 10, structs: 3_000 }

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
    const parts = partsOf(updates)
    for (let next = parts.next(); !next.done; ) {
      if (this.sliceIsOver()) {
        await turn()
        this.sliceBegan = this.now()
      }
      // In one transaction: the small updates of a journal cost a sixth of what they do one by one.
      doc.transact(() => {
        do {
          if (!next.done) Y.applyUpdate(doc, next.value)
          next = parts.next()
        } while (!next.done && !this.sliceIsOver())
      })
    }
  }

  private sliceIsOver(): boolean {
    return this.now() - this.sliceBegan > limits.loadSliceMs
  }

  private queue(first: boolean): Promise<void> {
    return new Promise((begin) => {
      const behind = first ? this.waiting.findIndex((load) => !load.first) : -1
      this.waiting.splice(behind === -1 ? this.waiting.length : behind, 0, { first, begin })
    })
  }
}

/** Updates with the large ones in parts; one that cannot be cut is left to yjs, which says what is wrong with it. */
function* partsOf(updates: readonly Uint8Array[]): Generator<Uint8Array, void> {
  for (const update of updates) {
    if (update.length <= part.bytes) yield update
    else yield* cut(update)
  }
}

function cut(update: Uint8Array): Uint8Array[] {
  try {
    return splitUpdate(update, part)
  } catch {
    return [update]
  }
}
