import * as Y from 'yjs'
import { limits } from './limits.ts'
import { encodeMissing, encodeStateVector, encodeUpdate } from './protocol.ts'

/** A board's whole document as one update (v1), encoded once for all who come. */
export interface FirstState {
  /** The log's number of the last change in it. */
  revision: number
  epoch: number
  state: Uint8Array
  /** False where some of it is not on disk, because the disk fails. */
  saved: boolean
}

/** An answer to a state vector: frames that are sent in this order, the last of them a SyncStep2. */
export type Answer = readonly Uint8Array[]

/** Bytes of edits that are merged into one frame for good. */
const sealedBytes = 32 << 10
/** Answers to others than newcomers that are kept for those who ask the same. */
const answersAtMost = 32
const nothing = new Uint8Array([0, 0])
const latin1 = new TextDecoder('latin1')

/**
 * What a document answers those who ask for its state, each answer made once: newcomers share the whole state of
 * some moment (the base) and the edits since, which are merged as they come.
 */
export class FirstStates {
  private base: Base | null = null
  private vector: Uint8Array | null = null
  private readonly answers = new Map<string, Answer>()

  constructor(private readonly doc: Y.Doc) {}

  /** The document was changed by this update. */
  changed(update: Uint8Array): void {
    this.vector = null
    this.answers.clear()
    this.base?.add(update)
    if (this.base?.outdated) this.base = null
  }

  /** Nobody is there: what was kept for newcomers goes. */
  forget(): void {
    this.base = null
    this.answers.clear()
  }

  /** The frame that asks for what the document lacks. */
  vectorFrame(): Uint8Array {
    this.vector ??= encodeStateVector(Y.encodeStateVector(this.doc))
    return this.vector
  }

  /** The whole document as it is, or as it was a few edits ago; `sequence` is the log's number of the last one. */
  first(sequence: number): { revision: number; state: Uint8Array } {
    return this.baseAt(sequence)
  }

  /** The whole document as it is. */
  whole(): Uint8Array {
    return this.base?.current ? this.base.state : Y.encodeStateAsUpdate(this.doc)
  }

  /** Answers a session that asks for what its state vector lacks. */
  answer(stateVector: Uint8Array, sequence: number): Answer {
    if (stateVector.length === 1 && stateVector[0] === 0) return this.baseAt(sequence).forNewcomers()
    if (this.base?.isAt(stateVector)) return this.base.forWhoHasIt()
    return this.kept('missing', stateVector, () => [
      encodeMissing(Y.encodeStateAsUpdate(this.doc, stateVector)),
    ])
  }

  /** Everything since a state vector as an edit. */
  since(stateVector: Uint8Array): Answer {
    return this.kept('update', stateVector, () => [
      encodeUpdate(Y.encodeStateAsUpdate(this.doc, stateVector)),
    ])
  }

  private baseAt(sequence: number): Base {
    this.base ??= new Base(this.doc, sequence)
    return this.base
  }

  private kept(kind: string, stateVector: Uint8Array, make: () => Answer): Answer {
    const key = `${kind} ${latin1.decode(stateVector)}`
    const known = this.answers.get(key)
    if (known) return known
    const made = make()
    if (this.answers.size < answersAtMost) this.answers.set(key, made)
    return made
  }
}

/** The whole state of one moment, and the edits since. */
class Base {
  private readonly stateBytes: number
  private readonly vector: Uint8Array
  /** The state as a frame: the answer itself while nothing has changed, later an edit that goes before the answer. */
  private frame: Uint8Array
  private readonly sealed: Uint8Array[] = []
  private tail: Uint8Array[] = []
  private tailBytes = 0
  private bytesSince = 0
  private newcomers: Answer | null = null
  private deletes: Uint8Array | null = null

  constructor(
    doc: Y.Doc,
    readonly revision: number,
  ) {
    const state = Y.encodeStateAsUpdate(doc)
    this.stateBytes = state.length
    this.vector = Y.encodeStateVector(doc)
    this.frame = encodeMissing(state)
  }

  /** The state as an update: the end of its frame, which is the only copy. */
  get state(): Uint8Array {
    return this.frame.subarray(this.frame.length - this.stateBytes)
  }

  /** True while nothing has changed since. */
  get current(): boolean {
    return this.bytesSince === 0
  }

  /** True where so much has changed that encoding everything anew is better. */
  get outdated(): boolean {
    if (this.stateBytes < limits.firstStateLeastBytes) return !this.current
    return this.bytesSince > Math.max(limits.firstStateBytes, this.stateBytes * limits.firstStateShare)
  }

  add(update: Uint8Array): void {
    if (this.current) this.frame = encodeUpdate(this.state)
    this.newcomers = null
    this.tail.push(update)
    this.tailBytes += update.length
    this.bytesSince += update.length
    if (this.tailBytes <= sealedBytes) return
    this.sealed.push(encodeUpdate(this.takeTail()))
    this.tail = []
    this.tailBytes = 0
  }

  isAt(stateVector: Uint8Array): boolean {
    return (
      stateVector.length === this.vector.length &&
      stateVector.every((byte, index) => byte === this.vector[index])
    )
  }

  forNewcomers(): Answer {
    this.newcomers ??= this.current ? [this.frame] : [this.frame, ...this.since()]
    return this.newcomers
  }

  /** A state vector says nothing of deletes, so that those of the base go along. */
  forWhoHasIt(): Answer {
    this.deletes ??= Y.diffUpdate(this.state, this.vector)
    if (this.current) return [encodeMissing(this.deletes)]
    return [encodeUpdate(this.deletes), ...this.since()]
  }

  private since(): Answer {
    return [...this.sealed, encodeMissing(this.takeTail())]
  }

  /** The newest edits as one update. */
  private takeTail(): Uint8Array {
    const [first, ...more] = this.tail
    if (!first) return nothing
    if (more.length > 0) this.tail = [Y.mergeUpdates(this.tail)]
    return this.tail[0] ?? nothing
  }
}

/**
 * The state vector that a document had before these updates of its own. What it says of a client may be less than
 * that, never more.
 */
export function vectorBefore(doc: Y.Doc, updates: readonly Uint8Array[]): Uint8Array {
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc))
  for (const update of updates) {
    for (const [client, clock] of Y.parseUpdateMeta(update).from) {
      if (clock < (vector.get(client) ?? 0)) vector.set(client, clock)
    }
  }
  return Y.encodeStateVector(vector)
}
