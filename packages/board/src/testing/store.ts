import {
  type HistoryEntry,
  type RecordsDiff,
  reverseRecordsDiff,
  Store,
  squashRecordDiffs,
} from '@tldraw/store'
import type { TLRecord, TLStore, TLStoreProps } from '@tldraw/tlschema'
import type { Schedule } from '../schedule.ts'
import { schema } from '../schema.ts'

/**
 * An empty store as the canvas makes it. Its listeners hear nothing until somebody flushes: tldraw would otherwise
 * tell them at once in tests, and the very races that frames bring would not happen.
 */
export function createStore(): TLStore {
  const globals = globalThis as { __FORCE_RAF_IN_TESTS__?: boolean; requestAnimationFrame?: unknown }
  globals.__FORCE_RAF_IN_TESTS__ = true
  globals.requestAnimationFrame ??= () => 1
  const props: TLStoreProps = {
    defaultName: '',
    assets: { upload: async () => ({ src: '' }), resolve: () => null, remove: async () => {} },
    onMount: () => {},
  }
  return new Store<TLRecord, TLStoreProps>({ schema, props })
}

/** The document records of a store. */
export function sharedRecords(store: TLStore): Map<string, TLRecord> {
  return new Map(Object.entries<TLRecord>(store.serialize('document')))
}

interface Waiting {
  run: () => void
  milliseconds: number
  due: number
}

/** A schedule whose frames and timers run when a test says so. */
export class HandSchedule {
  /** Milliseconds that `advance` has let pass. */
  now = 0
  private waiting: Waiting[] = []

  readonly schedule: Schedule = (run, milliseconds) => {
    const entry = { run, milliseconds, due: this.now + milliseconds }
    this.waiting.push(entry)
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry)
    }
  }

  /** Runs what waits for the next frame; with `timers`, what waits for longer too. */
  run(timers: boolean): void {
    this.runThose((entry) => timers || entry.milliseconds === 0)
  }

  /** Lets time pass: runs the timers that are due by then. Frames wait for `run`. */
  advance(milliseconds: number): void {
    this.now += milliseconds
    this.runThose((entry) => entry.milliseconds > 0 && entry.due <= this.now)
  }

  private runThose(isDue: (entry: Waiting) => boolean): void {
    for (const entry of this.waiting.filter(isDue)) {
      if (!this.waiting.includes(entry)) continue
      this.waiting = this.waiting.filter((other) => other !== entry)
      entry.run()
    }
  }
}

/** Undo and redo as tldraw's history manager does them: whole-record diffs of this person, through `applyDiff`. */
export class History {
  private undos: RecordsDiff<TLRecord>[] = []
  private redos: RecordsDiff<TLRecord>[] = []
  private open: RecordsDiff<TLRecord>[] = []
  private paused = false

  constructor(private readonly store: TLStore) {
    const intercepted = store as unknown as {
      addHistoryInterceptor(fn: (entry: HistoryEntry<TLRecord>, source: string) => void): void
    }
    intercepted.addHistoryInterceptor((entry, source) => {
      if (source !== 'user' || this.paused) return
      this.open.push(entry.changes)
      this.redos = []
    })
  }

  /** Ends a step: what follows is undone separately. */
  mark(): void {
    if (this.open.length > 0) this.undos.push(squashRecordDiffs(this.open))
    this.open = []
  }
  undo(): void {
    this.mark()
    const step = this.undos.pop()
    if (!step) return
    this.redos.push(step)
    this.apply(reverseRecordsDiff(step))
  }
  redo(): void {
    const step = this.redos.pop()
    if (!step) return
    this.undos.push(step)
    this.apply(step)
  }
  private apply(diff: RecordsDiff<TLRecord>): void {
    this.paused = true
    try {
      this.store.applyDiff(diff, { ignoreEphemeralKeys: true })
    } finally {
      this.paused = false
    }
  }
}
