import type { Appended, BoardLog, LogHealth, RoomId, StoredBoard } from '../types.ts'

interface Entry {
  sequence: number
  update: Uint8Array
}

interface Rest {
  snapshot: { state: Uint8Array; sequence: number } | null
  entries: Entry[]
  sequence: number
  /** Epoch → its last state and what came late. */
  archive: Map<number, Uint8Array[]>
}

/** What survives a restart: hand the same one to the next log. */
export type MemoryDisk = Map<RoomId, Rest>

interface Pending extends Entry {
  id: RoomId
  passOn: () => void
  saved: () => void
}

/**
 * A log in memory, for tests. By itself it saves in the next microtask; `hold` makes it wait until `save`, and
 * `fail` makes its disk fail until `work`. What was not saved is lost with the object, as with a real one.
 */
export class MemoryLog implements BoardLog {
  private pending: Pending[] = []
  private readonly sequences = new Map<RoomId, number>()
  private readonly healthListeners = new Set<(health: LogHealth) => void>()
  private readonly snapshotListeners = new Set<(id: RoomId) => void>()
  private failure: string | null = null
  private holding = false

  constructor(readonly disk: MemoryDisk = new Map()) {}

  async load(id: RoomId): Promise<StoredBoard | null> {
    const rest = this.disk.get(id)
    this.sequences.set(id, Math.max(rest?.sequence ?? 0, this.sequences.get(id) ?? 0))
    if (!rest || (!rest.snapshot && rest.entries.length === 0)) return null
    const updates = rest.entries.map(({ update }) => update)
    return {
      updates: rest.snapshot ? [rest.snapshot.state, ...updates] : updates,
      sequence: rest.sequence,
      journalBytes: updates.reduce((sum, update) => sum + update.length, 0),
    }
  }

  append(id: RoomId, update: Uint8Array): Appended {
    const before = this.sequences.get(id)
    if (before === undefined) throw new Error(`board ${id} must be loaded before it is written`)
    const sequence = before + 1
    this.sequences.set(id, sequence)
    let passOn = () => {}
    let saved = () => {}
    const appended = {
      sequence,
      passOn: new Promise<void>((resolve) => {
        passOn = resolve
      }),
      saved: new Promise<void>((resolve) => {
        saved = resolve
      }),
    }
    this.pending.push({ id, sequence, update, passOn, saved })
    if (this.failure !== null) passOn()
    if (!this.holding) queueMicrotask(() => this.save())
    return appended
  }

  async snapshot(id: RoomId, state: Uint8Array, sequence: number): Promise<void> {
    if (this.failure !== null) throw new Error(this.failure)
    const rest = this.rest(id)
    rest.snapshot = { state, sequence }
    rest.sequence = Math.max(rest.sequence, sequence)
    rest.entries = rest.entries.filter((entry) => entry.sequence > sequence)
    this.pending = this.pending.filter((entry) => {
      if (entry.id !== id || entry.sequence > sequence) return true
      entry.passOn()
      entry.saved()
      return false
    })
  }

  async replace(id: RoomId, state: Uint8Array): Promise<number> {
    const sequence = (this.sequences.get(id) ?? 0) + 1
    await this.snapshot(id, state, sequence)
    this.sequences.set(id, sequence)
    return sequence
  }

  async archive(id: RoomId, epoch: number, state: Uint8Array): Promise<void> {
    if (this.failure !== null) throw new Error(this.failure)
    this.rest(id).archive.set(epoch, [state])
  }

  async archiveLate(id: RoomId, epoch: number, update: Uint8Array): Promise<void> {
    if (this.failure !== null) throw new Error(this.failure)
    const kept = this.rest(id).archive.get(epoch)
    if (!kept) throw new Error(`epoch ${epoch} is not kept`)
    kept.push(update)
  }

  async archived(id: RoomId, epoch: number): Promise<Uint8Array[] | null> {
    const kept = this.disk.get(id)?.archive.get(epoch)
    return kept ? [...kept] : null
  }

  async remove(id: RoomId): Promise<void> {
    this.pending = this.pending.filter((entry) => entry.id !== id)
    this.disk.delete(id)
    this.sequences.delete(id)
  }

  health(): LogHealth {
    return this.failure === null ? { ok: true } : { ok: false, reason: this.failure }
  }

  onHealth(listener: (health: LogHealth) => void): () => void {
    this.healthListeners.add(listener)
    return () => this.healthListeners.delete(listener)
  }

  onSnapshotWanted(listener: (id: RoomId) => void): () => void {
    this.snapshotListeners.add(listener)
    return () => this.snapshotListeners.delete(listener)
  }

  async close(): Promise<void> {
    this.save()
  }

  /** From now on nothing is saved before `save`. */
  hold(): void {
    this.holding = true
  }

  /** Saves what waits, unless the disk fails. */
  save(): void {
    if (this.failure !== null) return
    for (const { id, sequence, update, passOn, saved } of this.pending.splice(0)) {
      const rest = this.rest(id)
      rest.entries.push({ sequence, update })
      rest.sequence = sequence
      passOn()
      saved()
    }
  }

  fail(reason: string): void {
    this.failure = reason
    for (const { passOn } of this.pending) passOn()
    this.tellHealth()
  }

  work(): void {
    this.failure = null
    this.save()
    this.tellHealth()
  }

  wantSnapshot(id: RoomId): void {
    for (const listener of this.snapshotListeners) listener(id)
  }

  private tellHealth(): void {
    for (const listener of this.healthListeners) listener(this.health())
  }

  private rest(id: RoomId): Rest {
    const rest = this.disk.get(id) ?? {
      snapshot: null,
      entries: [],
      sequence: 0,
      archive: new Map(),
    }
    this.disk.set(id, rest)
    return rest
  }
}
