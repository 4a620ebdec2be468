import type { CloseCode, RegistryObserver } from '@sheshi/sync'
import { Counter, Histogram, Registry } from 'prom-client'
import type { JournalObserver } from './storage/journalWriter.ts'

/** Kinds of refusals told apart; reasons are fixed strings, so that more would be a mistake of ours. */
const kindsAtMost = 100
const seconds = (ms: number) => Math.max(0, ms) / 1000

/**
 * Counts what happens in rooms, at sockets and in the journal while it happens. What can be asked for at any moment
 * is measured by `Metrics` when Prometheus comes.
 */
export class Measures implements Required<RegistryObserver>, JournalObserver {
  readonly registry = new Registry()
  private readonly refusals = new Set<string>()
  private sentBytes = 0
  private writtenBytes = 0

  private readonly tickLateness = this.histogram(
    'sheshi_tick_lateness_seconds',
    'How much later than planned a room’s tick came',
    [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  )
  private readonly tickDuration = this.histogram(
    'sheshi_tick_duration_seconds',
    'How long a room’s tick held the process',
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
  )
  private readonly syncDuration = this.histogram(
    'sheshi_journal_sync_seconds',
    'Time to write a group of edits and have it on disk (fdatasync)',
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
  )
  private readonly groupSize = this.histogram(
    'sheshi_journal_group_entries',
    'Edits of all boards that one sync of the disk covered',
    [1, 2, 5, 10, 20, 50, 100, 200, 500],
  )
  private readonly refusedSessions = this.counter(
    'sheshi_sessions_refused_total',
    'Sessions that were ended or not let in, by close code and reason',
    ['code', 'reason'],
  )
  private readonly refusedUpgrades = this.counter(
    'sheshi_upgrades_refused_total',
    'WebSocket upgrades refused before anybody was asked who they are',
    ['status'],
  )
  private readonly snapshots = this.counter('sheshi_snapshots_total', 'Snapshots of boards', ['result'])
  private readonly roomsRefused = this.counter(
    'sheshi_rooms_turned_away_total',
    'Boards not opened because too many are open, all in use',
  )

  constructor() {
    this.running('sheshi_sent_bytes_total', 'Bytes handed to sockets', () => this.sentBytes)
    this.running('sheshi_journal_written_bytes_total', 'Bytes of edits on disk', () => this.writtenBytes)
    for (const result of ['taken', 'failed']) this.snapshots.inc({ result }, 0)
  }

  ticked(lateMs: number, tookMs: number): void {
    this.tickLateness.observe(seconds(lateMs))
    this.tickDuration.observe(seconds(tookMs))
  }

  sent(bytes: number): void {
    this.sentBytes += bytes
  }

  refused(code: CloseCode, reason: string): void {
    const kind = `${code} ${reason}`
    const known = this.refusals.has(kind) || this.refusals.size < kindsAtMost
    if (known) this.refusals.add(kind)
    this.refusedSessions.inc({ code, reason: known ? reason : 'other' })
  }

  upgradeRefused(status: number): void {
    this.refusedUpgrades.inc({ status })
  }

  snapshot(taken: boolean): void {
    this.snapshots.inc({ result: taken ? 'taken' : 'failed' })
  }

  turnedAway(): void {
    this.roomsRefused.inc()
  }

  synced(ms: number, entries: number, bytes: number): void {
    this.syncDuration.observe(seconds(ms))
    this.groupSize.observe(entries)
    this.writtenBytes += bytes
  }

  private histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name, help, buckets, registers: [this.registry] })
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[] = []) {
    return new Counter<Label>({ name, help, labelNames, registers: [this.registry] })
  }

  /** A counter that is kept as a plain number, because it grows thousands of times a second. */
  private running(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  }
}
